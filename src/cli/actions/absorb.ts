import type { TargetPattern } from '../../model/target-pattern.ts';
import { absorbedText, absorbJson, absorbText } from '../../render/text/absorb-text.ts';
import { type Absorbed, absorbFile as absorbWorkflow } from '../../workflows/absorb.ts';
import { parseTargets } from '../../workflows/load-file.ts';
import { readLiveClients } from '../../workflows/open-application.ts';
import { requireApprover, showToApprover } from '../approve/approve-plan.ts';
import { exitCode } from '../exit-codes.ts';
import type { FileResult } from '../file-work.ts';
import { runFiles } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type AbsorbFlags = CommonFlags & {
  readonly only: readonly string[];
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  readonly approval: 'ask' | 'given';
};

/** `capstan absorb`: returns the exit code. After a file that fails, the files behind it are left untouched. */
export async function absorbFiles(flags: AbsorbFlags, session: Session): Promise<number> {
  requireApprover(flags, 'absorb', session);
  const only = parseTargets(flags.only);
  return runFiles(flags, session, {
    command: 'absorb',
    pace: 'one-by-one',
    afterFailure: 'stop',
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
  const { baseline, approval, verbosity } = flags;
  const shown = (absorbed: Absorbed): string =>
    verbosity === 'quiet' && approval === 'given' ? '' : absorbText(absorbed, session.stdoutStyle);
  const approve = async (absorbed: Absorbed) => {
    await showToApprover(shown(absorbed), flags, session);
    return answer(absorbed.changes.length, approval, session);
  };
  const absorbed = await absorbWorkflow({ file, only, baseline, approve }, session);
  const before = absorbed.changes.length === 0 ? shown(absorbed) : '';
  return { exitCode: exitCode.done, json: absorbJson(absorbed), text: `${before}${absorbedText(absorbed)}` };
}

async function answer(count: number, approval: AbsorbFlags['approval'], session: Session): Promise<'yes' | 'no'> {
  if (approval === 'given' || session.prompt === undefined) return 'yes';
  const { askYesOrNo } = await import('../approve/ask-until-clear.ts');
  return askYesOrNo({ text: `Write this to ${count === 1 ? 'the file' : `these ${count} files`}?` }, session);
}
