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
