import type { LoadedDesired } from '../config/load-config.ts';
import { planFinding } from '../engine/plan-document/make-plan.ts';
import type { Snapshot } from '../model/baseline.ts';
import type { Comparison, Drift } from '../model/differences.ts';
import type { Problem } from '../model/finding.ts';
import type { Plan, PlanFinding } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import { type Absorbed, absorbFile } from '../workflows/absorb.ts';
import { applyFile } from '../workflows/apply.ts';
import type { Answer } from '../workflows/approve-and-execute.ts';
import { compare as compareSides } from '../workflows/compare.ts';
import { driftOf } from '../workflows/drift.ts';
import { importApplication as importSource } from '../workflows/import.ts';
import { loadedOrEnd, parseTargets } from '../workflows/load-file.ts';
import { planFile, planSnapshot } from '../workflows/plan.ts';
import { takeSnapshot } from '../workflows/snapshot.ts';
import { type Undone as UndoneRun, undo as undoRun } from '../workflows/undo.ts';
import { validateFile } from '../workflows/validate.ts';
import {
  answered,
  checkRegion,
  checkTargets,
  contextOf,
  type JournalOption,
  journalOf,
  type Options,
} from './options.ts';

// Every function rejects with a CapstanError for expected errors: `ending` is the kind of end, like an exit code, and
// `problems` says what is wrong, where, and what to do.

/** The options of a plan. */
export type PlanOptions = Options & {
  /** Targets, as `--only` takes them: `settings.KEY`, `clients.ALIAS.features`, with `*` for any characters. */
  readonly only?: readonly string[];
  /**
   * What was last applied: `git:REF`, a file, a snapshot, or `none`. Left out: the baseline that the file names, if
   * any.
   */
  readonly baseline?: string;
  /** Leaves secrets without a value out of the comparison, where otherwise they are a problem. */
  readonly secrets?: 'required' | 'left-out';
  /** Whether the plan may overwrite drift since the baseline. */
  readonly liveEdits?: 'kept' | 'overwritten';
  /** A snapshot to plan against instead of the live application. Such a plan cannot be applied. */
  readonly snapshot?: string;
};

/**
 * Reads a file with all that it extends, and resolves its references. Needs neither network nor credentials.
 * @throws CapstanError `invalidFile`, with every problem that the files have.
 */
export function load(file: string, options: Options = {}): Promise<LoadedDesired> {
  return loadedOrEnd(file, contextOf(options), 'left-out');
}

/** The result of validating a file without network. */
export type Validation = {
  /** Whether it can be read, and no guard refuses it. */
  readonly valid: boolean;
  /** The problems of the file; empty: it can be read. */
  readonly problems: readonly Problem[];
  /** The findings of the guards that need no live state. */
  readonly findings: readonly PlanFinding[];
};

/** Reads and validates a file. Needs neither network nor credentials. */
export async function validate(file: string, options: Options = {}): Promise<Validation> {
  const validated = await validateFile(file, contextOf(options));
  if (validated.kind === 'problems') return { valid: false, problems: validated.problems, findings: [] };
  const findings = validated.findings.map(planFinding);
  return { valid: findings.every(({ severity }) => severity !== 'refuse'), problems: [], findings };
}

/**
 * Reads the live application and returns what an apply would do. Cannot write. A plan with `status` "blocked" is a
 * result, not an error. @throws CapstanError `invalidFile`; `notPermitted` or `serviceFailed` when the live application
 * could not be read; `interrupted` by `signal`.
 */
export function plan(file: string, options: PlanOptions = {}): Promise<Plan> {
  const [request, context] = [requestOf(file, options), contextOf(options)];
  return options.snapshot === undefined ? planFile(request, context) : planSnapshot(request, options.snapshot, context);
}

function requestOf(file: string, options: PlanOptions) {
  const { only = [], baseline, secrets = 'required', liveEdits = 'kept' } = options;
  return { file, only: parseTargets(only, 'only'), baseline, secrets, liveEdits, key: 'ahead' } as const;
}

/** The options of an apply: targets, approval and journal. */
export type ApplyOptions = Omit<PlanOptions, 'snapshot'> & {
  /**
   * Called with the plan that would be applied. Returns "yes", "no", or `{ only }`, which reduces the plan to some of
   * its targets; the smaller plan is checked again and passed to this function again. If left out, `plan` is required.
   */
  readonly approve?: (plan: Plan) => Promise<Answer> | Answer;
  /** A plan that was made and approved before: it is applied only if planning again gives the same plan. */
  readonly plan?: Plan;
  /** The required digest of the plan. */
  readonly expectDigest?: string;
  /** Where the run is recorded, for `undo`. */
  readonly journal?: JournalOption;
  /** Which lock is taken: one of this machine, or one that all clones of the repository share. */
  readonly lock?: 'local' | 'git';
};

/** The approved plan and its outcome. `run.result` is the result in one word. */
export type Applied = {
  /** The plan as approved, reduced to the approved targets. */
  readonly plan: Plan;
  /** The outcomes of its calls. */
  readonly run: RunReport;
};

/**
 * Plans, has the plan approved, and applies it. Rejects only if nothing was written; after a write, see `run.result`.
 * @throws CapstanError as `plan` does; `stale` when planning again gives a different plan; `locked` while another run
 * is in progress; `interrupted` when it was not approved; `cannotWriteOutput` without a journal.
 */
export async function apply(file: string, options: ApplyOptions = {}): Promise<Applied> {
  const context = contextOf(options);
  const { approve, plan: saved, expectDigest, lock } = options;
  if (approve === undefined && saved === undefined)
    throw new TypeError('apply needs an approved plan, or the option approve');
  const journal = await journalOf(options.journal, context);
  if (saved !== undefined) checkTargets(saved, options.only);
  const answer = async (made: Plan): Promise<Answer> =>
    approve === undefined ? 'yes' : answered(() => approve(made), context);
  const request = { ...requestOf(file, options), saved, expectDigest, journal, lock, approve: answer };
  const { planned, report } = await applyFile(request, context);
  return { plan: planned.plan, run: report };
}

