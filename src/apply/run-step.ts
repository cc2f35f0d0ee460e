import type { Failure, Sent } from '../api/interface.ts';
import type { Call } from '../core/model/call.ts';
import type { Outcome, SideEffect } from '../core/model/outcome.ts';
import { lookUntilVisible } from './look.ts';
import type { Resource } from './resource.ts';
import { sendCall } from './send-call.ts';
import { outcomeSeen, outcomeUnseen } from './step-outcome.ts';
import type { Waiting } from './waiting.ts';

/** Why a run ends early. */
export type Stop = { readonly code: string; readonly message: string };

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

export const interrupted: Stop = {
  code: 'interrupted',
  message: 'the run was interrupted; the calls that follow were not made',
};

/** Reads a resource, holds the read against the plan, sends the calls one by one, and reads back what became of them. */
export async function runStep<F>(resource: Resource<F>, calls: readonly Call[], waiting: Waiting): Promise<StepResult> {
  const opened = await openResource(resource);
  if (opened.kind === 'stopped')
    return { outcomes: [], sideEffects: [], changedMeanwhile: [], sent: false, stop: opened.stop };
  const { fresh, changedMeanwhile } = opened;
  const { tried, stop } = await sendCalls(resource, fresh, calls, waiting);
  return { ...(await readBack(resource, fresh, { tried, stop }, waiting)), changedMeanwhile };
}

type Opened<F> =
  | { readonly kind: 'opened'; readonly fresh: F; readonly changedMeanwhile: readonly string[] }
  | { readonly kind: 'stopped'; readonly stop: Stop };

async function openResource<F>(resource: Resource<F>): Promise<Opened<F>> {
  const read = await resource.read();
  if (read.kind === 'failed') return { kind: 'stopped', stop: stopOf(read.failure) };
  if (read.kind === 'absent') return { kind: 'stopped', stop: stale([`${resource.name} is gone`]) };
  const { differences, changedMeanwhile } = resource.recheck(read.value);
  if (differences.length > 0) return { kind: 'stopped', stop: stale(differences) };
  return { kind: 'opened', fresh: read.value, changedMeanwhile };
}

function stale(differences: readonly string[]): Stop {
  const message = `live changed since the plan was made: ${differences.join(', ')}; plan again and review what is new`;
  return { code: 'stale', message };
}

function stopOf({ code, message }: Failure): Stop {
  return { code, message };
}

type Tried = { readonly call: Call; readonly sent: Sent };
type Progress = { readonly tried: readonly Tried[]; readonly stop: Stop | null };

async function sendCalls<F>(
  resource: Resource<F>,
  fresh: F,
  calls: readonly Call[],
  waiting: Waiting,
): Promise<Progress> {
  const tried: Tried[] = [];
  for (const call of calls) {
    if (tried.length > 0 && waiting.stop()) return { tried, stop: interrupted };
    const sent = await sendCall(call, { resource, fresh, done: tried.map((earlier) => earlier.call), waiting });
    tried.push({ call, sent });
    if (sent.kind === 'refused' && waiting.stop()) return { tried, stop: interrupted };
    if (sent.kind !== 'done') return { tried, stop: stopOf(sent.failure) };
  }
  return { tried, stop: null };
}

async function readBack<F>(
  resource: Resource<F>,
  fresh: F,
  { tried, stop }: Progress,
  waiting: Waiting,
): Promise<Omit<StepResult, 'changedMeanwhile'>> {
  const sent = tried.some((each) => each.sent.kind !== 'refused');
  const done = tried.filter((each) => each.sent.kind === 'done').map(({ call }) => call);
  const now = sent ? await lookUntilVisible(resource, fresh, done, waiting) : undefined;
  if (now === undefined) {
    const outcomes = tried.map((each) => outcomeUnseen(each.call, each.sent));
    return { outcomes, sideEffects: [], stop: stop ?? unreadable, sent };
  }
  const outcomes = tried.map(({ call, sent: answer }) =>
    outcomeSeen(call, answer, resource.visibility(call, fresh, now)),
  );
  // What an unknown call did may show yet, and is its own; what a rejected call did all the same is a side effect.
  const own = tried.filter((each) => each.sent.kind === 'done' || each.sent.kind === 'unknown').map(({ call }) => call);
  return { outcomes, sideEffects: resource.sideEffects(own, fresh, now), stop: stop ?? stopOfOutcomes(outcomes), sent };
}

const unreadable: Stop = {
  code: 'unreadable',
  message: 'the values could not be read back, so nothing more was written',
};

function stopOfOutcomes(outcomes: readonly Outcome[]): Stop | null {
  const failed = outcomes.find(({ status }) => status === 'failed');
  return failed === undefined ? null : { code: failed.code ?? 'failed', message: failed.reason ?? 'a call failed' };
}
