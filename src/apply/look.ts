import type { Read } from '../api/interface.ts';
import type { Call } from '../core/model/call.ts';
import { lookDelaysMs } from './limits.ts';
import type { Resource } from './resource.ts';
import type { Waiting } from './waiting.ts';

/**
 * Reads until everything that was written is seen, for as long as the bound lasts. Gives the last read that succeeded;
 * undefined when none did.
 */
export async function lookUntilVisible<F>(
  resource: Resource<F>,
  fresh: F,
  written: readonly Call[],
  { sleep }: Waiting,
): Promise<F | undefined> {
  let last: F | undefined;
  for (const delayMs of lookDelaysMs) {
    if (delayMs > 0) await sleep(delayMs);
    const read = await resource.read();
    if (isFinal(read)) break;
    if (read.kind !== 'value') continue;
    const now = read.value;
    last = now;
    if (!written.some((call) => resource.visibility(call, fresh, now).kind === 'pending')) break;
  }
  return last;
}

/** Whether it is no use to ask again: the thing is gone, or the caller may no longer see it. */
function isFinal(read: Read<unknown>): boolean {
  if (read.kind === 'absent') return true;
  return read.kind === 'failed' && ['unauthorized', 'forbidden', 'application-not-found'].includes(read.failure.code);
}

/** Whether a read shows all of the calls' work and nothing else that is new. */
export function showsOnly<F>(resource: Resource<F>, fresh: F, calls: readonly Call[], now: F): boolean {
  const seen = calls.every((call) => resource.visibility(call, fresh, now).kind === 'visible');
  return seen && resource.sideEffects(calls, fresh, now).length === 0;
}
