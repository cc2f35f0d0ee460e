import { undoRun } from '../engine/undo/undo-run.ts';
import type { Plan } from '../model/plan.ts';
import { endsEarly, type RunRecord } from '../model/run.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import type { ReapplyConflict } from '../render/text/runs-text.ts';
import type { RunStore } from '../run/journal/run-store.ts';
import type { LockWish } from '../run/lock/lock.ts';
import { createApi } from '../service/client/create-api.ts';
import { type Answer, type Approve, type CarriedOut, carryOut, type WhoGets } from './carry-out.ts';
import type { WorkflowContext } from './context.ts';
import { endWith } from './ending.ts';
import { type JournalFolder, shownPath } from './journal-folder.ts';
import { accessOf, withApi } from './open-application.ts';
import { planOrEnd } from './plan.ts';
import { checkJournalHosts, isStore, newRunId } from './run-journal.ts';
import { findRun, type KnownRun } from './runs/find-run.ts';
import { journalError, readJournal } from './runs/journal-error.ts';
import { type LockKind, type RunLock, runLock } from './runs/run-lock.ts';
import { runContextOf } from './surroundings.ts';
import { filesNear, findReapplyConflicts } from './undo-files.ts';

/** What undo is asked for. */
export type UndoRequest = {
  /** The id of the run, the beginning of one, or `latest`. */
  readonly run: string;
  readonly journal: JournalFolder | RunStore;
  /** Which lock is taken; undefined: the one that the files near ask for. */
  readonly lock: LockKind | undefined;
  /** Narrows it to these targets; empty: everything that the run changed. */
  readonly only: readonly TargetPattern[];
  /** Configuration files that may ask for the same again. */
  readonly files: readonly string[];
  /** Is given the plan, and the run that it undoes. */
  readonly approve: (plan: Plan, record: RunRecord, whoGets: WhoGets) => Promise<Answer>;
};

/** What came of an undo, and what the files would change again of that which it brought back. */
export type Undone = CarriedOut & { readonly record: RunRecord; readonly reapplyConflicts: readonly ReapplyConflict[] };

/** Makes the inverse plan of a run from its journal, has it approved, and carries it out. */
export async function undo(request: UndoRequest, context: WorkflowContext): Promise<Undone> {
  const run = await recordedRun(request, context);
  const startedAt = context.now();
  const runId = newRunId(startedAt);
  const lock = runLock(context);
  try {
    const wish = { application: run.header.application, run: runId, command: 'undo', file: null };
    await lock.take(wish, request.lock ?? 'local');
    return await undoLocked(request, { run, runId, startedAt, lock, wish }, context);
  } finally {
    await lock.release();
  }
}

type Undoing = {
  readonly run: RecordedRun;
  readonly runId: string;
  readonly startedAt: Date;
  readonly lock: RunLock;
  readonly wish: LockWish;
};

async function undoLocked(request: UndoRequest, undoing: Undoing, context: WorkflowContext): Promise<Undone> {
  const { run, runId, startedAt, lock } = undoing;
  const { only, journal, approve } = request;
  const record = await run.read();
  checkJournalHosts(record.header.application, context.variables);
  const near = await filesNear(record.header, { journal, files: request.files }, context);
  // A file is not what an undo needs; but one that says who else may be at work is heard.
  if (request.lock === undefined && near.desired.some((file) => file.lock === 'git'))
    await lock.take(undoing.wish, 'git');
  const file = run.name;
  const wish = undoRun({ record, file, protections: near.protections, files: near.desired, only });
  const access = accessOf(wish.desired, context);
  const against = { only, baseline: null, liveEdits: 'kept', undo: wish.undo, key: 'ahead' } as const;
  const runContext = await runContextOf(wish.desired, against, context);
  return withApi(createApi, access, context, async (api) => {
    const planned = await planOrEnd(wish.desired, { api, access, runContext }, context);
    if (planned.kind === 'in-sync' && endsEarly(record))
      throw journalEndsEarly(record, isStore(journal) ? '' : journal.flag);
    const origin = { runId, startedAt, file: null, undoes: record.header.run, journal };
    const asked: Approve = (plan, whoGets) => approve(plan, record, whoGets);
    const done = await carryOut({ planned, api, runContext, origin, approve: asked, lock }, context);
    const reapplyConflicts = findReapplyConflicts(done, { touched: wish.touched, only, files: near.desired }, context);
    return { ...done, record, reapplyConflicts };
  });
}

/** A run that is to be undone. `name`: what its record is called in messages. */
type RecordedRun = Pick<KnownRun, 'header'> & { readonly name: string; readonly read: () => Promise<RunRecord> };

async function recordedRun({ run: word, journal }: UndoRequest, context: WorkflowContext): Promise<RecordedRun> {
  if (!isStore(journal)) {
    const run = await findRun(word, journal, context);
    return { header: run.header, name: shownPath(run.path, context), read: () => recordOf(run, context) };
  }
  const record = await journal.read(word);
  if (record !== undefined)
    return { header: record.header, name: `run ${record.header.run}`, read: async () => record };
  const message = `There is no run ${JSON.stringify(word)}.`;
  throw endWith('wrongUsage', { code: 'no-such-run', message, cure: 'Give the id that apply gave.' });
}

async function recordOf(run: KnownRun, context: WorkflowContext): Promise<RunRecord> {
  const read = await readJournal(run.path, context);
  if (read.kind === 'run') return read.record;
  throw endWith('invalidFile', journalError(read, run.header).problem);
}

// That nothing is left of what the journal tells is no proof that the run changed nothing.
function journalEndsEarly({ header }: RunRecord, flag: string): Error {
  return endWith('invalidFile', {
    code: 'journal-ends-early',
    message: `The journal of run ${header.run} ends early: what the run changed is not known. What the journal tells of is in the live application as it was before the run.`,
    cure: `\`capstan runs ${header.run}${flag}\` shows how far the journal goes, \`capstan plan\` what live and the file differ in. If the run was not killed there, get the whole journal from a backup.`,
  });
}
