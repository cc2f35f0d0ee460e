import type { Sent } from '../api/interface.ts';
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

async function sendWithRepeats<F>(call: Call, { resource, fresh, done, waiting }: Sending<F>): Promise<Sent> {
  let sent = await resource.send(call, fresh);
  for (let repeat = 0; repeat < maxRepeats && sent.kind === 'refused'; repeat += 1) {
    const waitMs = sent.retryAfterMs ?? repeatDelaysMs[repeat] ?? maxRetryAfterMs;
    if (waitMs > maxRetryAfterMs) return tooLong(sent, waitMs);
    if (waiting.stop()) return sent;
    await waiting.sleep(waitMs);
    const again = await resource.read();
    // Another look must show what the first one showed, but for what this step itself has done.
    if (again.kind !== 'value' || !showsOnly(resource, fresh, done, again.value)) return sent;
    sent = await resource.send(call, again.value);
  }
  return sent;
}

type Refused = Sent & { readonly kind: 'refused' };

function tooLong(sent: Refused, waitMs: number): Refused {
  const waits = `the service asks to wait ${Math.ceil(waitMs / 1000)} s, and a run waits ${maxRetryAfterMs / 1000} s at most`;
  return { ...sent, failure: { ...sent.failure, message: `${sent.failure.message}; ${waits}` } };
}
