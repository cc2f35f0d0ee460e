import { countsFor } from '../engine/judging/shared-findings.ts';
import { changeName } from '../model/change.ts';
import { resolveClients } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import type { WriteApi } from '../service/interface.ts';
import type { WorkflowContext } from './context.ts';
import { endWith } from './ending.ts';
import { execute } from './execute.ts';
import { parseTargets } from './load-file.ts';
import { narrowed, type PlanResult, type Ready } from './plan.ts';
import { type RunContext, runDeadline } from './run-context.ts';
import { journalKey, openRunJournal, type RunOrigin } from './run-journal.ts';
import type { RunLock } from './runs/run-lock.ts';

/**
 * The answer to a plan. A selection reduces it to the named changes; the smaller plan is checked and approved again.
 */
export type Answer = 'yes' | 'no' | { readonly only: readonly string[] };

/** Whom the change of a target affects, in words. Computed on demand. */
export type WhoGets = (target: string) => string;

/** Called with the plan that would be applied, to approve it. A smaller plan may be blocked. */
export type Approve = (plan: Plan, whoGets: WhoGets) => Promise<Answer>;

/** A plan to approve and apply. */
export type ExecutionRequest = {
  readonly planned: PlanResult;
  readonly api: WriteApi;
  readonly runContext: RunContext;
  readonly origin: RunOrigin;
  readonly approve: Approve;
  /** Taken before the plan was made. */
  readonly lock: Pick<RunLock, 'confirm'>;
};

/** The result. The plan is the approved one. */
export type Execution = { readonly planned: PlanResult; readonly report: RunReport };

/** The only path from a plan to the live application, for apply and undo: ask, open the journal, execute. */
export async function approveAndExecute(request: ExecutionRequest, context: WorkflowContext): Promise<Execution> {
  const { planned, runContext, approve } = request;
  if (planned.kind !== 'ready') return nothingSent(planned);
  // Slow to derive: started before the question.
  const key = journalKey(planned.work.input.desired, context);
  const approved = await approvedPlan(planned, approve, runContext);
  if (approved.kind !== 'ready') return nothingSent(approved);
  const report = await context.interruption.hold(() => run(approved, { ...request, key }, context));
  return { planned: approved, report };
}

/** Asks until the answer is yes, and ends if it is no. Returns only a plan that was approved. */
async function approvedPlan(whole: Ready, approve: Approve, runContext: RunContext): Promise<PlanResult> {
  let asked: PlanResult = whole;
  for (;;) {
    const answer = await approve(asked.plan, whoGets(whole, asked.plan));
    if (answer === 'yes') return asked;
    if (answer === 'no') throw declined();
    asked = await selected(whole, answer.only, runContext);
  }
}

/** All clients that the file declares, even if the plan is limited to targets. */
function whoGets({ work: { input, parts } }: Ready, plan: Plan): WhoGets {
  return (target) => {
    const shown = new Set(plan.changes.map((change) => change.target));
    const changes = parts.changes.filter((change) => shown.has(changeName(change)));
    const clients = resolveClients(input.desired, input.live);
    const change = changes.find((one) => changeName(one) === target);
    return change === undefined ? '' : countsFor({ ...input, changes, clients }, change);
  };
}

/** A selection only reduces the plan: added changes were in no plan that was shown. */
async function selected(whole: Ready, only: readonly string[], runContext: RunContext): Promise<PlanResult> {
  if (only.length === 0) throw declined();
  const smaller = await narrowed(whole, parseTargets(only, 'the selection'), runContext);
  const shown = new Set(whole.plan.changes.map(({ target }) => target));
  if (smaller.plan.changes.every(({ target }) => shown.has(target))) return smaller;
  throw endWith('wrongUsage', {
    code: 'not-in-the-plan',
    message: 'The selection names changes that are not in the plan.',
    cure: 'Nothing was applied. Choose among the changes that the plan shows.',
  });
}

function declined(): Error {
  return endWith('interrupted', {
    code: 'declined',
    message: 'Cancelled. Nothing was applied.',
    cure: '',
  });
}

type Keyed = ExecutionRequest & { readonly key: ReturnType<typeof journalKey> };

async function run(
  ready: Ready,
  { api, runContext, origin, key, lock }: Keyed,
  context: WorkflowContext,
): Promise<RunReport> {
  await lock.confirm();
  context.progress('Applying…');
  const journal = await openRunJournal(ready, origin, key, context);
  const report = await execute(ready, api, {
    ...runContext,
    runId: origin.runId,
    sleep: context.sleep,
    stop: runDeadline(context),
    journal: context.requests.follow(origin.runId, journal),
  });
  context.progress('');
  return report;
}

/** The result of a plan that is not applied. */
export function nothingSent(planned: PlanResult): Execution {
  const report: RunReport = {
    run: { id: '' },
    result: planned.kind === 'in-sync' ? 'in-sync' : 'refused',
    outcomes: [],
    sideEffects: [],
    changedMeanwhile: [],
    stoppedBy: null,
    journalGap: null,
  };
  return { planned, report };
}
