/** How often a write that the service refused for now is sent again, each time after reading back. */
export const maxRepeats = 3;

/** The wait before each repeat when the service names none. */
export const repeatDelaysMs: readonly number[] = [1_000, 2_000, 4_000];

/** The longest Retry-After that is honoured; a longer one ends the run. */
export const maxRetryAfterMs = 30_000;

/** Waits before each look at what was written: one at once, then at most 5 more over 15 s. */
export const lookDelaysMs: readonly number[] = [0, 1_000, 2_000, 3_000, 4_000, 5_000];
