import type { StopReason } from '../run/execute/stop.ts';
import type { WorkflowContext } from './context.ts';

/** A run that goes on for longer than this ends after the call in flight. */
export const runTimeLimitMs = 30 * 60 * 1000;

/** Whether a run that begins now is to end, and why: a signal, an audit that lacks a line, or its time is over. */
export function runDeadline(
  { interruption, requests }: Pick<WorkflowContext, 'interruption' | 'requests'>,
  // Not the clock that someone sets: that one may jump by hours when it is corrected.
  monotonicMs: () => number = () => performance.now(),
): () => StopReason | null {
  const startedMs = monotonicMs();
  return () => {
    if (interruption.signal.aborted) return 'interrupted';
    return requests.stopReason() ?? (monotonicMs() - startedMs > runTimeLimitMs ? 'run-timeout' : null);
  };
}
