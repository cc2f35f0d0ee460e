import type { Call } from '../../model/change.ts';
import type { Read } from '../../service/interface.ts';
import { lookDelaysMs } from '../execute/limits.ts';
import type { Waiting } from '../execute/stop.ts';
import type { Resource } from '../resources/resource.ts';

/** A call, and the read that it was sent from. */
export type WrittenCall<F> = { readonly call: Call; readonly fresh: F };

/**
 * Reads until everything that was written is seen, for as long as the bound lasts; a run that is to end looks once and
 * waits no more. Gives the last read of the very thing that `base` is a read of; undefined when there was none.
 */
export async function lookUntilVisible<F>(
  resource: Resource<F>,
  base: F,
  written: readonly WrittenCall<F>[],
  waiting: Waiting,
): Promise<F | undefined> {
  let last: F | undefined;
  for (const delayMs of lookDelaysMs) {
    if (!(await mayLook(delayMs, waiting))) break;
    const read = await resource.read();
    if (isFinal(read)) break;
    if (read.kind !== 'value' || !resource.isSame(base, read.value)) continue;
    const now = read.value;
    last = now;
    if (!written.some(({ call, fresh }) => resource.visibility(call, fresh, now).kind === 'pending')) break;
  }
  return last;
}

/** One look, at once. */
export async function lookOnce<F>(resource: Resource<F>, base: F): Promise<F | undefined> {
  const read = await resource.read();
  return read.kind === 'value' && resource.isSame(base, read.value) ? read.value : undefined;
}

/** Whether a later read shows that the call was carried out; as another JSON type is carried out too. */
export function isCarriedOut<F>(resource: Resource<F>, { call, fresh }: WrittenCall<F>, now: F | undefined): boolean {
  if (now === undefined || !resource.isSame(fresh, now)) return false;
  const { kind } = resource.visibility(call, fresh, now);
  return kind === 'visible' || kind === 'altered';
}

/** The look at once is always taken; those that need a wait only while the run goes on. */
async function mayLook(delayMs: number, { sleep, stop }: Waiting): Promise<boolean> {
  if (delayMs === 0) return true;
  await sleep(delayMs);
  return stop() === null;
}

/** Whether it is no use to ask again: the thing is gone, or the caller may no longer see it. */
export function isFinal(read: Read<unknown>): boolean {
  if (read.kind === 'absent') return true;
  return read.kind === 'failed' && ['unauthorized', 'forbidden', 'application-not-found'].includes(read.failure.code);
}
