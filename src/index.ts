/**
 * The library: the same steps as the program, as functions. Data runs one way: a file becomes a desired state, which
 * with the live one becomes a plan, which may be applied.
 */
export type { ApiOptions, Connection } from './api/create-api.ts';
export { createApi, createReadApi } from './api/create-api.ts';
export type { Failure, ReadApi, WriteApi } from './api/interface.ts';
export { catalogue } from './catalogue/catalogue.ts';
export { makeFingerprint } from './commands/fingerprint.ts';
export { fixedGuards, overridableGuards } from './core/guards/codes.ts';
export type { Desired } from './core/model/desired.ts';
export type { Outcome, Result, RunReport } from './core/model/outcome.ts';
export type { Plan, PlanChange, PlanFinding } from './core/model/plan.ts';
export type { Problem } from './core/model/problem.ts';
export { Secret } from './core/model/secret.ts';
export { parseTargetPattern, type TargetPattern } from './core/model/target-pattern.ts';
export { type LoadResult, loadDesired } from './desired/load-desired.ts';
export type { LoadOptions } from './desired/options.ts';
export type { RunJournal } from './journal/interface.ts';
export { deriveJournalKey } from './journal/journal-key.ts';
export { openJournal } from './journal/open-journal.ts';
export { readRun } from './journal/read-run.ts';
export type { ApplySurroundings, Planned, Ready, Surroundings } from './reconcile.ts';
export { apply, plan } from './reconcile.ts';
export { planJson } from './render/plan-json.ts';
export { planText } from './render/plan-text.ts';
export type { Sandbox, SandboxOptions, SandboxState } from './sandbox/start-sandbox.ts';
export { startSandbox } from './sandbox/start-sandbox.ts';
export { toolVersion } from './tool-version.ts';
