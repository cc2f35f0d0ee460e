import type { Outcome, Result, SideEffect } from '../core/model/outcome.ts';
import type { Stop } from './stop.ts';

type Ending = {
  readonly outcomes: readonly Outcome[];
  readonly sideEffects: readonly SideEffect[];
  readonly stop: Stop | null;
  /** Whether any byte of a write may have reached the service. */
  readonly sent: boolean;
};

/** The end of a run in one word. */
export function resultOf({ outcomes, sideEffects, stop, sent }: Ending): Result {
  if (outcomes.length === 0) return 'in-sync';
  const has = (status: Outcome['status']): boolean => outcomes.some((outcome) => outcome.status === status);
  if (has('unknown')) return 'unknown';
  if (stop?.code === 'interrupted') return 'interrupted';
  if (!has('done') && wasRefused(stop, sent)) return stop?.code === 'stale' ? 'stale' : 'failed';
  return has('failed') || has('not-run') ? 'partial' : completed(outcomes, sideEffects);
}

function completed(outcomes: readonly Outcome[], sideEffects: readonly SideEffect[]): Result {
  if (sideEffects.length > 0) return 'side-effects';
  if (outcomes.some(({ stored }) => stored !== undefined)) return 'stored-otherwise';
  return outcomes.every((outcome) => outcome.verified) ? 'done' : 'unverified';
}

/** True when the service certainly did nothing: no write got through to it, or it did not let the caller in. */
function wasRefused(stop: Stop | null, sent: boolean): boolean {
  return !sent || stop?.code === 'unauthorized' || stop?.code === 'forbidden';
}
