import type { Outcome } from '../core/model/outcome.ts';
import type { RecordedState } from '../core/model/run-record.ts';
import type { Answer } from './interface.ts';

/** What became of one sending of a call; null: nobody wrote it down. */
export type Sending = Answer['kind'] | null;

/**
 * What may have become of a call, so that whoever takes a run back forgets nothing: all that may have changed live is
 * `done` or `unknown`. What was read back decides; where it says no more than that something went wrong, the answers do.
 */
export function callState(sendings: readonly Sending[], outcome: Seen | null): RecordedState {
  const status = outcome?.status;
  if (status === 'done' || status === 'unknown') return status;
  // An intent is written just before the bytes leave. Where the run goes on to say that the call was not run, they did not.
  const made = status === 'not-run' && sendings.at(-1) === null ? sendings.slice(0, -1) : sendings;
  if (made.length === 0) return 'not-sent';
  // A call that failed although the service said it was done left something behind: another value, or another type.
  if (made.includes('done')) return 'done';
  return made.every(isNo) && !isChanged(outcome) ? 'refused' : 'unknown';
}

type Seen = Pick<Outcome, 'status' | 'seen'>;

function isNo(answer: Sending): boolean {
  return answer === 'refused' || answer === 'rejected';
}

// The service said no, and live is not what it was: it may have done the work all the same.
function isChanged(outcome: Seen | null): boolean {
  return outcome !== null && outcome.seen !== null && outcome.seen !== 'old';
}
