import type { StopReason } from '../run/execute/stop.ts';
import type { WorkflowContext } from './context.ts';

/** A run that takes longer than this ends after the request in flight. */
export const runTimeLimitMs = 30 * 60 * 1000;

/**
 * Returns why a run that starts now has to end: a signal, an audit that lacks a line, or the time limit; null: it may
 * go on.
 */
export function runDeadline(
  { interruption, requests }: Pick<WorkflowContext, 'interruption' | 'requests'>,
  // Not the wall clock, which may jump when it is corrected.
  monotonicMs: () => number = () => performance.now(),
): () => StopReason | null {
  const startedMs = monotonicMs();
  return () => {
    if (interruption.signal.aborted) return 'interrupted';
    return requests.stopReason() ?? (monotonicMs() - startedMs > runTimeLimitMs ? 'run-timeout' : null);
  };
}
