import type { FailedAttempt, ReadAttempt } from './judge-read.ts';
import type { ApiLimits } from './limits.ts';

/** How to wait between attempts. */
export type Patience = {
  readonly limits: ApiLimits;
  readonly sleep: (ms: number) => Promise<void>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
};

/** Tries a read until it gives something, cannot, or was tried often enough. Only for requests that change nothing. */
export async function repeatRead(attempt: () => Promise<ReadAttempt>, patience: Patience): Promise<ReadAttempt> {
  const { readAttempts } = patience.limits;
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result.kind !== 'failed') return result;
    if (!result.repeat) return result;
    if (tries >= readAttempts) return counted(result, tries);
    await patience.sleep(pauseMs(result, tries, patience));
  }
}

// Full jitter: many runs that failed together must not come back together.
function pauseMs(result: FailedAttempt, tries: number, { limits, random }: Patience): number {
  const ceilingMs = Math.min(limits.backoffMaxMs, limits.backoffBaseMs * 2 ** (tries - 1));
  const jitteredMs = Math.floor(random() * ceilingMs);
  return Math.max(jitteredMs, Math.min(result.retryAfterMs ?? 0, limits.retryAfterMaxMs));
}

function counted(result: FailedAttempt, tries: number): FailedAttempt {
  if (tries === 1) return result;
  return { ...result, failure: { ...result.failure, message: `${result.failure.message} (tried ${tries} times)` } };
}
