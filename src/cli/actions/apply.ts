import { noBaseline, pinnedBaseline } from '../../config/baseline/load-baseline.ts';
import type { LiveEdits } from '../../model/baseline.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../render/report/report.ts';
import { planText } from '../../render/text/plan-text.ts';
import { createApi } from '../../service/client/create-api.ts';
import type { WriteApi } from '../../service/interface.ts';
import { checkDigest, checkSamePlan, checkSavedPlan, checkSeal } from '../../workflows/check-saved-plan.ts';
import { endWith } from '../../workflows/ending.ts';
import { type JournalFolder, journalFolder, refuseLinks } from '../../workflows/journal-folder.ts';
import { type Preparation, preparePlan } from '../../workflows/open-application.ts';
import { readLiveClients } from '../../workflows/read-clients.ts';
import { readSavedPlan } from '../../workflows/read-saved-plan.ts';
import { newRunId } from '../../workflows/run-journal.ts';
import { requireApprover } from '../approve-plan.ts';
import { type CarriedOut, carryOut } from '../carry-out.ts';
import type { FileResult } from '../file-work.ts';
import type { Format } from '../formats.ts';
import { refuseYamlAsPlan } from '../hints/yaml-as-plan.ts';
import { parseTargets } from '../parse-targets.ts';
import { planView } from '../reports.ts';
import { runFiles } from '../run-files.ts';
import { killedRunText } from '../runs/find-run.ts';
import { type LockKind, lockKind, type RunLock, runLock } from '../runs/run-lock.ts';
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
    pace: 'one-by-one',
    afterTrouble: 'stop',
    readClients: readLiveClients,
    kind: 'run',
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
  const run = {
    runId: newRunId(session.now()),
    file,
    undoes: null,
    folder,
  };
  const lock = runLock(session);
  // A saved plan says itself what it was narrowed to, against which baseline it was made, and whether drift may go.
  const liveEdits = saved?.overwriteDrift === true ? 'overwritten' : flags.liveEdits;
  const only = parseTargets(saved?.only ?? flags.only);
  const planning = { only, secrets: flags.secrets, baseline: flags.baseline ?? baselineOf(saved), liveEdits };
  const check = checkBefore({ saved, lock, asked: flags.lock, ...run }, session);
  try {
    const prepared = await preparePlan(file, planning, session, { open: createApi, check });
    try {
      const { plan } = prepared.planned;
      if (saved !== undefined) {
        checkSeal(saved, await prepared.around.fingerprint);
        checkSamePlan(saved, plan);
      }
      checkDigest(flags.expectDigest, plan);
      const text = planText(plan, await planView({ voice: flags.voice, unmanaged: 'counted' }, session));
      const { approval, format } = flags;
      const done = await carryOut({ prepared, origin: run, approval, text, format, lock }, session);
      return { ...done, view: () => runView(done, format, session) };
    } finally {
      await prepared.api.close();
    }
  } finally {
    await lock.release();
  }
}

// Loaded only when asked for.
async function runView({ planned, report }: CarriedOut, format: Format, session: Session): Promise<Report> {
  return (await import('../reports.ts')).reportOfRun(planned.plan, report, format, session);
}

type Before = {
  readonly saved: Plan | undefined;
  readonly lock: RunLock;
  readonly asked: LockKind | undefined;
  readonly runId: string;
  readonly file: string;
  readonly folder: JournalFolder;
};

// The very commit that the plan was made against: a tag may have been moved since.
function baselineOf(saved: Plan | undefined): string | undefined {
  if (saved === undefined) return undefined;
  const { baseline } = saved;
  if (baseline === null) return noBaseline;
  return baseline.commit === null ? baseline.name : pinnedBaseline(baseline.name, baseline.commit);
}

/** What must be so before the first request: the saved plan may still be applied, and nobody else is at it. */
function checkBefore(
  { saved, lock, asked, runId, file, folder }: Before,
  session: Session,
): Preparation<WriteApi>['check'] {
  return async ({ clientId }, desired) => {
    const { application } = desired;
    const now = { at: session.now(), toolVersion: session.toolVersion, application: application.id, caller: clientId };
    if (saved !== undefined) checkSavedPlan(saved, now);
    await lock.take({ application, run: runId, command: 'apply', file }, lockKind(asked, desired));
    const unfinished = await killedRunText(application, folder);
    if (unfinished !== '') await session.tell(unfinished);
  };
}
