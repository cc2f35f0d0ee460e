/**
 * The wait before each repeat of a write that the service refused for now, when it names none; so it is repeated at most
 * as often as there are waits, each time after a fresh read and the whole recheck.
 */
export const repeatDelaysMs: readonly number[] = [1_000, 2_000, 4_000];

/** The longest Retry-After that is honoured; a longer one ends the run. */
export const maxRetryAfterMs = 30_000;

/** Waits before each look at what was written: one at once, then at most 5 more over 15 s. */
export const lookDelaysMs: readonly number[] = [0, 1_000, 2_000, 3_000, 4_000, 5_000];

/** How often a wait looks whether the run is to end. */
export const stopCheckMs = 250;

/** Beyond this age of a plan the list of clients is read again before the first call. */
export const clientListMaxAgeMs = 10 * 60 * 1000;
