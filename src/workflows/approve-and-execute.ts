import { countsFor } from '../engine/judging/weakening-fact.ts';
import { changeName } from '../model/change.ts';
import { resolveClients } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import type { WriteApi } from '../service/interface.ts';
import type { WorkflowContext } from './context.ts';
import { endWith } from './ending.ts';
import { execute } from './execute.ts';
import { parseTargets } from './parse-targets.ts';
import { narrowed, type PlanResult, type Ready } from './plan.ts';
import type { RunContext } from './run-context.ts';
import { runDeadline } from './run-deadline.ts';
import { journalKey, openRunJournal, type RunOrigin } from './run-journal.ts';
import type { RunLock } from './runs/run-lock.ts';

/** What is said to a plan. A selection shrinks it to the changes that it names; the smaller plan is judged and asked anew. */
export type Answer = 'yes' | 'no' | { readonly only: readonly string[] };

/** For whom the change of a target counts, in words. Made only when it is asked for. */
export type WhoGets = (target: string) => string;

/** Is given a plan as it would be carried out, and asked whether that may be. A smaller plan may come out blocked. */
export type Approve = (plan: Plan, whoGets: WhoGets) => Promise<Answer>;

/** A plan that is about to be carried out, if it may be. */
export type ExecutionRequest = {
  readonly planned: PlanResult;
  readonly api: WriteApi;
  readonly runContext: RunContext;
  readonly origin: RunOrigin;
  readonly approve: Approve;
  /** Held since before the plan was made. */
  readonly lock: Pick<RunLock, 'confirm'>;
};

/** What came of it. The plan is the one that was approved. */
export type Execution = { readonly planned: PlanResult; readonly report: RunReport };

/** The one way from a plan to live, for apply and undo: ask, open the journal, carry out. */
export async function approveAndExecute(request: ExecutionRequest, context: WorkflowContext): Promise<Execution> {
  const { planned, runContext, approve } = request;
  if (planned.kind !== 'ready') return nothingSent(planned);
  // Slow to make: started before the question.
  const key = journalKey(planned.work.input.desired, context);
  const approved = await approvedPlan(planned, approve, runContext);
  if (approved.kind !== 'ready') return nothingSent(approved);
  const report = await context.interruption.hold(() => run(approved, { ...request, key }, context));
  return { planned: approved, report };
}

/** Asks until the answer is yes, and ends when it is no. Only a plan that was asked about comes out. */
async function approvedPlan(whole: Ready, approve: Approve, runContext: RunContext): Promise<PlanResult> {
  let asked: PlanResult = whole;
  for (;;) {
    const answer = await approve(asked.plan, whoGets(whole, asked.plan));
    if (answer === 'yes') return asked;
    if (answer === 'no') throw declined();
    asked = await selected(whole, answer.only, runContext);
  }
}

/** Every client that the file declares is looked at, also where the plan is narrowed. */
function whoGets({ work: { input, parts } }: Ready, plan: Plan): WhoGets {
  return (target) => {
    const shown = new Set(plan.changes.map((change) => change.target));
    const changes = parts.changes.filter((change) => shown.has(changeName(change)));
    const clients = resolveClients(input.desired, input.live);
    const change = changes.find((one) => changeName(one) === target);
    return change === undefined ? '' : countsFor({ ...input, changes, clients }, change);
  };
}

/** A selection only ever shrinks the plan: what it would add was in no plan that was shown. */
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

/** What came of a plan of which nothing is carried out. */
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
