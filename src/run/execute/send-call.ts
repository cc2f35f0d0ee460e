import type { Call } from '../../model/change.ts';
import { failureText, type Sent } from '../../service/interface.ts';
import { isCarriedOut, isFinal, readBackOnce, readBackUntilVisible, type WrittenCall } from '../read-back/read-back.ts';
import type { Resource } from '../resources/resource.ts';
import { maxRetryAfterMs, repeatPausesMs } from './limits.ts';
import { compareWithPlan, whyUnread } from './open-resource.ts';
import { type StepRun, sendRecorded, stopBeforeCall } from './send-recorded.ts';
import type { Stop } from './stop.ts';

/** Where a step stands when a call is sent. */
export type Sending<F> = {
  readonly resource: Resource<F>;
  readonly fresh: F;
  /** The calls of this step that are done. */
  readonly done: readonly WrittenCall<F>[];
  readonly run: StepRun;
};

/** A call that was sent at least once, with what its answers say together and the read that it was last sent from. */
export type Attempt<F> = WrittenCall<F> & { readonly sent: Sent };

/** What came of sending a call. */
export type CallEnd<F> = {
  /** null: it was never sent. */
  readonly attempt: Attempt<F> | null;
  /** What others changed between two sendings. */
  readonly changedMeanwhile: readonly string[];
  /** null: the next call may be sent. */
  readonly stop: Stop | null;
  /** The last look for a call that was not answered with done, when it ends the step; null: nothing was looked for. */
  readonly look: { readonly now: F | undefined } | null;
};

type Doubtful = Exclude<Sent, { kind: 'done' | 'rejected' }>;

/** A call that was not answered with done, and that no read has shown yet. */
type Open<F> = {
  /** With what all answers say together. */
  readonly attempt: WrittenCall<F> & { readonly sent: Doubtful };
  readonly times: number;
  /** What the last answer says; 0: nothing. */
  readonly retryAfterMs: number;
  readonly changedMeanwhile: readonly string[];
  /** Whether it is not to be sent again. */
  readonly over: boolean;
  /** Why, where it is more than the answer to the call; with `over` false: why the last read gave nothing. */
  readonly stop: Stop | null;
};

type State<F> = { readonly open: Open<F> } | { readonly end: CallEnd<F> };

/**
 * Sends a call. One that was refused for now, or whose answer is not known, counts as done when a read shows it. Where
 * none does, it is sent again after a pause, a fresh read and the whole recheck: it says the same thing when it is said
 * twice. A call that may not be repeated, or was sent as often as there are pauses, is looked for a last time: one of
 * unknown answer for as long as the bound lasts, one that was only ever refused once.
 */
export async function sendCall<F>(call: Call, sending: Sending<F>): Promise<CallEnd<F>> {
  let state = await sendFirst(call, sending);
  for (const pauseMs of repeatPausesMs) {
    if ('end' in state || state.open.over) break;
    state = await repeat(state.open, pauseMs, sending);
  }
  return 'end' in state ? state.end : lookLast(state.open, sending);
}

async function sendFirst<F>(call: Call, { resource, fresh, run }: Sending<F>): Promise<State<F>> {
  const sent = await sendRecorded(call, resource, fresh, run.journal);
  if (sent === undefined)
    return { end: { attempt: null, changedMeanwhile: [], stop: stopBeforeCall(run), look: null } };
  return afterAnswer({ call, fresh, sent }, null, resource);
}

/** `earlier`: the call as it stood before this sending of it. */
function afterAnswer<F>(attempt: Attempt<F>, earlier: Open<F> | null, resource: Resource<F>): State<F> {
  const { call, fresh, sent: last } = attempt;
  const changedMeanwhile = earlier?.changedMeanwhile ?? [];
  const sent = bothAnswers(earlier?.attempt.sent ?? null, last);
  if (sent.kind === 'done' || sent.kind === 'rejected') {
    return { end: { attempt: { call, fresh, sent }, changedMeanwhile, stop: stopOf(sent), look: null } };
  }
  const retryAfterMs = last.kind === 'refused' ? (last.retryAfterMs ?? 0) : 0;
  const mayRepeat = last.kind !== 'rejected' && retryAfterMs <= maxRetryAfterMs && resource.isRepeatable(call, fresh);
  const times = (earlier?.times ?? 0) + 1;
  return {
    open: { attempt: { call, fresh, sent }, times, retryAfterMs, changedMeanwhile, over: !mayRepeat, stop: null },
  };
}

