import { type Call, type Change, changeName, isKeyChange } from '../../model/change.ts';
import type { Outcome, Stored } from '../../model/run.ts';
import { adviceFor } from '../../model/setting.ts';
import { failureText, type Read, type Sent } from '../../service/interface.ts';
import type { Resource, Visibility } from '../resources/resource.ts';
import { readBackDelaysMs, type Stop, type Waiting } from './waiting.ts';

/** A fresh read for which the approval is still valid, or why the run ends. */
export type Opened<F> =
  | { readonly kind: 'opened'; readonly fresh: F; readonly changedMeanwhile: readonly string[] }
  | { readonly kind: 'stopped'; readonly stop: Stop };

/** Reads a resource before a write and compares the read with the plan. */
export async function openResource<F>(resource: Resource<F>): Promise<Opened<F>> {
  const read = await resource.read();
  return read.kind === 'value' ? compareWithPlan(resource, read.value, []) : stopped(whyUnread(resource, read));
}

/** Compares a read with the plan; `done` are the calls of this step so far, whose work it may show. */
export function compareWithPlan<F>(resource: Resource<F>, fresh: F, done: readonly WrittenCall<F>[]): Opened<F> {
  // The recheck subtracts the run's own writes, so it does not see that someone else overwrote them.
  for (const earlier of done) {
    const seen = resource.visibility(earlier.call, earlier.fresh, fresh);
    if (seen.kind === 'wrong' || seen.kind === 'altered') return stopped({ code: seen.code, message: seen.reason });
  }
  const { differences, changedMeanwhile } = resource.recheck(
    fresh,
    done.map(({ call }) => call),
  );
  return differences.length > 0 ? stopped(stale(differences)) : { kind: 'opened', fresh, changedMeanwhile };
}

/** Why a failed read ends the run. */
export function whyUnread({ name }: { readonly name: string }, read: Exclude<Read<unknown>, { kind: 'value' }>): Stop {
  if (read.kind === 'absent') return stale([`${name} no longer exists`]);
  return { code: read.failure.code, message: failureText(read.failure) };
}

/** Ends a run whose approval is no longer valid. */
export function stale(differences: readonly string[]): Stop {
  const message = `the live application changed since the plan was made: ${differences.join(', ')}; plan again and review what is new`;
  return { code: 'stale', message };
}

function stopped(stop: Stop): { readonly kind: 'stopped'; readonly stop: Stop } {
  return { kind: 'stopped', stop };
}

/** A call, and the read that it was sent from. */
export type WrittenCall<F> = { readonly call: Call; readonly fresh: F };

/**
 * Reads until everything that was written is visible, or the time limit is over; a run that has to end reads once
 * without waiting. Returns the last read of the resource of `base`; undefined if there was none.
 */
export async function readBackUntilVisible<F>(
  resource: Resource<F>,
  base: F,
  written: readonly WrittenCall<F>[],
  waiting: Waiting,
): Promise<F | undefined> {
  let last: F | undefined;
  for (const delayMs of readBackDelaysMs) {
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

/** One read, without waiting. */
export async function readBackOnce<F>(resource: Resource<F>, base: F): Promise<F | undefined> {
  const read = await resource.read();
  return read.kind === 'value' && resource.isSame(base, read.value) ? read.value : undefined;
}

/** Whether a later read shows that the call was carried out; as another JSON type is carried out too. */
export function isCarriedOut<F>(resource: Resource<F>, { call, fresh }: WrittenCall<F>, now: F | undefined): boolean {
  if (now === undefined || !resource.isSame(fresh, now)) return false;
  const { kind } = resource.visibility(call, fresh, now);
  return kind === 'visible' || kind === 'altered';
}

/** The first read always happens; reads after a wait only while the run continues. */
async function mayLook(delayMs: number, { sleep, stop }: Waiting): Promise<boolean> {
  if (delayMs === 0) return true;
  await sleep(delayMs);
  return stop() === null;
}

/** Whether another read is useless: the resource no longer exists, or the caller may no longer read it. */
export function isFinal(read: Read<unknown>): boolean {
  if (read.kind === 'absent') return true;
  return read.kind === 'failed' && ['unauthorized', 'forbidden', 'application-not-found'].includes(read.failure.code);
}

/** The outcome of a call by its response only: nothing could be read back. */
export function outcomeUnseen(call: Call, sent: Sent): Outcome {
  if (sent.kind === 'done') {
    const reason = 'the service accepted it, but it could not be read back';
    return { call: call.id, status: 'done', verified: false, seen: null, code: 'unverified', reason };
  }
  const end = ofAnswer(call, sent, null);
  return sent.kind === 'unknown'
    ? { ...end, reason: `${end.reason}; the live application could not be read back` }
    : end;
}

/** The outcome of a call, by its response and a later read. */
export function outcomeSeen(call: Call, sent: Sent, visibility: Visibility): Outcome {
  const seen = seenIn(visibility);
  if (sent.kind !== 'done') {
    const end = ofAnswer(call, sent, seen);
    return sent.kind === 'unknown' ? { ...end, reason: `${end.reason}; ${doubt(seen)}` } : end;
  }
  switch (visibility.kind) {
    case 'visible':
      if (visibility.stored.length > 0) return storedOtherwise(call, visibility.stored, 'seen');
      return { call: call.id, status: 'done', verified: true, seen, code: null, reason: null };
    case 'altered':
    case 'wrong': {
      const { code, reason } = visibility;
      return { call: call.id, status: 'failed', verified: false, seen, code, reason };
    }
    case 'pending': {
      if (visibility.stored.length > 0) return storedOtherwise(call, visibility.stored, 'as-before');
      const shown = visibility.seen === 'part' ? 'shows only a part of it' : 'still shows the old value';
      const reason = `the service accepted it, but the live application ${shown}; plan again in a few minutes`;
      return { call: call.id, status: 'done', verified: false, seen, code: 'unverified', reason };
    }
  }
}

// If the live value is unchanged, only the response says that the call took effect.
function storedOtherwise(call: Call, stored: readonly Stored[], now: 'seen' | 'as-before'): Outcome {
  const reason = stored.map((each) => storedReason(call, each)).join('. ');
  const verified = now === 'seen';
  return { call: call.id, status: 'done', verified, seen: 'other', code: 'stored-otherwise', reason, stored };
}

function storedReason(call: Call, { target, value }: Stored): string {
  const changes: readonly Change[] = call.changes;
  const change = changes.find((each) => changeName(each) === target);
  const advice = change !== undefined && isKeyChange(change) ? `: ${adviceFor(target, change.key, value)}` : '';
  return `the service stores ${target} in another form than was written${advice}`;
}

function ofAnswer(call: Call, sent: Exclude<Sent, { kind: 'done' }>, seen: Outcome['seen']): Outcome {
  const status = sent.kind === 'unknown' ? 'unknown' : 'failed';
  return { call: call.id, status, verified: false, seen, code: sent.failure.code, reason: failureText(sent.failure) };
}

function seenIn(visibility: Visibility): NonNullable<Outcome['seen']> {
  switch (visibility.kind) {
    case 'visible':
      return 'new';
    case 'pending':
      return visibility.seen;
    case 'altered':
    case 'wrong':
      return 'other';
  }
}

// Never "not done": a call may take effect late, and a cached read may be older than the call.
function doubt(seen: NonNullable<Outcome['seen']>): string {
  switch (seen) {
    case 'old':
      return 'the last read shows the old value: the write probably failed, but may still take effect';
    case 'part':
      return 'the last read shows a part of it: the rest may still follow';
    case 'new':
    case 'other':
      return 'the last read shows neither the old nor the written value';
  }
}
