import { canonicalJson } from '../../leaf/json.ts';
import { once } from '../../leaf/work.ts';
import { formatTarget, type Scope } from '../../model/address.ts';
import type { Baseline, LiveEdits, Origin } from '../../model/baseline.ts';
import { type Call, type Change, changeName, describeCall, isKeyChange } from '../../model/change.ts';
import type { Desired } from '../../model/desired.ts';
import { type Finding, findingText } from '../../model/finding.ts';
import type { LiveState, ResolvedClient, ResolvedThing } from '../../model/live.ts';
import type { Decision, Plan, PlanChange, PlanFinding, Summary, Unmanaged } from '../../model/plan.ts';
import type { TypeAt } from '../../model/setting.ts';
import { isSecret } from '../../model/value.ts';
import { configDigest, type Digest, fingerprints, planDigest, planValues, sealOf } from './digests.ts';

/** What a plan is made of, decided before. */
export type PlanParts = {
  readonly desired: Desired;
  readonly live: LiveState;
  /** What was last applied; null: none was given. */
  readonly baseline: Baseline | null;
  readonly clients: readonly ResolvedClient[];
  readonly things: readonly ResolvedThing[];
  readonly typeAt: TypeAt;
  readonly changes: readonly Change[];
  /** Why each change is needed; none without a baseline. */
  readonly origins: ReadonlyMap<Change, Origin>;
  readonly findings: readonly Finding[];
  readonly calls: readonly Call[];
  readonly only: readonly string[];
  readonly liveEdits: LiveEdits;
  readonly unmanaged: readonly Unmanaged[];
  readonly notCompared: readonly string[];
};

/** Facts about the moment, ISO 8601 in UTC. */
export type PlanMoment = {
  readonly source: Plan['source'];
  readonly readAt: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly toolVersion: string;
};

/** Makes the plan document, without any secret. The same input gives the same plan. */
export function makePlan(parts: PlanParts, moment: PlanMoment, digest: Digest): Plan {
  const { live, baseline } = parts;
  const told = toldOf(parts, digest);
  const unkeyed = {
    ...told,
    status: statusOf(parts),
    tool: { name: 'capstan', version: moment.toolVersion },
    caller: live.caller,
    source: moment.source,
    readAt: moment.readAt,
    createdAt: moment.createdAt,
    expiresAt: moment.expiresAt,
    baseline: baseline === null ? null : { name: baseline.name, commit: baseline.commit },
    digest: planDigest(told),
    only: parts.only,
    overwriteDrift: parts.liveEdits === 'overwritten',
    summary: summaryOf(parts),
    unmanaged: parts.unmanaged,
  };
  return keyedWhenAsked(unkeyed, parts, digest);
}

type Keyed = 'configDigest' | 'fingerprints' | 'seal';

/** The config digest is computed on first use: deriving its key is slow, and text output does not need it. */
function keyedWhenAsked(plan: Omit<Plan, Keyed>, { desired, live, clients, things }: PlanParts, digest: Digest): Plan {
  const config = once(() => configDigest(desired, digest));
  const scopes = once(() => fingerprints(live, { clients, things }, digest));
  const seal = once(() => sealOf({ ...plan, configDigest: config(), fingerprints: scopes() }, digest));
  return {
    ...plan,
    get configDigest() {
      return config();
    },
    get fingerprints() {
      return scopes();
    },
    get seal() {
      return seal();
    },
  };
}

/** The part of a plan that says what was decided. It does not depend on when or by whom. */
export function decisionOf(parts: PlanParts, digest: Digest): Decision {
  return { ...toldOf(parts, digest), configDigest: configDigest(parts.desired, digest) };
}

function toldOf(parts: PlanParts, digest: Digest): Omit<Decision, 'configDigest'> {
  const { desired } = parts;
  const application = { id: desired.application.id, region: desired.application.region };
  const carriers = new Map(parts.calls.flatMap(({ id, changes }) => changes.map((change) => [change, id] as const)));
  return {
    formatVersion: 1,
    application,
    changes: parts.changes.map((change) => {
      const origin = parts.origins.get(change) ?? 'unknown';
      return planChange(change, { origin, call: carriers.get(change) ?? null }, digest);
    }),
    calls: parts.calls.map((call) => describeCall(call, application.id)),
    ...literalsDigest(parts.changes, digest),
    findings: parts.findings.map(planFinding),
  };
}

/** The plain-text secrets that the plan writes, which have no fingerprint: an approval covers them too. */
function literalsDigest(changes: readonly Change[], digest: Digest): Pick<Plan, 'literals'> {
  const bound = changes.flatMap((change): readonly (readonly [string, string])[] => {
    const after = isKeyChange(change) && change.action !== 'remove' ? change.after : null;
    return isSecret(after) && after.isOfFile() ? [[changeName(change), after.bound(digest)]] : [];
  });
  return bound.length === 0 ? {} : { literals: digest(`literals\n${canonicalJson(bound)}`) };
}

function statusOf({ changes, findings }: PlanParts): Plan['status'] {
  if (findings.some((finding) => finding.severity === 'refuse')) return 'blocked';
  return changes.length === 0 ? 'in-sync' : 'ready';
}

function planChange(change: Change, { origin, call }: Pick<PlanChange, 'origin' | 'call'>, digest: Digest): PlanChange {
  const { scope, source } = change;
  return {
    action: plannedAction(change),
    target: changeName(change),
    ...idOf(scope),
    ...planValues(change, digest),
    origin,
    call,
    source,
  };
}

// An approval covers the id of a thing: its alias is only a name in the file.
function idOf(scope: Scope): Pick<PlanChange, 'clientId' | 'id'> {
  if (scope.kind === 'global') return {};
  return scope.kind === 'client' ? { clientId: scope.clientId } : { id: scope.clientId };
}

function plannedAction(change: Change): PlanChange['action'] {
  return isKeyChange(change) ? change.action : change.property.planned;
}

/** A finding as plans hold it: what is wrong and what to do in one message. */
export function planFinding(finding: Finding): PlanFinding {
  const { code, severity, target, source, overridable } = finding;
  const place = { code, severity, message: findingText(finding), target: formatTarget(target), source };
  return overridable === undefined ? place : { ...place, overridable };
}

function summaryOf({ changes, unmanaged, notCompared }: PlanParts): Summary {
  const count = (action: PlanChange['action']): number =>
    changes.filter((change) => plannedAction(change) === action).length;
  return {
    create: count('create'),
    update: count('update'),
    remove: count('remove'),
    features: count('features'),
    unmanaged: unmanaged.length,
    notCompared: notCompared.length,
  };
}
