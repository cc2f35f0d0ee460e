import { scopeWithoutGoneSecrets } from '../engine/compare/gone-secrets.ts';
import { type DecideInput, decide } from '../engine/decide.ts';
import type { Digest } from '../engine/plan-document/fingerprints.ts';
import { makePlan, type PlanMoment, type PlanParts } from '../engine/plan-document/make-plan.ts';
import { type Approved, type RenewedFacts, recheckClient, recheckScope, renewApproval } from '../engine/recheck.ts';
import { sealClient, sealScope, sealValuesOf } from '../engine/secrecy/settle.ts';
import { liveFromSnapshot } from '../engine/snapshot/state-of-snapshot.ts';
import { ByScope, type Scope, scopeId } from '../model/address.ts';
import { isCached } from '../model/cached-reads.ts';
import type { Call } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import { propertyChangesOf, sameScope } from '../model/end-state.ts';
import type { KeptState } from '../model/kept.ts';
import type { LiveScope } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { RunReport } from '../model/run.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { applyPlan } from '../run/execute/execute-plan.ts';
import { clientListMaxAgeMs } from '../run/execute/limits.ts';
import { type StopReason, waitingOf } from '../run/execute/stop.ts';
import type { RunJournal } from '../run/journal/interface.ts';
import type { ScopeRead } from '../run/resources/settings-resource.ts';
import { type Failure, failureText, type Read, type ReadApi, type WriteApi } from '../service/interface.ts';
import type { ClientRead, ScopeRead as ReadScope } from '../service/live/live-state-of-replies.ts';
import { readClientList, readClientOf, readLiveState, readScope } from '../service/live/read-live-state.ts';
import { judgementDays } from './expiry-window.ts';
import { type DecisionFacts, settledInput } from './settled-input.ts';

