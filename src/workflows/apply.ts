import { noBaseline, pinnedBaseline } from '../config/baseline/locate-baseline.ts';
import type { Plan } from '../model/plan.ts';
import { parseTargetPattern } from '../model/target-pattern.ts';
import type { RunStore } from '../run/journal/run-recording.ts';
import { createApi } from '../service/client/create-api.ts';
import { type Approve, approveAndExecute, type Execution } from './approve-and-execute.ts';
import { checkDigest, checkSamePlan, checkSavedPlan, checkSeal } from './check-saved-plan.ts';
import type { WorkflowContext } from './context.ts';
import { endWith } from './ending.ts';
import type { JournalFolder } from './files/output-place.ts';
import { type Access, accessOf, withApi } from './open-application.ts';
import { openFile, type PlanRequest, planOrEnd } from './plan.ts';
import type { RunContext } from './run-context.ts';
import { isStore, journalKeyAhead, newRunId } from './run-journal.ts';
import { unfinishedRun } from './runs/recorded-runs.ts';
import { type LockKind, lockKind, runLock } from './runs/run-lock.ts';

/** The options of apply. */
export type ApplyRequest = PlanRequest & {
  /** A saved and approved plan; undefined: the plan is made now. */
  readonly saved: Plan | undefined;
  /** The required digest of the plan; undefined: any. */
  readonly expectDigest: string | undefined;
  readonly journal: JournalFolder | RunStore;
  /** Which lock is taken; undefined: the one that the file declares. */
  readonly lock: LockKind | undefined;
  readonly approve: Approve;
};

/**
 * Makes the plan of a file, has it approved, and applies it. A saved plan is applied if planning again gives the same
 * plan.
 */
export async function applyFile(request: ApplyRequest, context: WorkflowContext): Promise<Execution> {
  const { file, journal } = request;
  const { desired, runContext: prepare } = await openFile(asSaved(request), context);
  const access = accessOf(desired, context);
  checkBefore(request, access, context);
  if (!isStore(journal)) journalKeyAhead(desired, context);
  const startedAt = context.now();
  const runId = newRunId(startedAt);
  const lock = runLock(context);
  try {
    const wish = { application: desired.application, run: runId, command: 'apply', file };
    await lock.take(wish, lockKind(request.lock, desired));
    const unfinished = isStore(journal) ? null : await unfinishedRun(desired.application, journal);
    if (unfinished !== null) await context.notice(unfinished);
    return await withApi(createApi, access, context, async (api) => {
      const runContext = await prepare();
      const planned = await planOrEnd(desired, { api, access, runContext }, context);
      await checkAfter(request, planned.plan, runContext);
      const origin = { runId, startedAt, file, undoes: null, journal };
      return approveAndExecute({ planned, api, runContext, origin, approve: asWhole(request), lock }, context);
    });
  } finally {
    await lock.release();
  }
}

/** A saved plan records its targets, its baseline, and whether drift may be overwritten. */
function asSaved(request: ApplyRequest): PlanRequest {
  const { saved, liveEdits } = request;
  if (saved === undefined) return request;
  return {
    ...request,
    only: saved.only.map(targetOf),
    baseline: request.baseline ?? baselineOf(saved),
    liveEdits: saved.overwriteDrift ? 'overwritten' : liveEdits,
  };
}

// Ignoring it would widen the plan.
function targetOf(text: string): PlanRequest['only'][number] {
  const pattern = parseTargetPattern(text);
  if (pattern !== undefined) return pattern;
  const message = 'The plan is limited to something that is not a target.';
  throw endWith('invalidFile', { code: 'plan-edited', message, cure: 'Make another plan, and apply that.' });
}

// The exact commit of the plan: a tag may have moved since.
function baselineOf({ baseline }: Plan): string {
  if (baseline === null) return noBaseline;
  return baseline.commit === null ? baseline.name : pinnedBaseline(baseline.name, baseline.commit);
}

/** Before the first request: whether the saved plan may still be applied at all. */
function checkBefore({ saved }: ApplyRequest, { application, credentials }: Access, context: WorkflowContext): void {
  if (saved === undefined) return;
  const { toolVersion } = context;
  checkSavedPlan(saved, {
    at: context.now(),
    toolVersion,
    application: application.id,
    caller: credentials.clientId,
  });
}

/** A plan that was approved elsewhere is approved as a whole: a part of it is a different plan. */
function asWhole({ saved, expectDigest, approve }: ApplyRequest): Approve {
  if (saved === undefined && expectDigest === undefined) return approve;
  return async (plan, whoGets) => {
    const answer = await approve(plan, whoGets);
    if (answer === 'yes' || answer === 'no') return answer;
    throw endWith('wrongUsage', {
      code: 'approved-as-a-whole',
      message: 'A plan that was approved before cannot be reduced to a selection.',
      cure: 'Nothing was applied. Make a smaller plan with `capstan plan --only TARGET --out FILE`, and have it approved.',
    });
  };
}

/** Whether the new plan is the one that was approved before. */
async function checkAfter({ saved, expectDigest }: ApplyRequest, plan: Plan, runContext: RunContext): Promise<void> {
  if (saved !== undefined) {
    checkSeal(saved, await runContext.fingerprint);
    checkSamePlan(saved, plan);
  }
  checkDigest(expectDigest, plan);
}
