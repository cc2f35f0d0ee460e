import { clientProperties, kindOf } from '../kinds/index.ts';
import type { Property } from '../kinds/kind.ts';
import { settledValue } from '../kinds/kind.ts';
import { byText, type Json } from '../leaf/json.ts';
import {
  formatTarget,
  globalScope,
  keyTarget,
  type Scope,
  type Section,
  scopeTarget,
  type ThingScope,
} from '../model/address.ts';
import { type Call, type Change, changeName, isKeyChange, propertyChangesOf } from '../model/change.ts';
import {
  type LiveClient,
  type LiveScope,
  type LiveState,
  liveScopeOf,
  type WithProperties,
  withProperties,
  withProperty,
} from '../model/live.ts';
import type { Decision } from '../model/plan.ts';
import { differingKeys } from '../model/reads.ts';
import { absentCell, type HeldCell, type ThingState } from '../model/state.ts';
import { decisionDifferences, differenceName } from './approval.ts';
import { type DecideInput, decide } from './decide.ts';
import type { Digest } from './plan-document/digests.ts';
import { decisionOf, type PlanParts } from './plan-document/make-plan.ts';

/** The approved plan, its inputs, and the calls that the run has made since, by scope. */
export type ApprovedDecision = {
  readonly decision: Decision;
  readonly input: DecideInput;
  readonly parts: PlanParts;
  readonly digest: Digest;
  readonly done: (scope: Scope) => readonly Call[];
};

/** How a fresh read contradicts the approval (empty: it is still valid), and what else changed. */
export type RecheckResult = { readonly differences: readonly string[]; readonly changedMeanwhile: readonly string[] };

/** What is fresh at the start of a run: the days, and the list of clients; null: not read again. */
export type ApprovalRefresh = Pick<DecideInput, 'today' | 'warnUntil'> & {
  readonly clients: LiveState['clients'] | null;
};

/**
 * Compares the day and the clients with the approved plan before any write: expired entries, and new, deleted or
 * changed clients, may change the decision. All later checks use the new facts.
 */
export function revalidateApproval(
  approved: ApprovedDecision,
  { today, warnUntil, clients }: ApprovalRefresh,
): { readonly approved: ApprovedDecision; readonly recheck: RecheckResult } {
  const { input, parts } = approved;
  const live = clients === null ? parts.live : { ...parts.live, clients: withKeysOf(parts.live.clients, clients) };
  const renewed: ApprovedDecision = { ...approved, input: { ...input, today, warnUntil }, parts: { ...parts, live } };
  if (clients === null && today === input.today) return { approved, recheck: holds };
  const moved = parts.clients.flatMap((client) => {
    if (client.kind !== 'found') return [];
    const before = parts.live.clients.get(client.scope.clientId);
    const now = live.clients.get(client.scope.clientId);
    return before !== undefined && now !== undefined && sameClient(before, now) ? [] : [formatScope(client.scope)];
  });
  return { approved: renewed, recheck: judge(renewed, live, moved) };
}

const holds: RecheckResult = { differences: [], changedMeanwhile: [] };

/**
 * Compares a fresh read of a scope with the approved plan. The run's own writes are subtracted, so the same function
 * must give the same decision. It is skipped only if nothing changed, inherited values included.
 */
export function recheckScope(approved: ApprovedDecision, scope: Scope, fresh: LiveScope): RecheckResult {
  const planned = liveScopeOf(approved.parts.live, scope);
  if (planned === undefined) return { differences: [formatScope(scope)], changedMeanwhile: [] };
  if (planned.application !== fresh.application) return otherApplication(fresh.application);
  const asBefore = {
    ...fresh,
    sections: subtractOwnWrites(approved.done, scope, planned.sections, fresh.sections),
    inherited: inheritedBefore(approved.done, planned, fresh),
  };
  const moved = differingKeys(planned.sections, asBefore.sections).map(({ section, key }) =>
    formatTarget(keyTarget(scope, section, key)),
  );
  const inherited = inheritedDifferences(planned, asBefore);
  if (moved.length === 0 && inherited.length === 0) return holds;
  return judge(approved, withScope(withInherited(approved.parts.live, inherited), scope, asBefore), moved);
}

/** The same for a fresh read of a client: its name, features and allow list. */
export function recheckClient(approved: ApprovedDecision, scope: ThingScope, fresh: LiveClient): RecheckResult {
  const { live } = approved.parts;
  const planned = live.clients.get(scope.clientId);
  if (planned !== undefined && planned.application !== fresh.application) return otherApplication(fresh.application);
  const asBefore = planned === undefined ? fresh : withoutOwnProperties(approved.done, scope, fresh);
  if (planned !== undefined && sameClient(planned, asBefore)) return holds;
  const clients = new Map(live.clients).set(scope.clientId, withKeys(planned, asBefore));
  return judge(approved, { ...live, clients }, [formatScope(scope)]);
}

