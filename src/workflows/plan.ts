import { resolve } from 'node:path';
import { type DecideInput, decide } from '../engine/decide.ts';
import type { Digest } from '../engine/plan-document/digests.ts';
import { makePlan, type PlanMoment, type PlanParts } from '../engine/plan-document/make-plan.ts';
import { liveFromSnapshot } from '../engine/snapshot/state-of-snapshot.ts';
import { requestsLeave } from '../leaf/work.ts';
import type { LiveEdits, Snapshot } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { KeptState } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import type { Failure, ReadApi } from '../service/interface.ts';
import { readLiveState } from '../service/live/read-live-state.ts';
import type { WorkflowContext } from './context.ts';
import type { KeyTime } from './fingerprint.ts';
import { loadedOrEnd } from './load-file.ts';
import { type Access, accessOf, checkNames, readOrEnd, withApi } from './open-application.ts';
import { readingAhead } from './read-ahead.ts';
import { besideBaseline } from './read-kept.ts';
import { readSnapshot, refuseOtherApplication } from './read-saved.ts';
import { type RunContext, runContextOf, settledInput } from './run-context.ts';

/** The options of a plan. */
export type PlanRequest = {
  /** The configuration file, relative to the working folder. */
  readonly file: string;
  /** Limits the plan to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  /** `left-out`: secrets without a value are not compared. */
  readonly secrets: 'required' | 'left-out';
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  readonly liveEdits: LiveEdits;
  /** `when-asked`: for text output, which rarely needs digests. */
  readonly key: KeyTime;
};

/**
 * Plans from a file: reads the file, its baseline and the live application, and decides what to do. It has no write
 * interface.
 */
export async function planFile(request: PlanRequest, around: WorkflowContext): Promise<Plan> {
  return readingAhead(request.file, around, async (open, context) => {
    const { desired, runContext } = await openFile(request, context);
    const access = accessOf(desired, context);
    const made = await withApi(open, access, context, async (api) =>
      planOrEnd(desired, { api, access, runContext: await runContext() }, context),
    );
    return made.plan;
  });
}

/**
 * Plans against a snapshot instead of the live application: needs neither network nor credentials; secrets without a
 * value are not compared.
 */
export async function planSnapshot(request: PlanRequest, path: string, context: WorkflowContext): Promise<Plan> {
  const loaded = await loadedOrEnd(request.file, context, 'left-out');
  checkNames(loaded.desired, context);
  const place = resolve(context.cwd, path);
  context.files.note(place, 'read');
  const snapshot = await readSnapshot(place, path);
  refuseOtherApplication(path, snapshot.application.id, loaded.desired.application.id);
  const { desired, baseline } = await besideBaseline(request.baseline, { file: request.file, ...loaded }, context);
  const { only, liveEdits, key } = request;
  return planOverSnapshot(
    snapshot,
    desired,
    await runContextOf(desired, { only, baseline, liveEdits, undo: null, key }, context),
  );
}

/** A file with its baseline. `runContext` is created after the credentials were checked. */
export type OpenedFile = { readonly desired: Desired; readonly runContext: () => Promise<RunContext> };

/** The first step of plan and apply. */
export async function openFile(request: PlanRequest, context: WorkflowContext): Promise<OpenedFile> {
  const { file, only, liveEdits, key } = request;
  const loaded = await loadedOrEnd(file, context, request.secrets);
  const { desired, baseline } = await besideBaseline(request.baseline, { file, ...loaded }, context);
  return { desired, runContext: () => runContextOf(desired, { only, baseline, liveEdits, undo: null, key }, context) };
}

/** The input of planning besides the desired state. */
export type Planning<A extends ReadApi> = {
  readonly api: A;
  readonly access: Access;
  readonly runContext: RunContext;
};

/** A plan of any status; ends if the live application cannot be read. */
export function planOrEnd(
  desired: Desired,
  { api, access, runContext }: Planning<ReadApi>,
  context: WorkflowContext,
): Promise<PlanResult> {
  return readOrEnd(access, context, () => planLive(desired, api, runContext));
}

/** A plan that may be executed, with the data for it. */
export type Ready = { readonly kind: 'ready'; readonly plan: Plan; readonly work: Work };

/** Only for `apply`: the decision with its values and its input. */
type Work = { readonly input: DecideInput; readonly parts: PlanParts };

/** A plan of any status. */
export type PlanResult = Ready | { readonly kind: 'in-sync' | 'blocked'; readonly plan: Plan };

/** The result of planning. `failed`: the live application could not be read, so there is no plan. */
export type Planned = PlanResult | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads the live application and decides what to do. It has no write interface. */
export async function planLive(desired: Desired, api: ReadApi, runContext: RunContext): Promise<Planned> {
  const read = await readLiveState(desired, api);
  if (read.kind === 'failed') return read;
  const digest = await runContext.fingerprint;
  // Of other applications of the run.
  await requestsLeave();
  return made(settledInput(desired, read.live, runContext, digest), momentOf(runContext), digest);
}

/** The same against a snapshot, for reading only. Such a plan cannot be applied. */
async function planOverSnapshot(snapshot: Snapshot, desired: Desired, runContext: RunContext): Promise<Plan> {
  const { live, secrets } = liveFromSnapshot(snapshot, desired, await runContext.fingerprint);
  return planOverKept({ live, hidden: secrets, readAt: snapshot.readAt }, desired, runContext);
}

/** The same against a state saved in any form. `readAt` null: unknown. */
export async function planOverKept(
  { live, hidden, readAt }: Pick<KeptState, 'live' | 'hidden' | 'readAt'>,
  desired: Desired,
  runContext: RunContext,
): Promise<Plan> {
  const digest = await runContext.fingerprint;
  const known = [{ source: 'the snapshot', addresses: hidden }];
  const { readAt: now, ...moment } = momentOf(runContext);
  const input = settledInput(desired, live, runContext, digest, known);
  return made(input, { ...moment, source: 'snapshot', readAt: readAt ?? now }, digest).plan;
}

function made(input: DecideInput, moment: PlanMoment, digest: Digest): PlanResult {
  const parts = decide(input);
  const plan = makePlan(parts, moment, digest);
  return plan.status === 'ready' ? { kind: 'ready', plan, work: { input, parts } } : { kind: plan.status, plan };
}

/**
 * The plan reduced to some of its targets, as by `--only`: decided again on the same read, and checked by all guards.
 */
export async function narrowed(
  { plan, work }: Ready,
  only: readonly TargetPattern[],
  runContext: RunContext,
): Promise<PlanResult> {
  const { source, readAt, createdAt, expiresAt, tool } = plan;
  const moment = { source, readAt, createdAt, expiresAt, toolVersion: tool.version };
  return made({ ...work.input, only }, moment, await runContext.fingerprint);
}

const dayMs = 24 * 60 * 60 * 1000;
const planLifetimeMs = 3 * dayMs;

function momentOf({ now, toolVersion }: RunContext): PlanMoment {
  const at = now();
  const expiresAt = new Date(at.getTime() + planLifetimeMs).toISOString();
  return { source: 'live', readAt: at.toISOString(), createdAt: at.toISOString(), expiresAt, toolVersion };
}
