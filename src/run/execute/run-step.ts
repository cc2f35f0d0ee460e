import type { Call } from '../../model/change.ts';
import type { Outcome, SideEffect } from '../../model/run.ts';
import { failureText, type Read } from '../../service/interface.ts';
import type { Resource, Visibility } from '../resources/resource.ts';
import { openResource, outcomeSeen, outcomeUnseen, readBackUntilVisible } from './read-back.ts';
import { type Attempt, type CallEnd, type StepRun, sendCall, stopBeforeCall } from './send-call.ts';
import type { Stop } from './waiting.ts';

export type StepResult = {
  /** One for each call of the step that was tried; the rest are not run. */
  readonly outcomes: readonly Outcome[];
  readonly sideEffects: readonly SideEffect[];
  readonly changedMeanwhile: readonly string[];
  /** null when the run may go on. */
  readonly stop: Stop | null;
  /** Whether any byte of a write may have been sent. */
  readonly sent: boolean;
};

/** Reads a resource, compares the read with the plan, sends the calls one by one, and reads back its outcome. */
export async function runStep<F>(
  resource: Resource<F>,
  calls: readonly Call[],
  run: StepRun,
  beside: Beside = nothingBeside,
): Promise<StepResult> {
  const opened = await openResource(resource);
  if (opened.kind === 'stopped') return { ...nothingSent, stop: opened.stop };
  const progress = await sendCalls(resource, opened.fresh, calls, run);
  const result = await readBack(resource, progress, { run, beside });
  if (result.stop !== null) beside.drop();
  for (const outcome of result.outcomes) await run.journal.confirmed(outcome);
  return { ...result, changedMeanwhile: [...opened.changedMeanwhile, ...progress.changedMeanwhile] };
}

/** The read of the next step, which may run in parallel with the first read back of this one. */
export type Beside = { readonly start: () => void; readonly drop: () => void };

export const nothingBeside: Beside = { start: () => {}, drop: () => {} };

/** A step that sent nothing. */
export const nothingSent: Omit<StepResult, 'stop'> = {
  outcomes: [],
  sideEffects: [],
  changedMeanwhile: [],
  sent: false,
};

type Progress<F> = Omit<CallEnd<F>, 'attempt'> & {
  readonly attempts: readonly Attempt<F>[];
  /** The newest read from before the last sending. */
  readonly fresh: F;
};

async function sendCalls<F>(
  resource: Resource<F>,
  first: F,
  calls: readonly Call[],
  run: StepRun,
): Promise<Progress<F>> {
  const attempts: Attempt<F>[] = [];
  const changedMeanwhile: string[] = [];
  let fresh = first;
  for (const call of calls) {
    const stop = stopBeforeCall(run);
    if (stop !== null) return { attempts, changedMeanwhile, stop, look: null, fresh };
    const end = await sendCall(call, { resource, fresh, done: attempts, run });
    if (end.attempt !== null) {
      attempts.push(end.attempt);
      fresh = end.attempt.fresh;
    }
    for (const name of end.changedMeanwhile) changedMeanwhile.push(name);
    if (end.stop !== null) return { attempts, changedMeanwhile, stop: end.stop, look: end.look, fresh };
  }
  return { attempts, changedMeanwhile, stop: null, look: null, fresh };
}

async function readBack<F>(
  resource: Resource<F>,
  { attempts, stop, look, fresh }: Progress<F>,
  { run, beside }: { readonly run: StepRun; readonly beside: Beside },
): Promise<Omit<StepResult, 'changedMeanwhile'>> {
  // Waiting for a call of unknown outcome was long enough for the calls before it too.
  if (stop === null && stopBeforeCall(run) === null) beside.start();
  const back: LookedBack<F> =
    look === null
      ? await lookAtDone(resource, fresh, attempts, droppedByWait(run, beside))
      : { now: look.now, why: null };
  const { now, why } = back;
  if (now === undefined) return unseen(attempts, stop ?? unreadable(why));
  const seen = attempts.map((each) => withVisibility(each, resource.visibility(each.call, each.fresh, now)));
  const outcomes = seen.map((each) => outcomeSeen(each.call, each.sent, each.visibility));
  const sent = wasSent(seen);
  // An unknown call may still take effect, which is its own work; an effect of a rejected call is a side effect.
  const own = seen.filter((each) => each.sent.kind === 'done' || each.sent.kind === 'unknown').map(({ call }) => call);
  // If nothing was sent, others made the changes.
  const sideEffects = sent ? resource.sideEffects(own, fresh, now) : [];
  return { outcomes, sideEffects, stop: stop ?? stopOfOutcomes(outcomes), sent };
}

/** A second read back comes after a wait, so an early read is too old by then. */
function droppedByWait({ waiting }: StepRun, beside: Beside): StepRun['waiting'] {
  return {
    ...waiting,
    sleep: (ms) => {
      beside.drop();
      return waiting.sleep(ms);
    },
  };
}

/** What was read back, or why nothing was. */
type LookedBack<F> = { readonly now: F | undefined; readonly why: string | null };

async function lookAtDone<F>(
  resource: Resource<F>,
  fresh: F,
  attempts: readonly Attempt<F>[],
  waiting: StepRun['waiting'],
): Promise<LookedBack<F>> {
  const done = attempts.filter((each) => each.sent.kind === 'done');
  if (attempts.length === 0) return { now: undefined, why: null };
  let why: string | null = null;
  const watched: Resource<F> = {
    ...resource,
    read: async () => {
      const read = await resource.read();
      why = whyNothingRead(resource, read);
      return read;
    },
  };
  const now = await readBackUntilVisible(watched, fresh, done, waiting);
  return { now, why };
}

function whyNothingRead({ name }: Pick<Resource<never>, 'name'>, read: Read<unknown>): string | null {
  if (read.kind === 'value') return null;
  return read.kind === 'absent' ? `${name} no longer exists` : failureText(read.failure);
}

/** Whether any byte of a write may have been sent. */
function wasSent(attempts: readonly Attempt<unknown>[]): boolean {
  return attempts.some(({ sent }) => sent.kind !== 'refused');
}

type Observed<F> = Attempt<F> & { readonly visibility: Visibility };

/** The live state counts more than a rejection: a call whose effect is visible, even in part, was executed. */
function withVisibility<F>(attempt: Attempt<F>, visibility: Visibility): Observed<F> {
  const { sent } = attempt;
  if (sent.kind !== 'refused') return { ...attempt, visibility };
  if (visibility.kind === 'visible') return { ...attempt, sent: { kind: 'done' }, visibility };
  const isPart = visibility.kind === 'pending' && visibility.seen === 'part';
  return { ...attempt, sent: isPart ? { kind: 'unknown', failure: sent.failure } : sent, visibility };
}

function unseen(attempts: readonly Attempt<unknown>[], stop: Stop): Omit<StepResult, 'changedMeanwhile'> {
  const outcomes = attempts.map((each) => outcomeUnseen(each.call, each.sent));
  return { outcomes, sideEffects: [], stop, sent: wasSent(attempts) };
}

function unreadable(why: string | null): Stop {
  const reason = why === null ? '' : ` (${why})`;
  return { code: 'unreadable', message: `the values could not be read back${reason}, so nothing more was written` };
}

function stopOfOutcomes(outcomes: readonly Outcome[]): Stop | null {
  const failed = outcomes.find(({ status }) => status === 'failed');
  return failed === undefined ? null : { code: failed.code ?? 'failed', message: failed.reason ?? 'a request failed' };
}