/** The same for a fresh read of a thing of another kind. */
export function recheckThing(approved: ApprovedDecision, scope: ThingScope, fresh: ThingState): RecheckResult {
  const { live } = approved.parts;
  const ofKind = live.things?.get(scope.kind);
  const planned = ofKind?.get(scope.clientId);
  const asBefore = withoutOwnProperties(approved.done, scope, fresh);
  if (planned !== undefined && sameThing(scope, planned, asBefore)) return holds;
  const things = new Map(live.things).set(scope.kind, new Map(ofKind).set(scope.clientId, asBefore));
  return judge(approved, { ...live, things }, [formatScope(scope)]);
}

function withoutOwnProperties<R extends WithProperties>(done: ApprovedDecision['done'], scope: Scope, fresh: R): R {
  const own = done(scope).flatMap((call) => propertyChangesOf(call.changes));
  return own.reduce((record, { property, before }) => withProperty(record, property, before), fresh);
}

function otherApplication(id: string): RecheckResult {
  return { differences: [`the service now answers for application ${id}`], changedMeanwhile: [] };
}

function judge(approved: ApprovedDecision, live: LiveState, moved: readonly string[]): RecheckResult {
  const now = decisionOf(decide({ ...approved.input, live }), approved.digest);
  const differences = decisionDifferences(approved.decision, now).map(differenceName).sort(byText);
  const touched = new Set(approved.parts.changes.map(changeName));
  return { differences, changedMeanwhile: moved.filter((name) => !touched.has(name)) };
}

function subtractOwnWrites(
  done: ApprovedDecision['done'],
  scope: Scope,
  planned: LiveScope['sections'],
  fresh: LiveScope['sections'],
): LiveScope['sections'] {
  const changes = done(scope).flatMap((call): readonly Change[] => call.changes);
  const own = changes.filter(isKeyChange);
  const restore = (section: Section): ReadonlyMap<string, HeldCell> => {
    const values = new Map(fresh[section]);
    for (const { key } of own.filter((change) => change.section === section)) {
      const before = planned[section].get(key);
      if (before === undefined) values.delete(key);
      else values.set(key, before);
    }
    return values;
  };
  return { settings: restore('settings'), custom: restore('custom') };
}

// Clients inherit what the run wrote at the global scope.
function inheritedBefore(done: ApprovedDecision['done'], planned: LiveScope, fresh: LiveScope): LiveScope['inherited'] {
  if (planned.inherited === null || fresh.inherited === null) return fresh.inherited;
  return subtractOwnWrites(done, globalScope, planned.inherited, fresh.inherited);
}

type Inherited = { readonly section: Section; readonly key: string; readonly cell: HeldCell };

/** Inherited values that changed since the plan; null: the key is no longer inherited. */
function inheritedDifferences(planned: LiveScope, fresh: LiveScope): readonly Inherited[] {
  const [before, now] = [planned.inherited, fresh.inherited];
  if (before === null || now === null) return [];
  return differingKeys(before, now).map(({ section, key }) => ({
    section,
    key,
    cell: now[section].get(key) ?? absentCell,
  }));
}

// Guards judge inherited values by the global scope. A client's response may not show all of them, so only differences
// between two such responses count.
function withInherited(live: LiveState, inherited: readonly Inherited[]): LiveState {
  const { global } = live;
  if (global === null || inherited.length === 0) return live;
  const updated = { settings: new Map(global.sections.settings), custom: new Map(global.sections.custom) };
  for (const { section, key, cell } of inherited) updated[section].set(key, cell);
  return { ...live, global: { ...global, sections: updated } };
}

function withScope(live: LiveState, scope: Scope, fresh: LiveScope): LiveState {
  if (scope.kind === 'global') return { ...live, global: fresh };
  const clients = [...live.clients].map(([id, client]): readonly [string, LiveClient] => {
    if (id !== scope.clientId) return [id, client];
    return [id, { ...client, scope: withProperties(fresh, client.scope.properties) }];
  });
  return { ...live, clients: new Map(clients) };
}

// A read of a client, or of the list of all, contains no settings: the earlier ones stay valid.
function withKeysOf(planned: LiveState['clients'], fresh: LiveState['clients']): LiveState['clients'] {
  return new Map([...fresh].map(([id, client]) => [id, withKeys(planned.get(id), client)]));
}

function withKeys(planned: LiveClient | undefined, fresh: LiveClient): LiveClient {
  return planned === undefined ? fresh : { ...fresh, scope: withProperties(planned.scope, fresh.scope.properties) };
}

function sameClient(a: LiveClient, b: LiveClient): boolean {
  const text = (client: LiveClient): string => {
    return JSON.stringify([client.name, settledValues(client, clientProperties()), client.unknownNames]);
  };
  return text(a) === text(b);
}

function sameThing(scope: ThingScope, a: WithProperties, b: WithProperties): boolean {
  const { properties } = kindOf(scope);
  return JSON.stringify(settledValues(a, properties)) === JSON.stringify(settledValues(b, properties));
}

// Lists are sets: the documents promise no order.
function settledValues({ scope }: WithProperties, properties: readonly Property[]): readonly Json[] {
  return properties.map((property) => {
    const cell = scope.properties.get(property.name);
    return cell === undefined ? null : settledValue(property, cell.value);
  });
}

function formatScope(scope: Scope): string {
  return formatTarget(scopeTarget(scope));
}
