import { scopeWithoutGoneSecrets } from '../engine/compare/exemptions.ts';
import type { DecideInput } from '../engine/decide.ts';
import { sealClient, sealScope, sealValuesOf } from '../engine/secrecy/settle.ts';
import {
  type ApprovalRefresh,
  type ApprovedDecision,
  recheckClient,
  recheckScope,
  recheckThing,
  revalidateApproval,
} from '../engine/verify-approval.ts';
import { ByScope, type Scope, sameScope, scopeId, type ThingScope } from '../model/address.ts';
import { type Call, clientChangesOf } from '../model/change.ts';
import type { LiveScope } from '../model/live.ts';
import { isCached } from '../model/reads.ts';
import type { RunReport } from '../model/run.ts';
import { applyPlan } from '../run/execute/execute-plan.ts';
import { clientListMaxAgeMs, type StopReason, waitingOf } from '../run/execute/waiting.ts';
import type { RunJournal } from '../run/journal/records.ts';
import type {
  Approval,
  FreshRead,
  FreshReads,
  Recheck,
  RecordRead,
  Renewal,
  ScopeRead,
} from '../run/resources/resource.ts';
import { type Failure, failureText, type Read, type ReadApi, type WriteApi } from '../service/interface.ts';
import type { ClientRead as ReadClient, ScopeRead as ReadScope } from '../service/live/read-live-state.ts';
import { readClientList, readClientOf, readScope, readThingOf } from '../service/live/read-live-state.ts';
import type { Ready } from './plan.ts';
import { expiryWindow, type RunContext } from './run-context.ts';

/** Further input of an execution. `stop` is called before each call and during waits: a reason ends the run there. */
export type ExecuteContext = Pick<RunContext, 'now' | 'fingerprint'> & {
  readonly runId: string;
  readonly sleep: (ms: number) => Promise<void>;
  readonly stop: () => StopReason | null;
  /** The write-ahead journal: no call is sent without its record. */
  readonly journal: RunJournal;
};

/** Executes a ready plan: compares every read with the plan, and reads back every result. */
export async function execute(ready: Ready, api: WriteApi, runContext: ExecuteContext): Promise<RunReport> {
  const { parts } = ready.work;
  const approval = await RunApproval.of(ready, api, runContext);
  return applyPlan({
    runId: runContext.runId,
    calls: parts.calls,
    waiting: waitingOf(runContext),
    journal: runContext.journal,
    now: runContext.now,
    access: { api, cachesNothing: !isCached(parts.live), reads: approval, approval },
  });
}

/** The approved plan, and what the run has written since. */
class RunApproval implements Approval, FreshReads {
  readonly #api: ReadApi;
  readonly #now: () => Date;
  readonly #readAt: string;
  readonly #done = new ByScope<Call>();
  #approved: ApprovedDecision;

  private constructor(
    approved: Omit<ApprovedDecision, 'done'>,
    readAt: string,
    { api, now }: { api: ReadApi; now: () => Date },
  ) {
    this.#api = api;
    this.#now = now;
    this.#readAt = readAt;
    this.#approved = { ...approved, done: (scope) => this.#done.at(scope) };
  }

  static async of({ plan, work }: Ready, api: ReadApi, runContext: ExecuteContext): Promise<RunApproval> {
    const digest = await runContext.fingerprint;
    return new RunApproval({ decision: plan, ...work, digest }, plan.readAt, { api, now: runContext.now });
  }

  async renew(): Promise<Renewal> {
    const { input, parts } = this.#approved;
    const changesClients = clientChangesOf(parts.changes).length > 0;
    const moment = { input, changesClients, readAt: this.#readAt, now: this.#now() };
    const read = await readApprovalRefresh(moment, this.#api);
    if (read.kind === 'failed')
      return { kind: 'failed', stop: { code: read.failure.code, message: failureText(read.failure) } };
    const renewed = revalidateApproval(this.#approved, read.facts);
    this.#approved = renewed.approved;
    return { kind: 'renewed', recheck: renewed.recheck };
  }

  check(read: FreshRead): Recheck {
    // A step reports only its own scope.
    const approved = { ...this.#approved, done: withStep(this.#approved, read) };
    switch (read.kind) {
      case 'settings':
        return recheckScope(approved, read.scope, read.live);
      case 'client':
        return recheckClient(approved, read.scope, read.live);
      case 'thing':
        return recheckThing(approved, read.scope, read.live);
    }
  }

  done(call: Call): void {
    this.#done.add(call.scope, call);
  }

  async settings(scope: Scope): Promise<Read<ScopeRead>> {
    return sealedRead(await readScope(this.#api, scope), scope, this.#approved.input);
  }

  async record(scope: ThingScope): Promise<Read<RecordRead>> {
    if (scope.kind === 'client')
      return sealedClientRead(await readClientOf(this.#api, scope.clientId), this.#approved.input);
    const read = await readThingOf(this.#api, scope);
    return read.kind === 'value' ? { kind: 'value', value: { kind: 'thing', ...read.value } } : read;
  }
}

type Step = { readonly scope: Scope; readonly done: readonly Call[] };

function withStep({ done }: ApprovedDecision, step: Step): ApprovedDecision['done'] {
  return (scope) => (sameScope(scope, step.scope) ? [...done(scope), ...step.done] : done(scope));
}

/**
 * A fresh read, prepared like the read of the plan: secrets sealed, removed secrets left out. The raw response is kept
 * for the body.
 */
function sealedRead(read: Read<ReadScope>, scope: Scope, { desired, secrecy, today }: DecideInput): Read<ScopeRead> {
  if (read.kind !== 'value') return read;
  const ready = (sealed: LiveScope): LiveScope => scopeWithoutGoneSecrets(sealed, scope, desired, today);
  const { live } = read.value;
  const carried = ready(sealValuesOf(live, scopeId(scope), secrecy));
  return { kind: 'value', value: { ...read.value, live: ready(sealScope(live, scopeId(scope), secrecy)), carried } };
}

function sealedClientRead(read: Read<ReadClient>, { secrecy }: DecideInput): Read<RecordRead> {
  return read.kind === 'value'
    ? { kind: 'value', value: { kind: 'client', ...read.value, live: sealClient(read.value.live, secrecy) } }
    : read;
}

/** The decision, the time of its read, and the current time. */
type Moment = {
  readonly input: DecideInput;
  readonly changesClients: boolean;
  readonly readAt: string;
  readonly now: Date;
};

type FactsRead =
  | { readonly kind: 'read'; readonly facts: ApprovalRefresh }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Facts that may change between a plan and its approval and are not read again with each call: the day, and the list of
 * clients. The list takes one request, sent if the plan depends on it, or if the plan is old.
 */
async function readApprovalRefresh(moment: Moment, api: ReadApi): Promise<FactsRead> {
  const days = expiryWindow(moment.now);
  if (!needsClientList(moment)) return { kind: 'read', facts: { ...days, clients: null } };
  const list = await readClientList(api);
  if (list.kind === 'failed') return list;
  const { secrecy } = moment.input;
  const clients = new Map([...list.clients].map(([id, client]) => [id, sealClient(client, secrecy)]));
  return { kind: 'read', facts: { ...days, clients } };
}

function needsClientList({ input, changesClients, readAt, now }: Moment): boolean {
  const ageMs = now.getTime() - Date.parse(readAt);
  // If the clock was set back, the age is unknown.
  const isOld = ageMs < 0 || ageMs > clientListMaxAgeMs;
  const isFoundByName = [...input.desired.clients.values()].some(({ id }) => id === null);
  return isOld || changesClients || isFoundByName;
}
