/** The bounds of everything that waits, repeats or grows here. */
export type ApiLimits = {
  /** How often a read is tried in all. Writes are sent once. */
  readonly readAttempts: number;
  readonly requestsInFlight: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Between two pieces of a response. */
  readonly bodyTimeoutMs: number;
  /** One request from its start to the end of its response: a response that trickles ends here. */
  readonly requestTimeoutMs: number;
  readonly backoffBaseMs: number;
  readonly backoffMaxMs: number;
  /** The longest that a Retry-After is obeyed. */
  readonly retryAfterMaxMs: number;
  readonly replyMaxBytes: number;
};

/** The bounds as they are outside tests. */
export const apiLimits: ApiLimits = {
  readAttempts: 5,
  requestsInFlight: 10,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  requestTimeoutMs: 120_000,
  backoffBaseMs: 250,
  backoffMaxMs: 8_000,
  retryAfterMaxMs: 30_000,
  // Many times what a real application gives; what is made of empty lists takes some twenty times its size in memory.
  replyMaxBytes: 8 * 1024 * 1024,
};
