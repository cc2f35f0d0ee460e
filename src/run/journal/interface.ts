import type { Call } from '../../model/change.ts';
import type { SectionValues } from '../../model/reads.ts';
import type { Outcome, RunReport } from '../../model/run.ts';

/** Whether a record is on disk. `reason` is for people and names no value. */
export type RecordResult = { readonly kind: 'written' } | { readonly kind: 'failed'; readonly reason: string };

/** The service's response to one attempt of a call. */
export type Answer = {
  readonly kind: 'done' | 'refused' | 'rejected' | 'unknown';
  /** The code of the failure; null when done. */
  readonly code: string | null;
};

/**
 * The write-ahead record of one run. Each promise resolves only when the record would survive a loss of power. After a
 * failure nothing more may be sent: an unrecorded write could not be undone.
 */
export interface RunJournal {
  /** Before the first byte of a call is sent, and again before each retry. `held`: see `RecordedCall`. */
  intent(call: Call, preimage: SectionValues | null): Promise<RecordResult>;
  /** After the response to an attempt. */
  sent(callId: string, answer: Answer): Promise<RecordResult>;
  /** After the outcome of a call was read back, or nothing could be read back. */
  confirmed(outcome: Outcome): Promise<RecordResult>;
  /** The closing record. */
  end(report: RunReport): Promise<RecordResult>;
}
