import type { LiveEdits } from '../../model/baseline.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../render/report/report.ts';
import { planText } from '../../render/text/plan-text.ts';
import { applyFile as applyWorkflow } from '../../workflows/apply.ts';
import type { CarriedOut } from '../../workflows/carry-out.ts';
import { endWith } from '../../workflows/ending.ts';
import { type JournalFolder, journalFolder, refuseLinks } from '../../workflows/journal-folder.ts';
import { parseTargets } from '../../workflows/parse-targets.ts';
import { readLiveClients } from '../../workflows/read-clients.ts';
import { readSavedPlan } from '../../workflows/read-saved-plan.ts';
import type { LockKind } from '../../workflows/runs/run-lock.ts';
import { planAsker, requireApprover } from '../approve/approve-plan.ts';
import type { FileResult } from '../file-work.ts';
import type { Format } from '../formats.ts';
import { refuseYamlAsPlan } from '../hints/yaml-as-plan.ts';
import { planView } from '../reports.ts';
import { runFiles } from '../run-files.ts';
import { runResult } from '../run-result.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { oneFileOnly } from './plan.ts';

export type ApplyFlags = CommonFlags & {
  readonly plan: string | undefined;
  readonly approval: 'ask' | 'given';
  readonly expectDigest: string | undefined;
  readonly only: readonly string[];
  readonly secrets: 'required' | 'left-out';
  /** What `--baseline` names; undefined: what the file names, if it does. */
  readonly baseline: string | undefined;
  readonly liveEdits: LiveEdits;
  readonly journal: string | undefined;
  /** What `--lock` names; undefined: what the file says. */
  readonly lock?: LockKind | undefined;
};

/** `capstan apply`: gives the exit code. A file that does not end well keeps the ones after it untouched. */
export async function applyFiles(flags: ApplyFlags, session: Session): Promise<number> {
  if (flags.plan !== undefined) refuseYamlAsPlan(flags.plan, session.cwd, (file) => `-f ${file}`);
  requireApprover(flags.approval, 'apply', session);
  if (flags.file.length > 1 && flags.plan !== undefined) throw oneFileOnly('A saved plan');
  if (flags.plan !== undefined && flags.only.length > 0) throw narrowedTwice();
  if (flags.file.length > 1 && flags.expectDigest !== undefined) throw oneFileOnly('--expect-digest');
  const folder = journalFolder(flags.journal, session);
  await refuseLinks(folder, session);
  const saved = flags.plan === undefined ? undefined : await readSavedPlan(flags.plan, session.cwd);
  return runFiles(flags, session, {
    // People who are asked see one plan after the other.
    ...(flags.approval === 'ask' ? { pace: 'one-by-one' as const } : {}),
    afterFailure: 'stop',
    readClients: readLiveClients,
    command: 'apply',
    each: (file, own) => applyFile(file, { saved, folder, flags }, own),
  });
}

function narrowedTwice(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: '--only does not go with a saved plan, which says itself what it was narrowed to.',
    cure: 'Make another plan with `capstan plan --only TARGET --out FILE`, and apply that.',
  });
}

type Applying = { readonly saved: Plan | undefined; readonly folder: JournalFolder; readonly flags: ApplyFlags };

async function applyFile(file: string, { saved, folder, flags }: Applying, session: Session): Promise<FileResult> {
  const { secrets, baseline, liveEdits, expectDigest, format } = flags;
  const { approval } = flags;
  const keptWhole = whyKeptWhole(flags);
  const asker = planAsker({ approval, format, keptWhole }, session, async (plan) =>
    planText(plan, await planView({ verbosity: flags.verbosity, unmanaged: 'counted' }, session, plan.findings)),
  );
  const request = { file, only: parseTargets(flags.only), secrets, baseline, liveEdits, saved, expectDigest };
  const done = await applyWorkflow({ ...request, journal: folder, lock: flags.lock, approve: asker.approve }, session);
  await asker.show(done.planned.plan);
  return { ...runResult(done, folder, session), view: () => runView(done, format, session) };
}

// A selection is another plan than the one that was approved.
function whyKeptWhole({ plan, expectDigest }: ApplyFlags): string | null {
  if (plan !== undefined)
    return 'A saved plan is applied whole. For a part of it make another: `capstan plan --only TARGET --out FILE`.';
  return expectDigest === undefined
    ? null
    : 'With --expect-digest a plan is applied whole: the digest is that of all of it.';
}

// Loaded only when asked for.
async function runView({ planned, report }: CarriedOut, format: Format, session: Session): Promise<Report> {
  return (await import('../reports.ts')).reportOfRun(planned.plan, report, format, session);
}
