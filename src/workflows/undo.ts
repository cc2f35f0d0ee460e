import { dirname, resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { protectionsNear, together } from '../config/files/protect-files.ts';
import { reapplyConflicts, type Touched, touchedTarget } from '../engine/undo/run-changes.ts';
import { undoRun } from '../engine/undo/undo-run.ts';
import { byText } from '../leaf/json.ts';
import { changeName } from '../model/change.ts';
import type { Desired, Protections } from '../model/desired.ts';
import type { Plan } from '../model/plan.ts';
import { endsEarly, type RunHeader, type RunRecord, type RunReport } from '../model/run.ts';
import { patternIndex, type TargetPattern } from '../model/target-pattern.ts';
import { isSecret, Secret } from '../model/value.ts';
import type { ReapplyConflict } from '../render/text/runs-text.ts';
import type { RunStore } from '../run/journal/run-recording.ts';
import type { LockRequest } from '../run/lock/lock.ts';
import { createApi } from '../service/client/create-api.ts';
import { type Answer, type Approve, approveAndExecute, type Execution, type WhoGets } from './approve-and-execute.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import { type JournalFolder, shownPath } from './files/output-place.ts';
import { loadFile } from './load-file.ts';
import { accessOf, withApi } from './open-application.ts';
import { type PlanResult, planOrEnd } from './plan.ts';
import { expiryWindow, runContextOf } from './run-context.ts';
import { checkJournalHosts, isStore, newRunId } from './run-journal.ts';
import { findRun, journalError, type KnownRun, readJournal } from './runs/recorded-runs.ts';
import { type LockKind, type RunLock, runLock } from './runs/run-lock.ts';

/** The options of undo. */
export type UndoRequest = {
  /** The id of the run, the beginning of one, or `latest`: the newest of the applications of the files. */
  readonly run: string;
  readonly journal: JournalFolder | RunStore;
  /** Which lock is taken; undefined: the one that nearby files declare. */
  readonly lock: LockKind | undefined;
  /** Limits it to these targets; empty: everything that the run changed. */
  readonly only: readonly TargetPattern[];
  /** Configuration files that may still declare the undone values. */
  readonly files: readonly string[];
  /** Called with the plan, and the run that it undoes. */
  readonly approve: (plan: Plan, record: RunRecord, whoGets: WhoGets) => Promise<Answer>;
};

/** The result of an undo, and the restored values that the files would change again. */
export type Undone = Execution & { readonly record: RunRecord; readonly reapplyConflicts: readonly ReapplyConflict[] };

/** Makes the inverse plan of a run from its journal, has it approved, and applies it. */
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
  readonly wish: LockRequest;
};

async function undoLocked(request: UndoRequest, undoing: Undoing, context: WorkflowContext): Promise<Undone> {
  const { run, runId, startedAt, lock } = undoing;
  const { only, journal, approve } = request;
  const record = await run.read();
  checkJournalHosts(record.header.application, context.variables);
  const near = await filesNear(record.header, { journal, files: request.files }, context);
  // An undo needs no file, but a nearby file may declare the shared lock.
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
    const done = await approveAndExecute({ planned, api, runContext, origin, approve: asked, lock }, context);
    const reapplyConflicts = findReapplyConflicts(done, { touched: wish.touched, only, files: near.desired }, context);
    return { ...done, record, reapplyConflicts };
  });
}

/** A run to undo. `name`: the name of its record in messages. */
type RecordedRun = Pick<KnownRun, 'header'> & { readonly name: string; readonly read: () => Promise<RunRecord> };

async function recordedRun({ run: word, journal, files }: UndoRequest, context: WorkflowContext): Promise<RecordedRun> {
  if (!isStore(journal)) {
    const run = await findRun(word, { folder: journal, files }, context);
    return { header: run.header, name: shownPath(run.path, context), read: () => recordOf(run, context) };
  }
  const record = await journal.read(word);
  if (record !== undefined)
    return { header: record.header, name: `run ${record.header.run}`, read: async () => asRecorded(record) };
  const message = `There is no run ${JSON.stringify(word)}.`;
  throw endWith('wrongUsage', { code: 'no-such-run', message, cure: 'Use the id that apply printed.' });
}

// A store that keeps records as JSON has lost what is secret in them, and an undo would write the mask in its place.
function asRecorded(record: RunRecord): RunRecord {
  const isLost = (value: unknown): boolean => !isSecret(value) && JSON.stringify(value) === lostSecret;
  const lost = record.calls.some(
    ({ changes, preimage }) =>
      changes.some(({ before, after }) => isLost(before) || isLost(after)) ||
      (preimage !== null && !(preimage.settings instanceof Map)),
  );
  if (!lost) return record;
  throw endWith('invalidFile', {
    code: 'journal-unreadable',
    message: `The record of run ${record.header.run} cannot be read: its store kept it as JSON, which holds no secret.`,
    cure: 'Nothing was written. Restore the values by hand, and use a folder for journals, which encrypts them.',
  });
}

