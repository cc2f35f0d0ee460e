import type { LiveEdits } from '../../model/baseline.ts';
import type { Plan } from '../../model/plan.ts';
import { endsEarly, type RunRecord } from '../../model/run.ts';
import { jsonText, problemsJson } from '../../render/machine/json.ts';
import type { Report } from '../../render/report/report.ts';
import { planText, undoPlanText } from '../../render/text/plan-text.ts';
import { reapplyConflictsText } from '../../render/text/runs-text.ts';
import { countOf } from '../../render/text/value-text.ts';
import { applyFile as applyWorkflow } from '../../workflows/apply.ts';
import { type Execution, nothingSent } from '../../workflows/approve-and-execute.ts';
import { ExpectedEnd, endWith } from '../../workflows/ending.ts';
import { type JournalFolder, journalFolder, refuseLinks } from '../../workflows/files/output-place.ts';
import { parseTargets } from '../../workflows/load-file.ts';
import { readLiveClients } from '../../workflows/open-application.ts';
import type { PlanRequest } from '../../workflows/plan.ts';
import { readSavedPlan } from '../../workflows/read-saved.ts';
import type { LockKind } from '../../workflows/runs/run-lock.ts';
import { type UndoRequest, undo as undoWorkflow } from '../../workflows/undo.ts';
import type { ShownPlan } from '../approve/approve.ts';
import { planAsker, requireApprover } from '../approve/approve.ts';
import { exitCode } from '../exit-codes.ts';
import { type FileResult, isOneLine, runResult } from '../file-work.ts';
import { planView } from '../reports.ts';
import { oneFileOnly, refuseYamlAsPlan, runFiles } from '../run-files.ts';
import type { CommonFlags, Format, Session } from '../terminal/session.ts';

export type ApplyFlags = CommonFlags & {
  readonly plan: string | undefined;
  readonly approval: 'ask' | 'given';
  readonly expectDigest: string | undefined;
  readonly only: readonly string[];
  readonly secrets: 'required' | 'left-out';
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  readonly liveEdits: LiveEdits;
  readonly journal: string | undefined;
  /** The value of `--lock`; undefined: the lock that the file declares. */
  readonly lock?: LockKind | undefined;
};

/** `capstan apply`: returns the exit code. After a file that fails, the files behind it are left untouched. */
export async function applyFiles(flags: ApplyFlags, session: Session): Promise<number> {
  if (flags.plan !== undefined) refuseYamlAsPlan(flags.plan, session.cwd, (file) => `-f ${file}`);
  requireApprover(flags, 'apply', session);
  refuseWavesInParts(flags);
  if (flags.file.length > 1 && flags.plan !== undefined) throw oneFileOnly('A saved plan');
  if (flags.plan !== undefined && flags.only.length > 0) throw narrowedTwice();
  if (flags.file.length > 1 && flags.expectDigest !== undefined) throw oneFileOnly('--expect-digest');
  const folder = journalFolder(flags.journal, session);
  await refuseLinks(folder, session);
  const saved = flags.plan === undefined ? undefined : await readSavedPlan(flags.plan, session.cwd);
  const shown = await shownPlans(flags, session);
  return runFiles(flags, session, {
    afterFailure: 'stop',
    readClients: readLiveClients,
    command: 'apply',
    each: (file, own) =>
      shown === null
        ? applyFile(file, { saved, folder, flags }, own)
        : applyShown(file, shown.get(file), { folder, flags }, own),
  });
}

/** The plans of several files, approved with one question; null: there is one file, or no question. */
async function shownPlans(flags: ApplyFlags, session: Session) {
  if (flags.approval === 'given' || (flags.file.length < 2 && flags.fleet === undefined)) return null;
  const { approvedPlans } = await import('../approve/approve.ts');
  return approvedPlans(flags, (file) => requestOf(file, flags), session);
}

/** A part knows only its own applications: it would begin a wave while another part is still in the one before. */
function refuseWavesInParts({ fleet }: ApplyFlags): void {
  if (fleet === undefined || fleet.shard === null || fleet.shard.count === 1) return;
  const [first = '', ...later] = fleet.selectedWaves;
  if (later.length === 0) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `One part of a fleet cannot wait for the waves of the other parts (${fleet.selectedWaves.join(', ')}).`,
    cure: `Apply one wave at a time in all parts, first with --select wave=${first}. \`capstan fleet ci\` writes a pipeline that does so.`,
  });
}

function narrowedTwice(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: '--only cannot be combined with a saved plan: the plan records its own targets.',
    cure: 'Make another plan with `capstan plan --only TARGET --out FILE`, and apply that.',
  });
}

type Applying = { readonly saved: Plan | undefined; readonly folder: JournalFolder; readonly flags: ApplyFlags };

async function applyFile(file: string, { saved, folder, flags }: Applying, session: Session): Promise<FileResult> {
  const { approval, format, expectDigest, verbosity } = flags;
  const keptWhole = whyKeptWhole(flags);
  const asker = planAsker({ approval, format, keptWhole }, session, async (plan) =>
    approval === 'given' && isOneLine(plan, verbosity)
      ? ''
      : planText(plan, await planView({ verbosity, unmanaged: 'counted' }, session, plan.findings)),
  );
  const request = { ...requestOf(file, flags), saved, expectDigest };
  const done = await applyWorkflow({ ...request, journal: folder, lock: flags.lock, approve: asker.approve }, session);
  await asker.show(done.planned.plan);
  return {
    ...runResult(done, folder, session, approval === 'given' ? verbosity : 'normal'),
    view: () => runView(done, format, session),
  };
}

