import type { Call } from '../../model/change.ts';
import { type Failure, failureText, type Sent } from '../../service/interface.ts';
import type { RecordResult, RunJournal } from '../journal/records.ts';
import type { Resource } from '../resources/resource.ts';
import {
  compareWithPlan,
  isCarriedOut,
  isFinal,
  readBackOnce,
  readBackUntilVisible,
  type WrittenCall,
  whyUnread,
} from './read-back.ts';
import { journalNotWritten, maxRetryAfterMs, repeatPausesMs, type Stop, type Waiting } from './waiting.ts';

/** The state of a step when a call is sent. */
export type Sending<F> = {
  readonly resource: Resource<F>;
  readonly fresh: F;
  /** The calls of this step that are done. */
  readonly done: readonly WrittenCall<F>[];
  readonly run: StepRun;
};

/** A call that was sent at least once, with its combined responses and the read that it was last sent from. */
export type Attempt<F> = WrittenCall<F> & { readonly sent: Sent };

/** The result of sending a call. */
export type CallEnd<F> = {
  /** null: it was never sent. */
  readonly attempt: Attempt<F> | null;
  /** Changes by others between two attempts. */
  readonly changedMeanwhile: readonly string[];
  /** null: the next call may be sent. */
  readonly stop: Stop | null;
  /** The last read back for a call without a success response, if it ends the step; null: there was none. */
  readonly look: { readonly now: F | undefined } | null;
};

type Doubtful = Exclude<Sent, { kind: 'done' | 'rejected' }>;

/** A call without a success response whose effect is not visible yet. */
type Open<F> = {
  /** With the combined responses. */
  readonly attempt: WrittenCall<F> & { readonly sent: Doubtful };
  readonly times: number;
  /** The wait that the last response requests; 0: none. */
  readonly retryAfterMs: number;
  readonly changedMeanwhile: readonly string[];
  /** Whether retries are over. */
  readonly over: boolean;
  /** Why, if the response does not explain it; with `over` false: why the last read failed. */
  readonly stop: Stop | null;
};

type State<F> = { readonly open: Open<F> } | { readonly end: CallEnd<F> };

/**
 * Sends a call. If it was rejected for now, or its response is unknown, it is done when a read shows its effect.
 * Otherwise it is retried after a pause, a fresh read and the whole recheck: it is idempotent. A call that may not be
 * retried, or has no retries left, is read back a last time: until the time limit if a response is unknown, once if
 * every attempt was rejected.
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

/** `earlier`: the state of the call before this attempt. */
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

/** Only "done" settles an earlier attempt whose response is unknown. */
function bothAnswers(earlier: Doubtful | null, last: Sent): Sent {
  return earlier?.kind === 'unknown' && last.kind !== 'done' ? { kind: 'unknown', failure: last.failure } : last;
}

/** Waits, reads, and retries the call from that read if its effect is not visible and the approval is still valid. */
async function repeat<F>(open: Open<F>, pauseMs: number, sending: Sending<F>): Promise<State<F>> {
  const { resource, run } = sending;
  const { attempt } = open;
  if (stopBeforeCall(run) !== null) return stoppedBy(open, stopBeforeCall(run));
  // After a rejection no effect is expected, and after a failed read it is too early for the next one.
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

/** The call itself, if a read shows a part of its effect: that part is the run's own work. */
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

/** The response as text, with the number of attempts, and the wait that the service requested. */
function explained<F>({ attempt: { sent }, times, retryAfterMs }: Open<F>): Doubtful {
  const waits =
    retryAfterMs > maxRetryAfterMs
      ? `; the service requests a wait of ${Math.ceil(retryAfterMs / 1000)} s, and a run waits at most ${maxRetryAfterMs / 1000} s`
      : '';
  return { ...sent, failure: { ...sent.failure, reason: `${sent.failure.reason}${waits}`, tries: times } };
}

function stopOf(sent: Sent): Stop | null {
  return sent.kind === 'done' ? null : { code: sent.failure.code, message: failureText(sent.failure) };
}

/**
 * Sends a call once, after its intent is on disk, and records the response. Undefined: the intent could not be written,
 * so nothing was sent. The only place that sends writes.
 */
async function sendRecorded<F>(
  call: Call,
  resource: Resource<F>,
  fresh: F,
  journal: RunJournal,
): Promise<Sent | undefined> {
  const intent = await journal.intent(call, resource.preimage(call, fresh));
  if (intent.kind === 'failed') return undefined;
  const sent = await send(call, resource, fresh);
  await journal.sent(call.id, { kind: sent.kind, code: sent.kind === 'done' ? null : sent.failure.code });
  return sent;
}

/**
 * No error here may lose the report of earlier writes. A body that would lose values was never sent; for any other
 * error it is unknown whether the call was sent.
 */
async function send<F>(call: Call, resource: Resource<F>, fresh: F): Promise<Sent> {
  try {
    return await resource.send(call, fresh);
  } catch (error) {
    const failure = (reason: string): Failure => ({ code: 'rejected', status: null, request: null, reason, tries: 1 });
    if (error instanceof Error && error.name === 'LossyBodyError') {
      return { kind: 'rejected', failure: failure(`nothing was sent: ${error.message}`) };
    }
    return { kind: 'unknown', failure: failure('an unexpected error in capstan; please report it') };
  }
}

/** A journal that notes whether a record is missing. */
export type WatchedJournal = RunJournal & {
  /** Why the first missing record could not be written; null: none is missing. */
  readonly gap: () => string | null;
};

/**
 * Watches a journal. An error counts as a missing record, since nothing may end a run before its report. After a gap
 * later records are still written: every record helps.
 */
export function watchJournal(journal: RunJournal): WatchedJournal {
  let gap: string | null = null;
  const watch = async (write: () => Promise<RecordResult>): Promise<RecordResult> => {
    const written = await attempt(write);
    if (written.kind === 'failed') gap ??= written.reason;
    return written;
  };
  return {
    intent: (call, preimage) => watch(() => journal.intent(call, preimage)),
    sent: (callId, answer) => watch(() => journal.sent(callId, answer)),
    confirmed: (outcome) => watch(() => journal.confirmed(outcome)),
    end: (report) => watch(() => journal.end(report)),
    gap: () => gap,
  };
}

async function attempt(write: () => Promise<RecordResult>): Promise<RecordResult> {
  try {
    return await write();
  } catch {
    // The error may quote the record.
    return { kind: 'failed', reason: 'an unexpected error in capstan; please report it' };
  }
}

/** What all steps of a run share. */
export type StepRun = { readonly waiting: Waiting; readonly journal: WatchedJournal };

/** Why no further call may be sent; null: it may. Reads may continue after a gap in the journal. */
export function stopBeforeCall({ waiting, journal }: StepRun): Stop | null {
  const gap = journal.gap();
  return gap === null ? waiting.stop() : journalNotWritten(gap);
}
