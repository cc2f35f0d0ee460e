import type { Call } from '../../model/change.ts';
import type { SectionValues } from '../../model/planned-state.ts';
import type { Outcome, RunReport } from '../../model/run.ts';

/** Whether a record is on disk. `reason` is for people and names no value. */
export type RecordResult = { readonly kind: 'written' } | { readonly kind: 'failed'; readonly reason: string };

/** What the service answered to one sending of a call. */
export type Answer = {
  readonly kind: 'done' | 'refused' | 'rejected' | 'unknown';
  /** The code of the failure; null when done. */
  readonly code: string | null;
};

/**
 * The write-ahead record of one run. Each promise resolves only when the record would survive a loss of power. After a
 * failure nothing more may be sent: what is not recorded could not be undone.
 */
export interface RunJournal {
  /** Before the first byte of a call leaves, and again before each repeat. `held`: see `RecordedCall`. */
  intent(call: Call, preimage: SectionValues | null): Promise<RecordResult>;
  /** When the answer to a sending is there. */
  sent(callId: string, answer: Answer): Promise<RecordResult>;
  /** When it was read back the outcome of a call, or nothing could be read back. */
  confirmed(outcome: Outcome): Promise<RecordResult>;
  /** The closing record. */
  end(report: RunReport): Promise<RecordResult>;
}
