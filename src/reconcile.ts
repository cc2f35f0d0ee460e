import type { Failure, ReadApi, WriteApi } from './api/interface.ts';
import { applyPlan } from './apply/apply-plan.ts';
import { type DecideInput, decide } from './core/decide.ts';
import { type IsSecretKey, secretKeys } from './core/diff/secret-keys.ts';
import type { Call } from './core/model/call.ts';
import type { Desired } from './core/model/desired.ts';
import type { LiveState } from './core/model/live.ts';
import type { RunReport } from './core/model/outcome.ts';
import type { Plan } from './core/model/plan.ts';
import type { Catalogue } from './core/model/setting.ts';
import type { TargetPattern } from './core/model/target-pattern.ts';
import type { Digest } from './core/plan/fingerprints.ts';
import { makePlan, type PlanMoment, type PlanParts } from './core/plan/make-plan.ts';
import { recheckClient, recheckScope } from './core/recheck.ts';
import { judgementDays } from './judgement-days.ts';
import { readClientOf, readLiveState, readScope } from './live/read-live-state.ts';

/** What the pipeline is handed from outside: nothing in it reads a clock, a variable or chance by itself. */
export type Surroundings = {
  readonly catalogue: Catalogue;
  readonly toolVersion: string;
  readonly now: () => Date;
  /** Resolves to the keyed digest for fingerprints, `hmac:<key id>:<16 hex digits>`. Slow to make: started early. */
  readonly fingerprint: Promise<Digest>;
  /** Narrows the plan to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
};

/** What `apply` needs besides. `stop` is asked between calls: true ends the run after the call in flight. */
export type ApplySurroundings = Surroundings & {
  readonly runId: string;
  readonly sleep: (ms: number) => Promise<void>;
  readonly stop: () => boolean;
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
  const input = decideInput(desired, read.live, around);
  const parts = decide(input);
  const made = makePlan(parts, momentOf(around), await around.fingerprint);
  return made.status === 'ready'
    ? { kind: 'ready', plan: made, work: { input, parts, isSecretKey } }
    : { kind: made.status, plan: made };
}

/** Carries a ready plan out, holding every read on the way against it, and reads back what became of it. */
export async function apply({ work }: Ready, api: WriteApi, around: ApplySurroundings): Promise<RunReport> {
  const { input, parts, isSecretKey } = work;
  const digest = await around.fingerprint;
  const done: Call[] = [];
  const approved = { input, parts, digest, done };
  return applyPlan({
    runId: around.runId,
    calls: parts.calls,
    waiting: { sleep: around.sleep, stop: around.stop },
    onDone: (call) => done.push(call),
    settings: {
      api,
      read: (scope) => readScope(api, scope, isSecretKey),
      recheck: (scope, fresh) => recheckScope(approved, scope, fresh),
    },
    clients: {
      api,
      read: (clientId) => readClientOf(api, clientId),
      recheck: (scope, fresh) => recheckClient(approved, scope, fresh),
    },
  });
}

const dayMs = 24 * 60 * 60 * 1000;
const planLifetimeMs = 3 * dayMs;

function decideInput(desired: Desired, live: LiveState, { catalogue, only, now }: Surroundings): DecideInput {
  return { desired, live, catalogue, only, ...judgementDays(now()) };
}

function momentOf({ now, toolVersion }: Surroundings): PlanMoment {
  const at = now();
  const expiresAt = new Date(at.getTime() + planLifetimeMs).toISOString();
  return { readAt: at.toISOString(), createdAt: at.toISOString(), expiresAt, toolVersion };
}
