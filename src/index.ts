/**
 * The library: the same steps as the program, as functions. Data runs one way: a file becomes a desired state, which
 * with the live one becomes a plan, which may be applied.
 */

export { catalogue } from './catalogue/catalogue.ts';
export { type LoadResult, loadDesired } from './config/load-config.ts';
export type { LoadOptions } from './config/load-options.ts';
export { fixedGuards, overridableGuards } from './engine/guards/index.ts';
export type { Desired } from './model/desired.ts';
export type { Plan, PlanChange, PlanFinding } from './model/plan.ts';
export type { Problem } from './model/problem.ts';
export type { Outcome, Result, RunReport } from './model/run.ts';
export { parseTargetPattern, type TargetPattern } from './model/target-pattern.ts';
export { Secret } from './model/value.ts';
export { planJson } from './render/machine/json.ts';
export { planText } from './render/text/plan-text.ts';
export type { RunJournal } from './run/journal/interface.ts';
export { deriveJournalKey } from './run/journal/journal-key.ts';
export { openJournal } from './run/journal/open-journal.ts';
export { readRun } from './run/journal/read-run.ts';
export type { Sandbox, SandboxOptions, SandboxState } from './sandbox/start-sandbox.ts';
export { startSandbox } from './sandbox/start-sandbox.ts';
export type { ApiOptions, Connection } from './service/client/create-api.ts';
export { createApi, createReadApi } from './service/client/create-api.ts';
export { type Failure, failureText, type ReadApi, type WriteApi } from './service/interface.ts';
export { toolVersion } from './tool-version.ts';
export type { ExecuteSurroundings as ApplySurroundings } from './workflows/execute.ts';
export { execute as apply } from './workflows/execute.ts';
export { makeFingerprint } from './workflows/fingerprint.ts';
export type { Planned, Ready } from './workflows/plan.ts';
export { planLive as plan } from './workflows/plan.ts';
export type { RunContext } from './workflows/surroundings.ts';