/** Only "done" says what became of an earlier sending whose answer is not known. */
function bothAnswers(earlier: Doubtful | null, last: Sent): Sent {
  return earlier?.kind === 'unknown' && last.kind !== 'done' ? { kind: 'unknown', failure: last.failure } : last;
}

/** Waits, reads, and sends the call again from that read when it does not show the call and the approval holds. */
async function repeat<F>(open: Open<F>, pauseMs: number, sending: Sending<F>): Promise<State<F>> {
  const { resource, run } = sending;
  const { attempt } = open;
  if (stopBeforeCall(run) !== null) return stoppedBy(open, stopBeforeCall(run));
  // After a refusal there should be nothing to see, and after a read that failed it is too early for the next one.
  const isToLook = attempt.sent.kind === 'unknown' && open.stop === null;
  if (isToLook && isCarriedOut(resource, attempt, await readBackOnce(resource, attempt.fresh))) {
    return carriedOut(open);
  }
  await run.waiting.sleep(Math.max(open.retryAfterMs, pauseMs));
  if (stopBeforeCall(run) !== null) return stoppedBy(open, stopBeforeCall(run));
  const read = await resource.read();
  if (read.kind !== 'value') return { open: { ...open, over: isFinal(read), stop: whyUnread(resource, read) } };
  if (isCarriedOut(resource, attempt, read.value)) return carriedOut(open);
  return sendAgain(open, read.value, sending);
}

async function sendAgain<F>(open: Open<F>, read: F, { resource, done, run }: Sending<F>): Promise<State<F>> {
  const opened = compareWithPlan(resource, read, [...done, ...ownPart(resource, open.attempt, read)]);
  if (opened.kind === 'stopped') return stoppedBy(open, opened.stop);
  if (stopBeforeCall(run) !== null) return stoppedBy(open, stopBeforeCall(run));
  const { call } = open.attempt;
  const changedMeanwhile = [...open.changedMeanwhile, ...opened.changedMeanwhile];
  const sent = await sendRecorded(call, resource, read, run.journal);
  if (sent === undefined) return stoppedBy({ ...open, changedMeanwhile }, stopBeforeCall(run));
  return afterAnswer({ call, fresh: read, sent }, { ...open, changedMeanwhile }, resource);
}

/** The call itself, when a read shows a part of it: that part is own work, and no edit of someone else. */
function ownPart<F>(resource: Resource<F>, attempt: WrittenCall<F>, read: F): readonly WrittenCall<F>[] {
  if (!resource.isSame(attempt.fresh, read)) return [];
  const seen = resource.visibility(attempt.call, attempt.fresh, read);
  return seen.kind === 'pending' && seen.seen === 'part' ? [attempt] : [];
}

function stoppedBy<F>(open: Open<F>, stop: Stop | null): State<F> {
  return { open: { ...open, over: true, stop } };
}

function carriedOut<F>({ attempt, changedMeanwhile }: Open<F>): State<F> {
  return { end: { attempt: { ...attempt, sent: { kind: 'done' } }, changedMeanwhile, stop: null, look: null } };
}

async function lookLast<F>(open: Open<F>, { resource, done, run }: Sending<F>): Promise<CallEnd<F>> {
  const { attempt, changedMeanwhile, over, stop } = open;
  const written = attempt.sent.kind === 'refused' ? done : [...done, attempt];
  const isToWait = written.length > 0;
  const now = isToWait
    ? await readBackUntilVisible(resource, attempt.fresh, written, run.waiting)
    : await readBackOnce(resource, attempt.fresh);
  if (isCarriedOut(resource, attempt, now)) {
    const why = over ? stop : null;
    return { attempt: { ...attempt, sent: { kind: 'done' } }, changedMeanwhile, stop: why, look: why && { now } };
  }
  const sent = explained(open);
  return { attempt: { ...attempt, sent }, changedMeanwhile, stop: stop ?? stopOf(sent), look: { now } };
}

/** The answer in words that say how often the call was sent, and what the service asked for. */
function explained<F>({ attempt: { sent }, times, retryAfterMs }: Open<F>): Doubtful {
  const waits =
    retryAfterMs > maxRetryAfterMs
      ? `; the service asks for a wait of ${Math.ceil(retryAfterMs / 1000)} s, and a run waits at most ${maxRetryAfterMs / 1000} s`
      : '';
  return { ...sent, failure: { ...sent.failure, reason: `${sent.failure.reason}${waits}`, tries: times } };
}

function stopOf(sent: Sent): Stop | null {
  return sent.kind === 'done' ? null : { code: sent.failure.code, message: failureText(sent.failure) };
}
