import type { LoadedDesired } from '../config/load-config.ts';
import { planFinding } from '../engine/plan-document/make-plan.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Drift } from '../model/drift.ts';
import type { Problem } from '../model/finding.ts';
import type { Plan, PlanFinding } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type Absorbed, absorbFile } from '../workflows/absorb.ts';
import { applyFile } from '../workflows/apply.ts';
import type { Answer } from '../workflows/approve-and-execute.ts';
import { compare as compareSides } from '../workflows/compare.ts';
import { driftOf } from '../workflows/drift.ts';
import { importApplication as importSource } from '../workflows/import.ts';
import { loadedOrEnd } from '../workflows/load-file.ts';
import { parseTargets } from '../workflows/parse-targets.ts';
import { planFile, planSnapshot } from '../workflows/plan.ts';
import { takeSnapshot } from '../workflows/snapshot.ts';
import { type Undone as UndoneRun, undo as undoRun } from '../workflows/undo.ts';
import { validateFile } from '../workflows/validate.ts';
import { contextOf, type JournalOption, journalOf, type Options } from './options.ts';

// Every function rejects with a CapstanError when what is wrong is not a bug: `ending` says which kind of end it is, as
// the exit codes of the program do, and `problems` what is wrong, where, and what to do.

/** What a plan is narrowed to, and compared with. */
export type PlanOptions = Options & {
  /** Targets, as `--only` takes them: `settings.KEY`, `clients.ALIAS.features`, with `*` for any characters. */
  readonly only?: readonly string[];
  /** What was last applied: `git:REF`, a file, a snapshot, or `none`. Left out: what the file names, if it does. */
  readonly baseline?: string;
  /** Leaves secrets without a value out of the comparison, where otherwise they are a problem. */
  readonly secrets?: 'required' | 'left-out';
  /** Whether a change of the live application since the baseline may be undone by the file. */
  readonly liveEdits?: 'kept' | 'overwritten';
  /** A snapshot to plan over in place of live. Such a plan cannot be applied. */
  readonly snapshot?: string;
};

/**
 * Reads a file with all that it extends, and resolves its references. Needs neither network nor credentials.
 * @throws CapstanError `invalidFile`, with every problem that the files have.
 */
export function load(file: string, options: Options = {}): Promise<LoadedDesired> {
  return loadedOrEnd(file, contextOf(options), 'left-out');
}

/** What can be said of a file without a network. */
export type Validation = {
  /** Whether it can be read, and no guard refuses it. */
  readonly valid: boolean;
  /** What is wrong with the file; empty: it can be read. */
  readonly problems: readonly Problem[];
  /** What the guards find that need no live state. */
  readonly findings: readonly PlanFinding[];
};

/** Reads a file and judges it. Needs neither network nor credentials. */
export async function validate(file: string, options: Options = {}): Promise<Validation> {
  const validated = await validateFile(file, contextOf(options));
  if (validated.kind === 'problems') return { valid: false, problems: validated.problems, findings: [] };
  const findings = validated.findings.map(planFinding);
  return { valid: findings.every(({ severity }) => severity !== 'refuse'), problems: [], findings };
}

/**
 * Reads live and says what an apply would do. Cannot write. A plan with `status` "blocked" is a result, not an error.
 * @throws CapstanError `invalidFile`; `notPermitted` or `serviceFailed` when live could not be read; `interrupted` by `signal`.
 */
export function plan(file: string, options: PlanOptions = {}): Promise<Plan> {
  const [request, context] = [requestOf(file, options), contextOf(options)];
  return options.snapshot === undefined ? planFile(request, context) : planSnapshot(request, options.snapshot, context);
}

function requestOf(file: string, options: PlanOptions) {
  const { only = [], baseline, secrets = 'required', liveEdits = 'kept' } = options;
  return { file, only: parseTargets(only, 'only'), baseline, secrets, liveEdits, key: 'ahead' } as const;
}

/** What a plan is narrowed to, who approves it, and where the run is recorded. */
export type ApplyOptions = Omit<PlanOptions, 'snapshot'> & {
  /**
   * Is given the plan as it would be carried out, and says whether that may be: "yes", "no", or `{ only }`, which shrinks the
   * plan to some of its targets; the smaller plan is judged anew and handed in again. Left out, a `plan` has to be given.
   */
  readonly approve?: (plan: Plan) => Promise<Answer> | Answer;
  /** A plan that was made and approved before: it is carried out only if the very same comes out again. */
  readonly plan?: Plan;
  /** The digest that the plan must have. */
  readonly expectDigest?: string;
  /** Where the run is recorded, for `undo`. */
  readonly journal?: JournalOption;
  /** Which lock is taken: one of this machine, or one that all clones of the repository share. */
  readonly lock?: 'local' | 'git';
};

/** The plan that was approved, and what was done of it. `run.result` says in a word how it ended. */
export type Applied = {
  /** As it was approved, and shrunk to what was approved of it. */
  readonly plan: Plan;
  /** What became of its calls. */
  readonly run: RunReport;
};

/**
 * Plans, has the plan approved, and carries it out. Rejects only as long as nothing was written; after that `run.result` tells.
 * @throws CapstanError as `plan` does; `stale` when the plan is another one by now; `locked` while another run is under way;
 * `interrupted` when it was not approved; `cannotWriteOutput` without a journal.
 */
