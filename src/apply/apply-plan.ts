import type { Call } from '../core/model/call.ts';
import { sameScope } from '../core/model/end-state.ts';
import type { Outcome, RunReport } from '../core/model/outcome.ts';
import type { Scope } from '../core/model/scope.ts';
import { type ClientAccess, clientResource } from './client-resource.ts';
import { resultOf } from './result.ts';
import { interrupted, runStep, type StepResult } from './run-step.ts';
import { type SettingsAccess, settingsResource } from './settings-resource.ts';
import type { Waiting } from './waiting.ts';

export type ApplyInput = {
  readonly runId: string;
  /** In the order of the plan. */
  readonly calls: readonly Call[];
  readonly settings: SettingsAccess;
  readonly clients: ClientAccess;
  readonly waiting: Waiting;
  /** Told of each call that was done, so that later rechecks know what the run itself changed. */
  readonly onDone: (call: Call) => void;
};

/** Carries calls out, one write at a time; the first failure stops the rest. Every call has an outcome. */
export async function applyPlan(input: ApplyInput): Promise<RunReport> {
  const results: StepResult[] = [];
  for (const step of stepsOf(input.calls)) {
    const result = input.waiting.stop() ? stoppedBefore : await run(step, input);
    results.push(result);
    const done = new Set(result.outcomes.filter(({ status }) => status === 'done').map(({ call }) => call));
    for (const call of step.calls.filter(({ id }) => done.has(id))) input.onDone(call);
    if (result.stop !== null) break;
  }
  return report(input, results);
}

const stoppedBefore: StepResult = {
  outcomes: [],
  sideEffects: [],
  changedMeanwhile: [],
  stop: interrupted,
  sent: false,
};

function report({ runId, calls }: ApplyInput, results: readonly StepResult[]): RunReport {
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
  };
}

function notRun(call: Call): Outcome {
  return { call: call.id, status: 'not-run', verified: false, code: null, reason: null };
}

/** Calls that follow each other and write to the same thing: they share one read before and one after. */
type Step = { readonly scope: Scope; readonly what: 'settings' | 'client'; readonly calls: readonly Call[] };

function stepsOf(calls: readonly Call[]): readonly Step[] {
  const steps: { scope: Scope; what: Step['what']; calls: Call[] }[] = [];
  for (const call of calls) {
    const what = call.kind === 'set-features' || call.kind === 'replace-client' ? 'client' : 'settings';
    const last = steps.at(-1);
    if (last?.what === what && sameScope(last.scope, call.scope)) last.calls.push(call);
    else steps.push({ scope: call.scope, what, calls: [call] });
  }
  return steps;
}

function run({ scope, what, calls }: Step, { settings, clients, waiting }: ApplyInput): Promise<StepResult> {
  if (what === 'settings') return runStep(settingsResource(scope, settings), calls, waiting);
  if (scope.kind === 'global') throw new Error('features belong to clients');
  return runStep(clientResource(scope, clients), calls, waiting);
}