function requestOf(file: string, { only, secrets, baseline, liveEdits }: ApplyFlags): PlanRequest {
  return { file, only: parseTargets(only), secrets, baseline, liveEdits, key: 'ahead' };
}

/** Applies the plan of one file after the plans of several were approved together. The rule is that of a saved plan. */
async function applyShown(
  file: string,
  shown: ShownPlan | undefined,
  { folder, flags }: Omit<Applying, 'saved'>,
  session: Session,
): Promise<FileResult> {
  if (shown === undefined) throw new Error(`No plan was made for ${file}.`);
  if ('error' in shown) return knownEnd(shown.error);
  if ('left' in shown) return notChosen(shown.left);
  const done = await carriedOutAsShown(shown.plan, file, { folder, flags }, session);
  return { ...runResult(done, folder, session, 'normal'), view: () => runView(done, flags.format, session) };
}

async function carriedOutAsShown(
  plan: Plan,
  file: string,
  { folder, flags }: Omit<Applying, 'saved'>,
  session: Session,
): Promise<Execution> {
  if (plan.status !== 'ready') return nothingSent({ kind: plan.status, plan });
  const request = { ...requestOf(file, flags), saved: plan, expectDigest: undefined, lock: flags.lock };
  try {
    return await applyWorkflow({ ...request, journal: folder, approve: async () => 'yes' }, session);
  } catch (error) {
    throw error instanceof ExpectedEnd && error.ending === 'stale' ? staleAsShown(error) : error;
  }
}

// The plan was shown and not saved, and several files have no plan file.
function staleAsShown({ ending, problems }: ExpectedEnd): ExpectedEnd {
  const cure = 'Nothing was written to it: run the command again, which shows the new plan.';
  return new ExpectedEnd(
    ending,
    problems.map((problem) => (problem.cure === '' ? problem : { ...problem, cure })),
  );
}

/** The plan was shown, but the user selected other files. */
function notChosen({ changes }: Plan): FileResult {
  const says = `not chosen, ${countOf(changes.length, 'change')}`;
  return { exitCode: exitCode.done, text: '', json: null, untouched: true, says };
}

// The problem was printed beside the plans.
function knownEnd(error: unknown): FileResult {
  if (!(error instanceof ExpectedEnd)) throw error;
  const { ending, problems } = error;
  return { exitCode: exitCode[ending], text: '', json: problemsJson(problems, []), problems };
}

// A selection makes a different plan from the one that was approved.
function whyKeptWhole({ plan, expectDigest }: ApplyFlags): string | null {
  if (plan !== undefined)
    return 'A saved plan is applied as a whole. To apply a part of it, make a new plan: `capstan plan --only TARGET --out FILE`.';
  return expectDigest === undefined
    ? null
    : 'With --expect-digest a plan is applied as a whole: the digest covers all of it.';
}

// Loaded on demand.
async function runView({ planned, report }: Execution, format: Format, session: Session): Promise<Report> {
  return (await import('../reports.ts')).reportOfRun(planned.plan, report, format, session);
}

export type UndoFlags = CommonFlags & {
  readonly run: string;
  readonly journal: string | undefined;
  readonly only: readonly string[];
  readonly approval: 'ask' | 'given';
  /** The value of `--lock`; undefined: the lock that nearby files declare. */
  readonly lock?: LockKind | undefined;
};

/** `capstan undo`: returns the exit code. */
export async function undo(flags: UndoFlags, session: Session): Promise<number> {
  requireApprover(flags, 'undo', session);
  const only = parseTargets(flags.only);
  const journal = journalFolder(flags.journal, session);
  await refuseLinks(journal, session);
  const { approval, verbosity, format } = flags;
  const asker = (record: RunRecord) =>
    planAsker({ approval, format, keptWhole: null }, session, async (plan) =>
      approval === 'given' && isOneLine(plan, verbosity)
        ? ''
        : undoPlanText(plan, record, await planView({ verbosity, unmanaged: 'counted' }, session)),
    );
  let asked: ReturnType<typeof asker> | undefined;
  const approve: UndoRequest['approve'] = (plan, record, whoGets) => {
    asked ??= asker(record);
    return asked.approve(plan, whoGets);
  };
  const { run, file: files, lock } = flags;
  const done = await undoWorkflow({ run, journal, lock, only, files, approve }, session);
  const { record, reapplyConflicts } = done;
  await (asked ?? asker(record)).show(done.planned.plan);
  const { exitCode, text, json } = runResult(done, journal, session, approval === 'given' ? verbosity : 'normal');
  await session.stdout(
    format === 'json'
      ? jsonText({
          ...json,
          undoes: record.header.run,
          journalEndsEarly: endsEarly(record),
          stillAsked: reapplyConflicts,
        })
      : `${text}${reapplyConflictsText(reapplyConflicts, session.stdoutStyle)}`,
  );
  return exitCode;
}
