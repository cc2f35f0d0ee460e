import type { TargetPattern } from '../../model/target-pattern.ts';
import { absorbedText, absorbJson, absorbText } from '../../render/text/absorb-text.ts';
import { takeIn } from '../../workflows/absorb.ts';
import { absorbWork, writeAbsorbed } from '../../workflows/absorb-files.ts';
import { endWith } from '../../workflows/ending.ts';
import { outputPlace } from '../../workflows/files/output-place.ts';
import { readLiveClients } from '../../workflows/read-clients.ts';
import { requireApprover } from '../approve-plan.ts';
import { exitCode } from '../exit-codes.ts';
import type { FileResult } from '../file-work.ts';
import { parseTargets } from '../parse-targets.ts';
import { runFiles } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type AbsorbFlags = CommonFlags & {
  readonly only: readonly string[];
  /** What `--baseline` names; undefined: what the file names, if it does. */
  readonly baseline: string | undefined;
  readonly approval: 'ask' | 'given';
};

/** `capstan absorb`: gives the exit code. A file that does not end well keeps the ones after it untouched. */
export async function absorbFiles(flags: AbsorbFlags, session: Session): Promise<number> {
  requireApprover(flags.approval, 'absorb', session);
  const only = parseTargets(flags.only);
  return runFiles(flags, session, {
    pace: 'one-by-one',
    afterTrouble: 'stop',
    readClients: readLiveClients,
    each: (file) => absorbFile(file, only, flags, session),
  });
}

async function absorbFile(
  file: string,
  only: readonly TargetPattern[],
  flags: AbsorbFlags,
  session: Session,
): Promise<FileResult> {
  const work = await absorbWork(file, { only, baseline: flags.baseline }, session);
  const taken = await takeIn(work.input);
  const view = { ...taken, changes: work.changesOf(taken) };
  const shown = absorbText(view, session.outStyle);
  const result = { exitCode: exitCode.done, json: absorbJson(view) };
  const isBrief = flags.voice === 'quiet' && flags.approval === 'given';
  if (view.changes.length === 0) return { ...result, text: `${isBrief ? '' : shown}${absorbedText(view)}` };
  // Only those that are written: a file that is extended may well be read through a link.
  for (const { file: changed } of view.changes) await outputPlace({ path: changed, asked: 'The file' }, session.cwd);
  if (flags.format === 'text') await session.out(isBrief ? '' : shown);
  // Whoever is asked must have seen the change, whatever goes to stdout.
  else if (flags.approval === 'ask') await session.tell(shown);
  await approve(view.changes.length, flags.approval, session);
  await session.interruption.hold(() => writeAbsorbed(work, taken));
  return { ...result, text: absorbedText(view) };
}

async function approve(count: number, approval: AbsorbFlags['approval'], session: Session): Promise<void> {
  if (approval === 'given' || session.ask === undefined) return;
  await session.tell(`\nWrite this to ${count === 1 ? 'the file' : `these ${count} files`}?\n`);
  const answer = await session.ask("Only 'yes' is accepted: ");
  if (answer?.trim() === 'yes') return;
  throw endWith('interrupted', {
    code: 'declined',
    message: 'Nothing was written: the answer was not "yes".',
    cure: '',
  });
}
