import { type Scope, sameScope } from '../../model/address.ts';
import { type Call, isRecordCall } from '../../model/change.ts';
import type { Outcome, Result, RunReport, SideEffect } from '../../model/run.ts';
import type { Read } from '../../service/interface.ts';
import type { RunJournal } from '../journal/records.ts';
import { recordResource, settingsResource } from '../resources/live-resources.ts';
import type { Access, Resource } from '../resources/resource.ts';
import { stale } from './read-back.ts';
import { type Beside, nothingBeside, nothingSent, runStep, type StepResult } from './run-step.ts';
import { type StepRun, stopBeforeCall, watchJournal } from './send-call.ts';
import { readAheadMaxAgeMs, type Stop, type Waiting } from './waiting.ts';

export type ApplyInput = {
  readonly runId: string;
  /** In the order of the plan. */
  readonly calls: readonly Call[];
  readonly access: Access;
  readonly waiting: Waiting;
  readonly journal: RunJournal;
  readonly now: () => Date;
};

/** Executes calls, one write at a time; the first failure stops the rest. Every call has an outcome. */
export async function applyPlan(input: ApplyInput): Promise<RunReport> {
  const journal = watchJournal(input.journal);
  const run: StepRun = { waiting: input.waiting, journal };
  const opening = await open(input);
  const results = opening.stop === null ? [opening, ...(await runSteps(input, run))] : [opening];
  const report = reportOf(input, results, journal.gap());
  await journal.end(report);
  return { ...report, journalGap: journal.gap() };
}

async function open({ waiting, access }: ApplyInput): Promise<StepResult> {
  const stop = waiting.stop();
  if (stop !== null) return { ...nothingSent, stop };
  const renewal = await access.approval.renew();
  if (renewal.kind === 'failed') return { ...nothingSent, stop: renewal.stop };
  const { differences, changedMeanwhile } = renewal.recheck;
  return { ...nothingSent, changedMeanwhile, stop: differences.length > 0 ? stale(differences) : null };
}

async function runSteps(input: ApplyInput, run: StepRun): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const steps = stepsOf(input.calls).map((calls) => ({ ...calls, ...runnable(calls, input) }));
  for (const [at, step] of steps.entries()) {
    const next = steps[at + 1];
    const beside = next !== undefined && mayBeReadBeside(step, next, input.access) ? next.ahead : nothingBeside;
    const stop = stopBeforeCall(run);
    const result = stop === null ? await step.run(run, beside) : { ...nothingSent, stop };
    results.push(result);
    const done = new Set(result.outcomes.filter(({ status }) => status === 'done').map(({ call }) => call));
    for (const call of step.calls.filter(({ id }) => done.has(id))) input.access.approval.done(call);
    if (result.stop !== null) break;
  }
  await Promise.all(steps.map(({ ahead }) => ahead.settled()));
  return results;
}

function reportOf({ runId, calls }: ApplyInput, results: readonly StepResult[], journalGap: string | null): RunReport {
  const known = new Map(results.flatMap((result) => result.outcomes).map((outcome) => [outcome.call, outcome]));
  const outcomes = calls.map((call) => known.get(call.id) ?? notRun(call));
  const sideEffects = results.flatMap((result) => result.sideEffects);
  const stop = results.at(-1)?.stop ?? null;
  const sent = results.some((result) => result.sent);
  return {
    run: { id: runId },
    result: resultOf({ outcomes, sideEffects, stop, sent }),
    outcomes,
    sideEffects,
    changedMeanwhile: [...new Set(results.flatMap((result) => result.changedMeanwhile))],
    stoppedBy: stop,
    journalGap,
  };
}

function notRun(call: Call): Outcome {
  return { call: call.id, status: 'not-run', verified: false, seen: null, code: null, reason: null };
}

/** Calls that follow each other and write to the same thing: they share one read before and one after. */
type ResourceCalls = { readonly scope: Scope; readonly what: 'settings' | 'record'; readonly calls: readonly Call[] };

function stepsOf(calls: readonly Call[]): readonly ResourceCalls[] {
  const steps: { scope: Scope; what: ResourceCalls['what']; calls: Call[] }[] = [];
  for (const call of calls) {
    const what = isRecordCall(call) ? 'record' : 'settings';
    const last = steps.at(-1);
    const shares = last?.what === what && sameScope(last.scope, call.scope) && call.kind !== 'replace-settings';
    if (last !== undefined && shares) last.calls.push(call);
    else steps.push({ scope: call.scope, what, calls: [call] });
  }
  return steps;
}

/** A step whose first read can be started early. */
type Runnable = {
  readonly ahead: Ahead;
  readonly run: (run: StepRun, beside: Beside) => Promise<StepResult>;
};

