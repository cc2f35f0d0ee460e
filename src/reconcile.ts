import type { Failure, ReadApi, WriteApi } from './api/interface.ts';
import { applyPlan } from './apply/apply-plan.ts';
import type { StopReason } from './apply/stop.ts';
import { waitingOf } from './apply/waiting.ts';
import { type DecideInput, decide } from './core/decide.ts';
import { scopeWithoutGoneSecrets, withoutGoneSecrets } from './core/diff/gone-secrets.ts';
import { type IsSecretKey, secretKeys } from './core/diff/secret-keys.ts';
import type { Baseline, LiveEdits } from './core/model/baseline.ts';
import { isCached } from './core/model/cached.ts';
import type { Call } from './core/model/call.ts';
import type { Desired } from './core/model/desired.ts';
import { featureChangesOf, sameScope } from './core/model/end-state.ts';
import type { LiveState } from './core/model/live.ts';
import type { RunReport } from './core/model/outcome.ts';
import type { Plan } from './core/model/plan.ts';
import { ByScope, type Scope } from './core/model/scope.ts';
import type { Catalogue } from './core/model/setting.ts';
import type { Snapshot } from './core/model/snapshot.ts';
import type { TargetPattern } from './core/model/target-pattern.ts';
import type { Undo } from './core/model/undo.ts';
import type { Digest } from './core/plan/fingerprints.ts';
import { makePlan, type PlanMoment, type PlanParts } from './core/plan/make-plan.ts';
import { type Approved, recheckClient, recheckScope, renewApproval } from './core/recheck.ts';
import { liveFromSnapshot } from './core/snapshot/live-from-snapshot.ts';
import type { RunJournal } from './journal/interface.ts';
import { judgementDays } from './judgement-days.ts';
import { readClientOf, readLiveState, readScope } from './live/read-live-state.ts';
import { readRenewedFacts } from './renewed-facts.ts';

/** What the pipeline is handed from outside: nothing in it reads a clock, a variable or chance by itself. */
export type Surroundings = {
  readonly catalogue: Catalogue;
  readonly toolVersion: string;
  readonly now: () => Date;
  /** Resolves to the keyed digest for fingerprints, `hmac:<key id>:<16 hex digits>`. Slow to make: started early. */
  readonly fingerprint: Promise<Digest>;
  /** Narrows the plan to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  /** What was last applied; null: nobody said. */
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  /** The run that is to be taken back; null: the file is followed. */
  readonly undo: Undo | null;
};

/** What `apply` needs besides. `stop` is asked before each call and during waits: a reason ends the run there. */
export type ApplySurroundings = Surroundings & {
  readonly runId: string;
  readonly sleep: (ms: number) => Promise<void>;
  readonly stop: () => StopReason | null;
  /** Written ahead: without its record no call leaves. */
  readonly journal: RunJournal;
};

/** A plan that may be carried out, with what that takes. */
export type Ready = { readonly kind: 'ready'; readonly plan: Plan; readonly work: Work };

/** What planning gives. `failed`: live could not be read, so there is no plan. */
export type Planned =
  | Ready
  | { readonly kind: 'in-sync' | 'blocked'; readonly plan: Plan }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** What only `apply` looks into: the decision with its values, and how it was taken. */
type Work = { readonly input: DecideInput; readonly parts: PlanParts; readonly isSecretKey: IsSecretKey };

/** Reads live and decides what has to be done. Changes nothing; has no means to. */
export async function plan(desired: Desired, api: ReadApi, around: Surroundings): Promise<Planned> {
  const isSecretKey = secretKeys(desired, around.catalogue);
  const read = await readLiveState(desired, api, isSecretKey);
  if (read.kind === 'failed') return read;
  const { today } = judgementDays(around.now());
  const input = decideInput(desired, withoutGoneSecrets(read.live, desired, today), around);
  const parts = decide(input);
  const made = makePlan(parts, momentOf(around), await around.fingerprint);
  return made.status === 'ready'
    ? { kind: 'ready', plan: made, work: { input, parts, isSecretKey } }
    : { kind: made.status, plan: made };
}

/** The same over live as a snapshot kept it: for people to read. It cannot be carried out. */
export async function planOverSnapshot(snapshot: Snapshot, desired: Desired, around: Surroundings): Promise<Plan> {
  const digest = await around.fingerprint;
  const pair = liveFromSnapshot(snapshot, desired, digest);
  const moment = { ...momentOf(around), source: 'snapshot', readAt: snapshot.readAt } as const;
  return makePlan(decide(decideInput(pair.desired, pair.live, around)), moment, digest);
}

/** Carries a ready plan out, holding every read on the way against it, and reads back what became of it. */
export async function apply({ plan: made, work }: Ready, api: WriteApi, around: ApplySurroundings): Promise<RunReport> {
  const { input, parts, isSecretKey } = work;
  const done = new ByScope<Call>();
  let approved: Approved = { input, parts, digest: await around.fingerprint, done: (scope) => done.at(scope) };
  const cachesNothing = !isCached(parts.live);
  return applyPlan({
    runId: around.runId,
    calls: parts.calls,
    waiting: waitingOf(around),
    journal: around.journal,
    renew: async () => {
      const hasFeatureChanges = featureChangesOf(parts.changes).length > 0;
      const read = await readRenewedFacts({ input, hasFeatureChanges, readAt: made.readAt, now: around.now() }, api);
      if (read.kind === 'failed') return { kind: 'failed', stop: read.failure };
      const renewed = renewApproval(approved, read.facts);
      approved = renewed.approved;
      return { kind: 'renewed', recheck: renewed.recheck };
    },
    onDone: (call) => done.add(call.scope, call),
    settings: {
      api,
      cachesNothing,
      read: async (scope) => {
        const read = await readScope(api, scope, isSecretKey);
        if (read.kind !== 'value') return read;
        const { desired, today } = approved.input;
        const live = scopeWithoutGoneSecrets(read.value.live, scope, desired, today);
        return { kind: 'value', value: { ...read.value, live } };
      },
      // A step speaks of its own scope alone.
      recheck: (scope, fresh, also) =>
        recheckScope({ ...approved, done: withStep(approved, scope, also) }, scope, fresh),
    },
    clients: {
      api,
      cachesNothing,
      read: (clientId) => readClientOf(api, clientId),
      recheck: (scope, fresh) => recheckClient(approved, scope, fresh),
    },
  });
}

function withStep({ done }: Approved, own: Scope, calls: readonly Call[]): Approved['done'] {
  return (scope) => (sameScope(scope, own) ? [...done(scope), ...calls] : done(scope));
}

const dayMs = 24 * 60 * 60 * 1000;
const planLifetimeMs = 3 * dayMs;

function decideInput(desired: Desired, live: LiveState, around: Surroundings): DecideInput {
  const { catalogue, only, baseline, liveEdits, undo } = around;
  return { desired, live, catalogue, only, baseline, liveEdits, undo, ...judgementDays(around.now()) };
}

function momentOf({ now, toolVersion }: Surroundings): PlanMoment {
  const at = now();
  const expiresAt = new Date(at.getTime() + planLifetimeMs).toISOString();
  return { source: 'live', readAt: at.toISOString(), createdAt: at.toISOString(), expiresAt, toolVersion };
}
