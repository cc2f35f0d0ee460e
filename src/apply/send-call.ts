import type { Sent } from '../api/interface.ts';
import type { Call } from '../core/model/call.ts';
import { maxRetryAfterMs, repeatDelaysMs } from './limits.ts';
import { lookUntilVisible, type WrittenCall } from './look.ts';
import { type Opened, openResource } from './open-resource.ts';
import type { Resource } from './resource.ts';
import { sendRecorded } from './send-recorded.ts';
import { type StepRun, stopBeforeCall } from './step-run.ts';
import type { Stop } from './stop.ts';

/** Where a step stands when a call is sent. */
export type Sending<F> = {
  readonly resource: Resource<F>;
  readonly fresh: F;
  /** The calls of this step that are done. */
  readonly done: readonly WrittenCall<F>[];
  readonly run: StepRun;
};

/** A call that was sent at least once, with its last answer and the read that this sending was made from. */
export type Tried<F> = WrittenCall<F> & { readonly sent: Sent };

/** What came of sending a call. */
export type CallEnd<F> = {
  /** null: it was never sent. */
  readonly tried: Tried<F> | null;
  /** What others changed between a refusal and the repeat. */
  readonly changedMeanwhile: readonly string[];
  /** null: the next call may be sent. */
  readonly stop: Stop | null;
  /** The last look for a call whose answer is not known; null: nothing was looked for. */
  readonly look: { readonly now: F | undefined } | null;
};

/**
 * Sends a call. One that the service refused for now, and so certainly did not carry out, is sent again after a wait,
 * a fresh read and the whole recheck. One whose answer is not known is looked for in live, counts as done when it is
 * there, and is never sent again: that live keeps its old value for as long as the bound lasts does not prove that the
 * call was not carried out. The service may be at it still, and a cached read may be older than the call.
 */
export async function sendCall<F>(call: Call, sending: Sending<F>): Promise<CallEnd<F>> {
  const end = await sendWithRepeats(call, sending);
  if (end.tried?.sent.kind !== 'unknown') return end;
  const { resource, done, run } = sending;
  const { fresh, sent } = end.tried;
  const now = await lookUntilVisible(resource, fresh, [...done, { call, fresh }], run.waiting);
  const seen = now === undefined ? 'nothing' : resource.visibility(call, fresh, now).kind;
  if (seen === 'visible' || seen === 'altered') {
    return { ...end, tried: { call, fresh, sent: { kind: 'done' } }, stop: null };
  }
  return { ...end, stop: stopOf(sent), look: { now } };
}

async function sendWithRepeats<F>(call: Call, sending: Sending<F>): Promise<CallEnd<F>> {
  let end = await sendOnce(call, sending.fresh, sending);
  for (const delayMs of repeatDelaysMs) {
    const { tried } = end;
    if (tried?.sent.kind !== 'refused') return end;
    const waitMs = tried.sent.retryAfterMs ?? delayMs;
    if (waitMs > maxRetryAfterMs) return { ...end, ...givenUp(tried, tried.sent, waitMs) };
    const again = await openAgain(sending, waitMs);
    if (again.kind === 'stopped') return { ...end, stop: again.stop };
    const changedMeanwhile = [...end.changedMeanwhile, ...again.changedMeanwhile];
    const next = await sendOnce(call, again.fresh, sending);
    if (next.tried === null) return { ...end, changedMeanwhile, stop: next.stop };
    end = { ...next, changedMeanwhile };
  }
  return end;
}

async function sendOnce<F>(call: Call, fresh: F, { resource, run }: Sending<F>): Promise<CallEnd<F>> {
  const sent = await sendRecorded(call, resource, fresh, run.journal);
  if (sent === undefined) return { ...untried, stop: stopBeforeCall(run) };
  return { ...untried, tried: { call, fresh, sent }, stop: stopOf(sent) };
}

const untried = { tried: null, changedMeanwhile: [], look: null };

/** Waits, and reads and rechecks as before the first sending; none of it once the run is to end. */
async function openAgain<F>({ resource, done, run }: Sending<F>, waitMs: number): Promise<Opened<F>> {
  if (stopBeforeCall(run) === null) await run.waiting.sleep(waitMs);
  const opened = stopBeforeCall(run) ?? (await openResource(resource, done));
  const stop = stopBeforeCall(run);
  if (stop !== null) return { kind: 'stopped', stop };
  return 'kind' in opened ? opened : { kind: 'stopped', stop: opened };
}

function stopOf(sent: Sent): Stop | null {
  return sent.kind === 'done' ? null : { code: sent.failure.code, message: sent.failure.message };
}

type Refused = Sent & { readonly kind: 'refused' };

function givenUp<F>(tried: Tried<F>, refused: Refused, waitMs: number): Pick<CallEnd<F>, 'tried' | 'stop'> {
  const waits = `the service asks to wait ${Math.ceil(waitMs / 1000)} s, and a run waits ${maxRetryAfterMs / 1000} s at most`;
  const sent = { ...refused, failure: { ...refused.failure, message: `${refused.failure.message}; ${waits}` } };
  return { tried: { ...tried, sent }, stop: stopOf(sent) };
}
