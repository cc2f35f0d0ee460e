/**
 * The pause before each further sending of a call that the live application does not show: so a call is sent at most
 * once more than there are pauses, each time after a fresh read and the whole recheck. The service may name a longer one.
 */
export const repeatPausesMs: readonly number[] = [2_000, 4_000];

/** The longest Retry-After that is honoured; after a longer one the call is not sent again. */
export const maxRetryAfterMs = 30_000;

/** Waits before each look at what was written: one at once, then at most 5 more over 15 s. */
export const readBackDelaysMs: readonly number[] = [0, 1_000, 2_000, 3_000, 4_000, 5_000];

/** How often a wait looks whether the run is to end. */
export const stopCheckMs = 250;

/** Beyond this age of a plan the list of clients is read again before the first call. */
export const clientListMaxAgeMs = 10 * 60 * 1000;

/** A read that came beside the look at the step before is used for this long; an older one is made again. */
export const readAheadMaxAgeMs = 1_000;