export async function apply(file: string, options: ApplyOptions = {}): Promise<Applied> {
  const context = contextOf(options);
  const { approve, plan: saved, expectDigest, lock } = options;
  if (approve === undefined && saved === undefined)
    throw new TypeError('apply needs a plan that was approved, or approve');
  const journal = await journalOf(options.journal, context);
  const answer = async (made: Plan): Promise<Answer> => (approve === undefined ? 'yes' : approve(made));
  const request = { ...requestOf(file, options), saved, expectDigest, journal, lock, approve: answer };
  const { planned, report } = await applyFile(request, context);
  return { plan: planned.plan, run: report };
}

/** Who approves the inverse plan, and what it is narrowed to. */
export type UndoOptions = Options & {
  /** The same as for `apply`. */
  readonly approve: (plan: Plan) => Promise<Answer> | Answer;
  /** Targets, as for `plan`; left out: all that the run changed. */
  readonly only?: readonly string[];
  /** Where the run was recorded. */
  readonly journal?: JournalOption;
  /** The same as for `apply`. */
  readonly lock?: 'local' | 'git';
  /** Configuration files that may ask for the same again. */
  readonly files?: readonly string[];
};

/** What was undone, and what the files would change again of that. */
export type Undone = Applied & Pick<UndoneRun, 'reapplyConflicts'>;

/**
 * Undoes a run, by its id or the beginning of one: makes the inverse plan from its journal, and carries it out like any other.
 * @throws CapstanError as `apply` does.
 */
export async function undo(run: string, options: UndoOptions): Promise<Undone> {
  const context = contextOf(options);
  const { approve, only = [], lock, files = [] } = options;
  const journal = await journalOf(options.journal, context);
  const answer = async (made: Plan): Promise<Answer> => approve(made);
  const request = { run, journal, lock, only: parseTargets(only, 'only'), files, approve: answer };
  const { planned, report, reapplyConflicts } = await undoRun(request, context);
  return { plan: planned.plan, run: report, reapplyConflicts };
}

/** What drift is narrowed to, and which baseline it is judged by. */
export type DriftOptions = Options & Pick<PlanOptions, 'only' | 'baseline'>;

/**
 * Baseline, live and file side by side. Cannot write.
 * @throws CapstanError as `plan` does.
 */
export async function findDrift(file: string, options: DriftOptions = {}): Promise<Drift> {
  const context = contextOf(options);
  const loaded = await loadedOrEnd(file, context, 'left-out');
  const { only = [], baseline } = options;
  return driftOf({ file, ...loaded }, { only: parseTargets(only, 'only'), baseline }, context);
}

/** Who approves what is written, and what it is narrowed to. */
export type AbsorbOptions = DriftOptions & {
  /** Is given what would be written, without secrets. */
  readonly approve: (absorbed: Absorbed) => Promise<'yes' | 'no'> | 'yes' | 'no';
};

/**
 * Takes what was changed in the live application into the file, keeping its comments and layout. Writes files alone.
 * @throws CapstanError as `plan` does; `interrupted` when it was not approved; `cannotWriteOutput`.
 */
export function absorb(file: string, options: AbsorbOptions): Promise<Absorbed> {
  const { approve, only = [], baseline } = options;
  const answer = async (absorbed: Absorbed) => approve(absorbed);
  return absorbFile({ file, only: parseTargets(only, 'only'), baseline, approve: answer }, contextOf(options));
}

/**
 * Compares two sides: a file, `live:FILE`, a snapshot, or what else was saved of an application.
 * @throws CapstanError as `plan` does; `invalidFile` also for a saved side.
 */
export async function compare(a: string, b: string, options: Options = {}): Promise<Comparison> {
  return (await compareSides(a, b, contextOf(options))).comparison;
}

/** What is imported, and where it comes from. */
export type ImportOptions = Options & {
  /** What was saved of an application, in place of live: a snapshot, an export of the Console, or replies. */
  readonly from?: string;
  /** The id of the application; needed where `from` does not say it. */
  readonly application?: string;
  /** us, eu, au, sa, cn or sg; or `configUrl`. */
  readonly region?: string;
  /** The address of the Configuration API, for a service that is no region, such as a sandbox. */
  readonly configUrl?: string;
  /** The same, for the other calls. */
  readonly captureUrl?: string;
  /** Names or ids of clients; left out: all. */
  readonly clients?: readonly string[];
  /** `references`: secrets are written as `${secret:NAME}`. `unmanaged`, when left out: the file leaves them alone. */
  readonly secrets?: 'unmanaged' | 'references';
};

/**
 * Makes the text of a configuration file from an application, and proves that a plan from it has nothing to do.
 * @throws CapstanError as `plan` does; `wrongUsage` when it is not told which application.
 */
export async function importApplication(options: ImportOptions): Promise<string> {
  const { from = null, application = null, region = null, configUrl = null, captureUrl = null } = options;
  const { clients = [], secrets = 'unmanaged' } = options;
  const print = async () => {};
  const schema = './node_modules/capstan/schemas/config.schema.json';
  const request = { from, application, region, configUrl, captureUrl, clients, schema, secrets };
  const done = await importSource({ ...request, destination: { kind: 'print', print } }, contextOf(options));
  return done.written.text;
}

/** What a snapshot hides. */
export type SnapshotOptions = Options & {
  /** Targets whose values are hidden besides the secrets. */
  readonly redact?: readonly string[];
};

/**
 * All that the application of a file has, without a single secret.
 * @throws CapstanError as `plan` does.
 */
export async function snapshot(file: string, options: SnapshotOptions = {}): Promise<Snapshot> {
  const redact = parseTargets(options.redact ?? [], 'redact');
  return (await takeSnapshot(file, redact, contextOf(options))).snapshot;
}