function runnable({ scope, what, calls }: ResourceCalls, { access, now }: ApplyInput): Runnable {
  if (what === 'settings') return runnableOn(settingsResource(scope, access), calls, now);
  if (scope.kind === 'global') throw new Error('the application has no properties');
  return runnableOn(recordResource(scope, access), calls, now);
}

function runnableOn<F>(resource: Resource<F>, calls: readonly Call[], now: () => Date): Runnable {
  const { ahead, resource: readable } = readableAhead(resource, now);
  return { ahead, run: (run, beside) => runStep(readable, calls, run, beside) };
}

/**
 * Whether the first read of a step may run in parallel with the first read back of the step before it. Only from client
 * to client: clients inherit global changes, and a change of the caller's own client may change what it can read. A
 * full replace needs a read just before it, since its body is made from that read.
 */
function mayBeReadBeside(step: ResourceCalls, next: ResourceCalls, { api }: Access): boolean {
  const others = [step.scope, next.scope].every((scope) => scope.kind === 'client' && scope.clientId !== api.caller);
  const replaces = next.calls.some(({ kind }) => kind === 'replace-settings' || kind === 'replace-client');
  return others && !replaces && !sameScope(step.scope, next.scope);
}

type Ending = {
  readonly outcomes: readonly Outcome[];
  readonly sideEffects: readonly SideEffect[];
  readonly stop: Stop | null;
  /** Whether any byte of a write may have been sent. */
  readonly sent: boolean;
};

/** The end of a run in one word. */
export function resultOf({ outcomes, sideEffects, stop, sent }: Ending): Result {
  if (outcomes.length === 0) return 'in-sync';
  const has = (status: Outcome['status']): boolean => outcomes.some((outcome) => outcome.status === status);
  if (has('unknown')) return 'unknown';
  if (stop?.code === 'interrupted') return 'interrupted';
  if (!has('done') && wasRefused({ stop, sent })) return stop?.code === 'stale' ? 'stale' : 'failed';
  return has('failed') || has('not-run') ? 'partial' : completed(outcomes, sideEffects);
}

function completed(outcomes: readonly Outcome[], sideEffects: readonly SideEffect[]): Result {
  if (sideEffects.length > 0) return 'side-effects';
  if (outcomes.some(({ stored }) => stored !== undefined)) return 'stored-otherwise';
  return outcomes.every((outcome) => outcome.verified) ? 'done' : 'unverified';
}

/** True if the service certainly did nothing: no write reached it, or it rejected the credentials. */
function wasRefused({ stop, sent }: Pick<Ending, 'stop' | 'sent'>): boolean {
  return !sent || stop?.code === 'unauthorized' || stop?.code === 'forbidden';
}

/** The first read of a step; the step before may start it, or drop it. */
type Ahead = {
  readonly start: () => void;
  /** The read is not used. */
  readonly drop: () => void;
  /** Resolves when no started read is pending. */
  readonly settled: () => Promise<void>;
};

type Started<F> = { readonly read: Promise<Read<F>>; readonly arrived: () => Date | null };

/**
 * A resource whose first read may be started ahead. Its first `read` returns that one, unless it was dropped or is too
 * old; each further `read` sends a request.
 */
function readableAhead<F>(
  resource: Resource<F>,
  now: () => Date,
): { readonly ahead: Ahead; readonly resource: Resource<F> } {
  let started: Started<F> | null = null;
  let settled: Promise<void> = Promise.resolve();
  const ahead: Ahead = {
    start: () => {
      started = startRead(resource, now);
      settled = started.read.then(ignore, ignore);
    },
    drop: () => {
      started = null;
    },
    settled: () => settled,
  };
  const read = async (): Promise<Read<F>> => {
    const early = started;
    started = null;
    return (early === null ? null : await usable(early, now)) ?? resource.read();
  };
  return { ahead, resource: { ...resource, read } };
}

function startRead<F>(resource: Resource<F>, now: () => Date): Started<F> {
  let arrived: Date | null = null;
  const read = resource.read().finally(() => {
    arrived = now();
  });
  return { read, arrived: () => arrived };
}

/** null: it must be read again. */
async function usable<F>({ read, arrived }: Started<F>, now: () => Date): Promise<Read<F> | null> {
  const early = await read;
  const ageMs = now().getTime() - (arrived()?.getTime() ?? Number.NaN);
  // A clock that was set back shows no age.
  return ageMs >= 0 && ageMs <= readAheadMaxAgeMs ? early : null;
}

function ignore(): void {
  // A failure is handled by the step that uses the read.
}