/** The options of an undo: targets, approval and journal. */
export type UndoOptions = Options & {
  /** The same as for `apply`. */
  readonly approve: (plan: Plan) => Promise<Answer> | Answer;
  /** Targets, as for `plan`; left out: all that the run changed. */
  readonly only?: readonly string[];
  /** The journal of the run. */
  readonly journal?: JournalOption;
  /** The same as for `apply`. */
  readonly lock?: 'local' | 'git';
  /** Configuration files that may still declare the undone values. */
  readonly files?: readonly string[];
};

/** What was undone, and what the files would change again. */
export type Undone = Applied & Pick<UndoneRun, 'reapplyConflicts'>;

/**
 * Undoes a run, by its id or the beginning of one: makes the inverse plan from its journal, and applies it like any
 * other plan. @throws CapstanError as `apply` does.
 */
export async function undo(run: string, options: UndoOptions): Promise<Undone> {
  mustAsk('undo', options);
  const { approve, only = [], lock, files = [] } = options;
  const context = contextOf(options);
  const journal = await journalOf(options.journal, context);
  const answer = async (made: Plan): Promise<Answer> => answered(() => approve(made), context);
  const request = { run, journal, lock, only: parseTargets(only, 'only'), files, approve: answer };
  const { planned, report, reapplyConflicts } = await undoRun(request, context);
  return { plan: planned.plan, run: report, reapplyConflicts };
}

/** The options of drift: targets and baseline. */
export type DriftOptions = Options & Pick<PlanOptions, 'only' | 'baseline'>;

/** Compares baseline, live application and file. Cannot write. @throws CapstanError as `plan` does. */
export async function findDrift(file: string, options: DriftOptions = {}): Promise<Drift> {
  const context = contextOf(options);
  const loaded = await loadedOrEnd(file, context, 'left-out');
  const { only = [], baseline } = options;
  return driftOf({ file, ...loaded }, { only: parseTargets(only, 'only'), baseline }, context);
}

// Without types, the option is easily left out. It would be called only after the work is done.
function mustAsk(name: 'absorb' | 'undo', options: { readonly approve?: unknown } | undefined): void {
  if (typeof options?.approve !== 'function') throw new TypeError(`${name} needs the option approve`);
}

/** The options of absorb: targets and approval. */
export type AbsorbOptions = DriftOptions & {
  /** Called with the planned edits, without secrets. */
  readonly approve: (absorbed: Absorbed) => Promise<'yes' | 'no'> | 'yes' | 'no';
};

/**
 * Copies drifted live values into the file, keeping its comments and layout. Writes only files. @throws CapstanError as
 * `plan` does; `interrupted` when it was not approved; `cannotWriteOutput`.
 */
export async function absorb(file: string, options: AbsorbOptions): Promise<Absorbed> {
  mustAsk('absorb', options);
  const { approve, only = [], baseline } = options;
  const context = contextOf(options);
  const answer = (absorbed: Absorbed) => answered(() => approve(absorbed), context);
  return absorbFile({ file, only: parseTargets(only, 'only'), baseline, approve: answer }, context);
}

/**
 * Compares two sides: a file, `live:FILE`, a snapshot, or another saved form of an application. @throws CapstanError as
 * `plan` does; `invalidFile` also for a saved side.
 */
export async function compare(a: string, b: string, options: Options = {}): Promise<Comparison> {
  return (await compareSides(a, b, contextOf(options))).comparison;
}

/** The options of an import. */
export type ImportOptions = Options & {
  /** A saved application instead of the live one: a snapshot, an export of the Console, or responses. */
  readonly from?: string;
  /** The id of the application; required if `from` does not contain it. */
  readonly application?: string;
  /** us, eu, au, sa, cn or sg; or `configUrl`. */
  readonly region?: string;
  /** The URL of the Configuration API, for a service outside the regions, such as a sandbox. */
  readonly configUrl?: string;
  /** The same, for the other calls. */
  readonly captureUrl?: string;
  /** Names or ids of clients; left out: all. */
  readonly clients?: readonly string[];
  /** `references`: secrets are written as `${secret:NAME}`. `unmanaged`, when left out: the file leaves them alone. */
  readonly secrets?: 'unmanaged' | 'references';
};

/**
 * Makes the text of a configuration file from an application, and proves that a plan from it has no changes. @throws
 * CapstanError as `plan` does; `wrongUsage` when the application is not given.
 */
export async function importApplication(options: ImportOptions): Promise<string> {
  const { from = null, application = null, region = null, configUrl = null, captureUrl = null } = options;
  const { clients = [], secrets = 'unmanaged' } = options;
  if (region !== null) checkRegion(region);
  const print = async () => {};
  const schema = './node_modules/capstan/schemas/config.schema.json';
  const request = { from, application, region, configUrl, captureUrl, clients, schema, secrets };
  const done = await importSource({ ...request, destination: { kind: 'print', print } }, contextOf(options));
  return done.written.text;
}

/** The options of a snapshot. */
export type SnapshotOptions = Options & {
  /** Targets whose values are hidden in addition to secrets. */
  readonly redact?: readonly string[];
};

/** Returns everything that the application of a file has, without any secret. @throws CapstanError as `plan` does. */
export async function snapshot(file: string, options: SnapshotOptions = {}): Promise<Snapshot> {
  const redact = parseTargets(options.redact ?? [], 'redact');
  return (await takeSnapshot(file, redact, contextOf(options))).snapshot;
}