/** What the pipeline is handed from outside: nothing in it reads a clock, a variable or chance by itself. */
export type Surroundings = DecisionFacts & {
  readonly toolVersion: string;
  /** Resolves to the keyed digest for fingerprints, `hmac:<key id>:<16 hex digits>`. Slow to make: started early. */
  readonly fingerprint: Promise<Digest>;
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
type Work = { readonly input: DecideInput; readonly parts: PlanParts };

/** Reads live and decides what has to be done. Changes nothing; has no means to. */
export async function plan(desired: Desired, api: ReadApi, around: Surroundings): Promise<Planned> {
  const read = await readLiveState(desired, api);
  if (read.kind === 'failed') return read;
  const digest = await around.fingerprint;
  const input = settledInput(desired, read.live, around, digest);
  const parts = decide(input);
  const made = makePlan(parts, momentOf(around), digest);
  return made.status === 'ready'
    ? { kind: 'ready', plan: made, work: { input, parts } }
    : { kind: made.status, plan: made };
}

/** The same over live as a snapshot kept it: for people to read. It cannot be carried out. */
export async function planOverSnapshot(snapshot: Snapshot, desired: Desired, around: Surroundings): Promise<Plan> {
  const { live, secrets } = liveFromSnapshot(snapshot, desired, await around.fingerprint);
  return planOverKept({ live, hidden: secrets, readAt: snapshot.readAt }, desired, around);
}

/** The same over a state that was saved in whatever form. `readAt` null: nobody knows when. */
export async function planOverKept(
  { live, hidden, readAt }: Pick<KeptState, 'live' | 'hidden' | 'readAt'>,
  desired: Desired,
  around: Surroundings,
): Promise<Plan> {
  const digest = await around.fingerprint;
  const known = [{ source: 'the snapshot', addresses: hidden }];
  const { readAt: now, ...moment } = momentOf(around);
  const parts = decide(settledInput(desired, live, around, digest, known));
  return makePlan(parts, { ...moment, source: 'snapshot', readAt: readAt ?? now }, digest);
}

/** Carries a ready plan out, holding every read on the way against it, and reads back what became of it. */
export async function apply({ plan: made, work }: Ready, api: WriteApi, around: ApplySurroundings): Promise<RunReport> {
  const { input, parts } = work;
  const done = new ByScope<Call>();
  let approved: Approved = {
    decision: made,
    input,
    parts,
    digest: await around.fingerprint,
    done: (scope) => done.at(scope),
  };
  const cachesNothing = !isCached(parts.live);
  return applyPlan({
    runId: around.runId,
    calls: parts.calls,
    waiting: waitingOf(around),
    journal: around.journal,
    renew: async () => {
      const changesClients = propertyChangesOf(parts.changes).length > 0;
      const read = await readRenewedFacts({ input, changesClients, readAt: made.readAt, now: around.now() }, api);
      if (read.kind === 'failed')
        return { kind: 'failed', stop: { code: read.failure.code, message: failureText(read.failure) } };
      const renewed = renewApproval(approved, read.facts);
      approved = renewed.approved;
      return { kind: 'renewed', recheck: renewed.recheck };
    },
    onDone: (call) => done.add(call.scope, call),
    settings: {
      api,
      cachesNothing,
      read: async (scope) => sealedRead(await readScope(api, scope), scope, approved.input),
      // A step speaks of its own scope alone.
      recheck: (scope, fresh, also) =>
        recheckScope({ ...approved, done: withStep(approved, scope, also) }, scope, fresh),
    },
    clients: {
      api,
      cachesNothing,
      read: async (clientId) => sealedClientRead(await readClientOf(api, clientId), approved.input),
      recheck: (scope, fresh, also) =>
        recheckClient({ ...approved, done: withStep(approved, scope, also) }, scope, fresh),
    },
  });
}

function withStep({ done }: Approved, own: Scope, calls: readonly Call[]): Approved['done'] {
  return (scope) => (sameScope(scope, own) ? [...done(scope), ...calls] : done(scope));
}

const dayMs = 24 * 60 * 60 * 1000;
const planLifetimeMs = 3 * dayMs;

/** A fresh read as the plan's was made ready: with secrets sealed, and without those that are gone. The reply stays what it was, for the body. */
function sealedRead(read: Read<ReadScope>, scope: Scope, { desired, secrecy, today }: DecideInput): Read<ScopeRead> {
  if (read.kind !== 'value') return read;
  const ready = (sealed: LiveScope): LiveScope => scopeWithoutGoneSecrets(sealed, scope, desired, today);
  const { live } = read.value;
  const carried = ready(sealValuesOf(live, scopeId(scope), secrecy));
  return { kind: 'value', value: { ...read.value, live: ready(sealScope(live, scopeId(scope), secrecy)), carried } };
}

function sealedClientRead(read: Read<ClientRead>, { secrecy }: DecideInput): Read<ClientRead> {
  return read.kind === 'value'
    ? { kind: 'value', value: { ...read.value, live: sealClient(read.value.live, secrecy) } }
    : read;
}

function momentOf({ now, toolVersion }: Surroundings): PlanMoment {
  const at = now();
  const expiresAt = new Date(at.getTime() + planLifetimeMs).toISOString();
  return { source: 'live', readAt: at.toISOString(), createdAt: at.toISOString(), expiresAt, toolVersion };
}

/** What was decided, when live was read for it, and the time now. */
type Moment = {
  readonly input: DecideInput;
  readonly changesClients: boolean;
  readonly readAt: string;
  readonly now: Date;
};

type FactsRead =
  | { readonly kind: 'read'; readonly facts: RenewedFacts }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * What may have changed between a plan and its approval and is not read again with each call: the day, and the list of
 * clients. The list takes one request, made when who is in it matters to the plan, or when the plan is old.
 */
async function readRenewedFacts(moment: Moment, api: ReadApi): Promise<FactsRead> {
  const days = judgementDays(moment.now);
  if (!needsClientList(moment)) return { kind: 'read', facts: { ...days, clients: null } };
  const list = await readClientList(api);
  if (list.kind === 'failed') return list;
  const { secrecy } = moment.input;
  const clients = new Map([...list.clients].map(([id, client]) => [id, sealClient(client, secrecy)]));
  return { kind: 'read', facts: { ...days, clients } };
}

function needsClientList({ input, changesClients, readAt, now }: Moment): boolean {
  const ageMs = now.getTime() - Date.parse(readAt);
  // A clock that was set back says nothing of an age.
  const isOld = ageMs < 0 || ageMs > clientListMaxAgeMs;
  const isFoundByName = [...input.desired.clients.values()].some(({ identity }) => identity.by === 'name');
  return isOld || changesClients || isFoundByName;
}
