import type { ApplySurroundings } from '../../workflows/reconcile.ts';
import type { Session } from './session.ts';

/** A run that goes on for longer than this ends after the call in flight. */
export const runTimeLimitMs = 30 * 60 * 1000;

/** Whether a run that begins now is to end, and why: a signal, an audit that lacks a line, or its time is over. */
export function runStop(
  { interruption, requests }: Pick<Session, 'interruption' | 'requests'>,
  // Not the clock that somebody sets: that one may jump by hours when it is corrected.
  monotonicMs: () => number = () => performance.now(),
): ApplySurroundings['stop'] {
  const startedMs = monotonicMs();
  return () => {
    if (interruption.code() !== null) return 'interrupted';
    return requests.stopReason() ?? (monotonicMs() - startedMs > runTimeLimitMs ? 'run-timeout' : null);
  };
}