const lostSecret = JSON.stringify(new Secret(null));

async function recordOf(run: KnownRun, context: WorkflowContext): Promise<RunRecord> {
  const read = await readJournal(run.path, context);
  if (read.kind === 'run') return read.record;
  throw endWith('invalidFile', journalError(read, run.header).problem);
}

// An incomplete journal cannot prove that the run changed nothing.
function journalEndsEarly({ header }: RunRecord, flag: string): Error {
  return endWith('invalidFile', {
    code: 'journal-ends-early',
    message: `The journal of run ${header.run} is incomplete: what the run changed is unknown. The changes that the journal records are already undone in the live application.`,
    cure: `\`capstan runs ${header.run}${flag}\` shows how far the journal goes, \`capstan plan\` how the live application and the file differ. If the run was not killed, get the complete journal from a backup.`,
  });
}

/** The files near an undo. None of them decides what is undone. */
type NearFiles = {
  /** Protect files apply to every undo. */
  readonly protections: Protections;
  /** The configuration files of the same application, to see what they still declare. */
  readonly desired: readonly Desired[];
};

type Around = { readonly journal: JournalFolder | RunStore; readonly files: readonly string[] };

/** Reads the protect files and the configuration files near an undo. A missing or invalid file is ignored. */
async function filesNear(header: RunHeader, { journal, files }: Around, context: WorkflowContext): Promise<NearFiles> {
  const near = await protectionsNear(foldersOf(header, journal, context), context.cwd);
  if (near.kind === 'problems') throw new ExpectedEnd('invalidFile', near.problems);
  const loaded = await Promise.all(files.map((file) => loadFile(file, context, 'left-out')));
  const desired = loaded.flatMap((one) => (one.kind === 'desired' ? [one.desired] : []));
  const same = desired.filter(({ application }) => isSame(application, header.application));
  return { protections: together([near.protections, ...same]), desired: same };
}

function isSame(a: RunHeader['application'], b: RunHeader['application']): boolean {
  return a.id === b.id && a.configUrl === b.configUrl;
}

/**
 * Where protect files are searched: here, beside the journal, in its working folder, and beside the file of the run.
 */
function foldersOf(
  { file }: RunHeader,
  journal: JournalFolder | RunStore,
  { cwd }: WorkflowContext,
): readonly string[] {
  if (isStore(journal)) return [...new Set([cwd, ...(file === null ? [] : [dirname(resolve(cwd, file))])])];
  const { path } = journal;
  // A journal is in .capstan/runs of the working folder of the run.
  const workingFolder = dirname(dirname(path));
  const ofRun = file === null ? [] : [dirname(resolve(cwd, file)), dirname(resolve(workingFolder, file))];
  return [...new Set([cwd, path, dirname(path), workingFolder, ...ofRun])];
}

type TakenBack = {
  readonly touched: ReadonlyMap<string, Touched>;
  readonly only: readonly TargetPattern[];
  /** The files of the application. */
  readonly files: readonly Desired[];
};

/** The restored values of an undo that the files would change again. */
function findReapplyConflicts(
  done: { readonly planned: PlanResult; readonly report: RunReport },
  { touched, only, files }: TakenBack,
  context: WorkflowContext,
): readonly ReapplyConflict[] {
  if (done.planned.kind !== 'ready') return [];
  const { live } = done.planned.work.input;
  const planned = new Map(done.planned.plan.changes.map(({ target, call }) => [target, call]));
  const carried = new Set(done.report.outcomes.filter(({ status }) => status === 'done').map(({ call }) => call));
  // Values that were restored before the undo count as well: the file would change them too.
  const restored = [...touched].filter(([name, row]) => {
    const call = planned.get(name);
    if (call !== undefined) return call !== null && carried.has(call);
    return only.length === 0 || patternIndex(only).covering(touchedTarget(row)).length > 0;
  });
  const rows = restored.map(([, row]) => row);
  const { today } = expiryWindow(context.now());
  return files
    .flatMap((file) => reapplyConflicts({ file, restored: rows, live, catalogue, today }))
    .map((change) => ({ target: changeName(change), source: change.source }))
    .sort(byPlace);
}

function byPlace({ source: a }: ReapplyConflict, { source: b }: ReapplyConflict): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}
