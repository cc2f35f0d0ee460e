import type { Drift } from '../model/differences.ts';
import type { Plan } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import { endingOfFailure } from '../workflows/ending.ts';

/** The meaning of the exit codes; only this file knows the numbers. */
export const exitCode = {
  done: 0,
  unexpected: 1,
  changesPending: 2,
  drift: 3,
  driftAndChanges: 4,
  refused: 5,
  afterWrite: 6,
  stale: 7,
  wrongUsage: 64,
  invalidFile: 65,
  serviceFailed: 69,
  cannotWriteOutput: 73,
  locked: 75,
  notPermitted: 77,
  interrupted: 130,
  terminated: 143,
} as const;

// For several files: the first of these that occurs.
const precedence = [130, 143, 1, 6, 77, 69, 73, 75, 65, 64, 7, 5, 4, 3, 2, 0];

/** The one exit code of several files. */
export function firstExitCode(codes: readonly number[]): number {
  // Without files the code is 0. A code that the list lacks must never read as success.
  return precedence.find((code) => codes.includes(code)) ?? (codes.length === 0 ? exitCode.done : exitCode.unexpected);
}

/** The exit code of `plan`. */
export function exitCodeOfPlan(plan: Plan, detail: 'plain' | 'detailed'): number {
  switch (plan.status) {
    case 'in-sync':
      return exitCode.done;
    case 'blocked':
      return exitCode.refused;
    case 'ready':
      return detail === 'detailed' ? exitCode.changesPending : exitCode.done;
  }
}

/** The exit code of `drift`. Accepted and converged rows need no action. */
export function exitCodeOfDrift({ summary: { pending, drift, both, unknown } }: Drift): number {
  const live = drift + unknown > 0;
  if (both > 0 || (live && pending > 0)) return exitCode.driftAndChanges;
  if (live) return exitCode.drift;
  return pending > 0 ? exitCode.changesPending : exitCode.done;
}

/** The exit code of `apply`; `interruption` is the code of the signal that came, if any. */
export function exitCodeOfRun(report: RunReport, interruption: number | null): number {
  switch (report.result) {
    case 'in-sync':
    case 'done':
      return report.journalGap === null ? exitCode.done : exitCode.cannotWriteOutput;
    case 'refused':
      return exitCode.refused;
    case 'stale':
      return exitCode.stale;
    case 'interrupted':
      return interruption ?? exitCode.interrupted;
    case 'failed':
      return exitCode[endingOfFailure(report.stoppedBy?.code ?? '')];
    case 'partial':
    case 'unknown':
    case 'side-effects':
    case 'stored-otherwise':
    case 'unverified':
      return exitCode.afterWrite;
  }
}
