/**
 * The library: what the commands do, as functions. docs/library.md shows how they are used.
 */

export { catalogue } from './catalogue/catalogue.ts';
export type { LoadedDesired } from './config/load-config.ts';
export {
  type AbsorbOptions,
  type Applied,
  type ApplyOptions,
  absorb,
  apply,
  compare,
  type DriftOptions,
  findDrift,
  type ImportOptions,
  importApplication,
  load,
  type PlanOptions,
  plan,
  type SnapshotOptions,
  snapshot,
  type Undone,
  type UndoOptions,
  undo,
  type Validation,
  validate,
} from './library/library.ts';
export type { JournalOption, Options } from './library/options.ts';
export type { Comparison } from './model/comparison.ts';
export type { Desired } from './model/desired.ts';
export type { Drift } from './model/drift.ts';
export type { Plan, PlanChange, PlanFinding } from './model/plan.ts';
export type { Problem } from './model/problem.ts';
export type { Outcome, Result, RunHeader, RunRecord, RunReport } from './model/run.ts';
export type { Snapshot } from './model/snapshot.ts';
export { Secret } from './model/value.ts';
export { planJson } from './render/machine/json.ts';
export { planText } from './render/text/plan-text.ts';
export { plainStyle } from './render/text/style.ts';
export type { RunJournal } from './run/journal/interface.ts';
export { memoryRuns, type RunStore } from './run/journal/run-store.ts';
export type { Sandbox, SandboxOptions, SandboxState } from './sandbox/start-sandbox.ts';
export { startSandbox } from './sandbox/start-sandbox.ts';
export type { HttpReply, HttpRequest, HttpTransport } from './service/transport/own-transport.ts';
export { toolVersion } from './tool-version.ts';
export type { Absorbed } from './workflows/absorb.ts';
export type { Answer } from './workflows/carry-out.ts';
export { type Ending, ExpectedEnd as CapstanError } from './workflows/ending.ts';
