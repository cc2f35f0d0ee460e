/**
 * The pauses before each retry of a call whose effect is not visible: a call is sent at most once more than there are
 * pauses, each time after a fresh read and the whole recheck. The service may request a longer pause.
 */
export const repeatPausesMs: readonly number[] = [2_000, 4_000];

/** The longest Retry-After that is honoured; after a longer one the call is not sent again. */
export const maxRetryAfterMs = 30_000;

/** The waits before each read back: the first at once, then at most 5 more over 15 s. */
export const readBackDelaysMs: readonly number[] = [0, 1_000, 2_000, 3_000, 4_000, 5_000];

/** How often a wait checks whether the run must stop. */
export const stopCheckMs = 250;

/** If a plan is older than this, the list of clients is read again before the first call. */
export const clientListMaxAgeMs = 10 * 60 * 1000;

/** A read that was started early is used for this long; an older one is repeated. */
export const readAheadMaxAgeMs = 1_000;

/** Why a run ends early. */
export type Stop = { readonly code: string; readonly message: string };

/** Why a run ends by an external request. */
export type StopReason = 'interrupted' | 'run-timeout' | 'audit-not-written';

const messages: Readonly<Record<StopReason, string>> = {
  interrupted: 'the run was interrupted; the remaining requests were not sent',
  'run-timeout': 'the time limit of the run was over; the remaining requests were not sent',
  'audit-not-written': 'the audit file could not be written; the remaining requests were not sent',
};

/** The reason of such an end, for messages. */
function stopFor(reason: StopReason): Stop {
  return { code: reason, message: messages[reason] };
}

/** The end of a run whose journal lacks a record: an unrecorded write could not be undone. */
export function journalNotWritten(reason: string): Stop {
  const message = `the journal could not be written (${reason}); the remaining requests were not sent`;
  return { code: 'journal-not-written', message };
}

/** The clock and the waits, injected. `stop` is checked before each call and after each wait; a result ends the run. */
export type Waiting = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => Stop | null };

type WaitingContext = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => StopReason | null };

/** Waits that end early when the run must stop: an interruption does not wait for a Retry-After. */
export function waitingOf({ sleep, stop }: WaitingContext): Waiting {
  return {
    sleep: async (ms) => {
      for (let leftMs = ms; leftMs > 0 && stop() === null; leftMs -= stopCheckMs) {
        await sleep(Math.min(leftMs, stopCheckMs));
      }
    },
    stop: () => {
      const reason = stop();
      return reason === null ? null : stopFor(reason);
    },
  };
}
