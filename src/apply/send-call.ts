import type { Failure, Sent } from '../api/interface.ts';
import type { Call } from '../core/model/call.ts';
import { maxRepeats, maxRetryAfterMs, repeatDelaysMs } from './limits.ts';
import { lookUntilVisible, showsOnly } from './look.ts';
import type { Resource } from './resource.ts';
import type { Waiting } from './waiting.ts';

/** Where a step stands when a call is sent. */
export type Sending<F> = {
  readonly resource: Resource<F>;
  readonly fresh: F;
  /** The calls of this step that are done. */
  readonly done: readonly Call[];
  readonly waiting: Waiting;
};

/**
 * Sends a call. One that the service refused for now is sent again after a wait and another look at live; one whose
 * answer is not known is looked for in live, and counts as done when it is there.
 */
export async function sendCall<F>(call: Call, sending: Sending<F>): Promise<Sent> {
  const sent = await sendWithRepeats(call, sending);
  if (sent.kind !== 'unknown') return sent;
  const { resource, fresh, done, waiting } = sending;
  const now = await lookUntilVisible(resource, fresh, [...done, call], waiting);
  const isThere = now !== undefined && resource.visibility(call, fresh, now).kind === 'visible';
  return isThere ? { kind: 'done' } : sent;
}

async function sendWithRepeats<F>(call: Call, sending: Sending<F>): Promise<Sent> {
  let sent = await send(call, sending.resource, sending.fresh);
  for (let repeat = 0; repeat < maxRepeats && sent.kind === 'refused'; repeat += 1) {
    const waitMs = sent.retryAfterMs ?? repeatDelaysMs[repeat] ?? maxRetryAfterMs;
    if (waitMs > maxRetryAfterMs) return tooLong(sent, waitMs);
    const again = await lookAgain(sending, waitMs);
    if (again === undefined) return sent;
    sent = await send(call, sending.resource, again);
  }
  return sent;
}

/** Waits and reads; undefined when the run is to end, or live is not what it was but for what this step has done. */
async function lookAgain<F>({ resource, fresh, done, waiting }: Sending<F>, waitMs: number): Promise<F | undefined> {
  if (waiting.stop()) return undefined;
  await waiting.sleep(waitMs);
  if (waiting.stop()) return undefined;
  const again = await resource.read();
  return again.kind === 'value' && showsOnly(resource, fresh, done, again.value) ? again.value : undefined;
}

type Refused = Sent & { readonly kind: 'refused' };

function tooLong(sent: Refused, waitMs: number): Refused {
  const waits = `the service asks to wait ${Math.ceil(waitMs / 1000)} s, and a run waits ${maxRetryAfterMs / 1000} s at most`;
  return { ...sent, failure: { ...sent.failure, message: `${sent.failure.message}; ${waits}` } };
}

/**
 * Whatever goes wrong here must not lose the report of what was done before. A body that would lose something was never
 * sent; of any other fault nobody can say whether it came before or after.
 */
async function send<F>(call: Call, resource: Resource<F>, read: F): Promise<Sent> {
  try {
    return await resource.send(call, read);
  } catch (error) {
    const failure = (message: string): Failure => ({ code: 'rejected', status: null, message });
    if (error instanceof Error && error.name === 'LossyBodyError') {
      return { kind: 'rejected', failure: failure(`nothing was sent: ${error.message}`) };
    }
    return { kind: 'unknown', failure: failure('an unexpected error in capstan; please report it') };
  }
}
