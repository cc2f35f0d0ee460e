import type { Call } from '../core/model/call.ts';
import type { Outcome, SideEffect } from '../core/model/outcome.ts';
import { lookUntilVisible } from './look.ts';
import { openResource } from './open-resource.ts';
import type { Resource, Visibility } from './resource.ts';
import { type CallEnd, sendCall, type Tried } from './send-call.ts';
import { outcomeSeen, outcomeUnseen } from './step-outcome.ts';
import { type StepRun, stopBeforeCall } from './step-run.ts';
import type { Stop } from './stop.ts';

export type StepResult = {
  /** One for each call of the step that was tried; the rest are not run. */
  readonly outcomes: readonly Outcome[];
  readonly sideEffects: readonly SideEffect[];
  readonly changedMeanwhile: readonly string[];
  /** null when the run may go on. */
  readonly stop: Stop | null;
  /** Whether any byte of a write may have reached the service. */
  readonly sent: boolean;
};

/** Reads a resource, holds the read against the plan, sends the calls one by one, and reads back what became of them. */
export async function runStep<F>(resource: Resource<F>, calls: readonly Call[], run: StepRun): Promise<StepResult> {
  const opened = await openResource(resource, []);
  if (opened.kind === 'stopped') return { ...nothingSent, stop: opened.stop };
  const progress = await sendCalls(resource, opened.fresh, calls, run);
  const result = await readBack(resource, progress, run);
  for (const outcome of result.outcomes) await run.journal.confirmed(outcome);
  return { ...result, changedMeanwhile: [...opened.changedMeanwhile, ...progress.changedMeanwhile] };
}

/** A step of which nothing was sent. */
export const nothingSent: Omit<StepResult, 'stop'> = {
  outcomes: [],
  sideEffects: [],
  changedMeanwhile: [],
  sent: false,
};

type Progress<F> = Omit<CallEnd<F>, 'tried'> & {
  readonly tried: readonly Tried<F>[];
  /** The newest read from before the last sending. */
  readonly fresh: F;
};

async function sendCalls<F>(
  resource: Resource<F>,
  first: F,
  calls: readonly Call[],
  run: StepRun,
): Promise<Progress<F>> {
  const tried: Tried<F>[] = [];
  const changedMeanwhile: string[] = [];
  let fresh = first;
  for (const call of calls) {
    const stop = stopBeforeCall(run);
    if (stop !== null) return { tried, changedMeanwhile, stop, look: null, fresh };
    const end = await sendCall(call, { resource, fresh, done: tried, run });
    if (end.tried !== null) {
      tried.push(end.tried);
      fresh = end.tried.fresh;
    }
    for (const name of end.changedMeanwhile) changedMeanwhile.push(name);
    if (end.stop !== null) return { tried, changedMeanwhile, stop: end.stop, look: end.look, fresh };
  }
  return { tried, changedMeanwhile, stop: null, look: null, fresh };
}

async function readBack<F>(
  resource: Resource<F>,
  { tried, stop, look, fresh }: Progress<F>,
  { waiting }: StepRun,
): Promise<Omit<StepResult, 'changedMeanwhile'>> {
  const answered = tried.some(({ sent }) => sent.kind !== 'refused');
  const done = tried.filter((each) => each.sent.kind === 'done');
  const isToLook = answered || mayHaveMoved(tried, stop);
  // Who looked for a call of unknown end has waited long enough for the calls before it as well.
  const now = look !== null ? look.now : isToLook ? await lookUntilVisible(resource, fresh, done, waiting) : undefined;
  if (now === undefined) return unseen(tried, stop ?? unreadable, answered);
  const seen = tried.map((each) => withVisibility(each, resource.visibility(each.call, each.fresh, now)));
  const sent = seen.some((each) => each.sent.kind !== 'refused');
  // Somebody else changed live between a refusal and the repeat.
  if (!sent) return unseen(tried, stop ?? unreadable, sent);
  const outcomes = seen.map((each) => outcomeSeen(each.call, each.sent, each.visibility));
  // What an unknown call did may show yet, and is its own; what a rejected call did all the same is a side effect.
  const own = seen.filter((each) => each.sent.kind === 'done' || each.sent.kind === 'unknown').map(({ call }) => call);
  return { outcomes, sideEffects: resource.sideEffects(own, fresh, now), stop: stop ?? stopOfOutcomes(outcomes), sent };
}

/** Whether live moved after a refusal: the service may have done the work all the same. */
function mayHaveMoved(tried: readonly Tried<unknown>[], stop: Stop | null): boolean {
  return stop?.code === 'stale' && tried.at(-1)?.sent.kind === 'refused';
}

type Seen<F> = Tried<F> & { readonly visibility: Visibility };

/** What live shows says more than a refusal: a call that is to be seen there, or a part of it, was carried out. */
function withVisibility<F>(tried: Tried<F>, visibility: Visibility): Seen<F> {
  const { sent } = tried;
  if (sent.kind !== 'refused') return { ...tried, visibility };
  if (visibility.kind === 'visible') return { ...tried, sent: { kind: 'done' }, visibility };
  const isPart = visibility.kind === 'pending' && visibility.seen === 'part';
  return { ...tried, sent: isPart ? { kind: 'unknown', failure: sent.failure } : sent, visibility };
}

function unseen(tried: readonly Tried<unknown>[], stop: Stop, sent: boolean): Omit<StepResult, 'changedMeanwhile'> {
  return { outcomes: tried.map((each) => outcomeUnseen(each.call, each.sent)), sideEffects: [], stop, sent };
}

const unreadable: Stop = {
  code: 'unreadable',
  message: 'the values could not be read back, so nothing more was written',
};

function stopOfOutcomes(outcomes: readonly Outcome[]): Stop | null {
  const failed = outcomes.find(({ status }) => status === 'failed');
  return failed === undefined ? null : { code: failed.code ?? 'failed', message: failed.reason ?? 'a call failed' };
}
