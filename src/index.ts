/**
 * What the commands do, as functions: values in, values out. docs/library.md shows how they are used.
 *
 * Each of them rejects with a `CapstanError` for what is no bug. Times are texts in ISO 8601, UTC; numbers of time are milliseconds and say so in
 * their name. What is secret is a `Secret`, or a fingerprint.
 *
 * @packageDocumentation
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
export type { Origin, Snapshot, SnapshotClient, SnapshotScope, SnapshotSection } from './model/baseline.ts';
export type { CallShape } from './model/change.ts';
export type { Application, Desired } from './model/desired.ts';
export type {
  CompareClass,
  CompareRow,
  Comparison,
  Drift,
  DriftClass,
  DriftRow,
  SideFacts,
} from './model/differences.ts';
export type { Problem, Severity, Source } from './model/finding.ts';
export type { Plan, PlanChange, PlanFinding, PlanValue, Summary, UndeclaredClient, Unmanaged } from './model/plan.ts';
export type {
  Outcome,
  PlannedCall,
  RecordedCall,
  Result,
  RunHeader,
  RunRecord,
  RunReport,
  SideEffect,
  Stored,
} from './model/run.ts';
export type { Catalogue, SettingOption } from './model/setting.ts';
export { type KeyedDigest, type RedactedValue, Secret, type Value } from './model/value.ts';
export { planJson } from './render/machine/json.ts';
export type { FileChange } from './render/text/absorb-text.ts';
export { type PlanView, planText } from './render/text/plan-text.ts';
export { plainStyle, type Style } from './render/text/style.ts';
export type { RecordResult, RunJournal } from './run/journal/records.ts';
export { memoryRuns, type RunStore } from './run/journal/run-recording.ts';
export type {
  Interception,
  RecordedRequest,
  Sandbox,
  SandboxClient,
  SandboxOptions,
  SandboxState,
  Switches,
} from './sandbox/run-sandbox.ts';
export { startSandbox } from './sandbox/run-sandbox.ts';
export type { HttpReply, HttpRequest, HttpTransport } from './service/transport/network.ts';
export type { RequestNote } from './service/transport/request.ts';
export { toolVersion } from './tool-version.ts';
export type { Absorbed } from './workflows/absorb.ts';
export type { Answer } from './workflows/approve-and-execute.ts';
export type { Variables } from './workflows/context.ts';
export { type Ending, ExpectedEnd as CapstanError } from './workflows/ending.ts';
