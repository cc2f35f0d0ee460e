import { clientProperties, kindOf } from '../../kinds/index.ts';
import type { Property, PropertyValue } from '../../kinds/kind.ts';
import { emptyValue, propertyValueOf, sameProperty, settledValue } from '../../kinds/kind.ts';
import { type ClientScope, formatTarget, globalScope, type ThingScope } from '../../model/address.ts';
import { type Change, type PropertyChange, propertyTarget } from '../../model/change.ts';
import type { Accept, Desired, DesiredCell, DesiredClient, DesiredScope } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import {
  clientScopeOf,
  type LiveScope,
  type LiveState,
  type ResolvedClient,
  type ResolvedThing,
  scopeOfThing,
  unreadScope,
} from '../../model/live.ts';
import { type Catalogue, documentedType } from '../../model/setting.ts';
import { emptyScope, thingsOf } from '../../model/state.ts';
import { isSecret } from '../../model/value.ts';
import { type DiffRules, diffScope, type ScopeDiff } from './compare-scope.ts';
import { acceptsFor, isIgnored, type Untouched } from './exemptions.ts';

/** All differences between the desired and the live state: global first, then clients in the order of their aliases. */
type StateDiff = {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly unmanaged: readonly string[];
  readonly notCompared: readonly string[];
};

/** Compares the file with the live application. Scopes that were not read are not managed. */
export function diffStates(
  rules: DiffRules,
  desired: Desired,
  live: LiveState,
  { clients, things }: Resolved,
): StateDiff {
  const parts: readonly StateDiff[] = [
    ...(live.global === null ? [] : [diffScope(rules, globalScope, desired.global ?? emptyScope, live.global)]),
    ...clients.map((client) => diffClient(rules, client, live)),
    ...things.map((thing) => diffThing(rules, thing)),
  ];
  return {
    changes: parts.flatMap((part) => part.changes),
    findings: parts.flatMap((part) => part.findings),
    unmanaged: parts.flatMap((part) => part.unmanaged),
    notCompared: parts.flatMap((part) => part.notCompared),
  };
}

/** The declared clients and things, each with its live one. */
type Resolved = { readonly clients: readonly ResolvedClient[]; readonly things: readonly ResolvedThing[] };

function diffThing(rules: DiffRules, { desired, scope, live }: ResolvedThing): StateDiff {
  return live === null ? nothing : { ...nothing, changes: diffProperties(rules, scope, desired.scope, live.scope) };
}

const nothing: ScopeDiff = { changes: [], findings: [], unmanaged: [], notCompared: [] };

function diffClient(rules: DiffRules, client: ResolvedClient, live: LiveState): StateDiff {
  if (client.kind !== 'found') return nothing;
  const { scope, desired } = client;
  const held = clientScopeOf(live, scope.clientId);
  if (held === undefined) return nothing;
  const keys = diffScope(rules, scope, desired.scope, held);
  const properties = diffProperties(rules, scope, desired.scope, held);
  const unmanaged = clientProperties().filter(
    ({ name, unmanaged: how }) => how === 'listed' && !desired.scope.properties.has(name),
  );
  return {
    ...keys,
    changes: [...keys.changes, ...properties],
    unmanaged: [...keys.unmanaged, ...unmanaged.map((property) => formatTarget(propertyTarget(scope, property)))],
  };
}

/** The properties to change: managed by the file, with another live value. */
export function diffProperties(
  rules: Untouched,
  scope: ThingScope,
  desired: Pick<DesiredScope, 'properties'>,
  live: Pick<LiveScope, 'properties'>,
): readonly PropertyChange[] {
  return kindOf(scope).properties.flatMap((property) => {
    const asked = desired.properties.get(property.name);
    if (asked === undefined) return [];
    const held = live.properties.get(property.name);
    const before = settledValue(property, held?.value ?? emptyValue(property));
    const after = settledValue(property, asked.value);
    if (held !== undefined && sameProperty(property, before, after)) return [];
    const target = propertyTarget(scope, property);
    if (isIgnored(rules, target)) return [];
    if (acceptsFor(rules, target).some((accept) => isAccepted(property, accept.live, before))) return [];
    return [{ action: 'property', scope, property, before, after, source: asked.source }];
  });
}

/** Whether the accepted value is the live one. */
function isAccepted(property: Property, accepted: Accept['live'], live: PropertyValue): boolean {
  const value = isSecret(accepted) ? undefined : propertyValueOf(property, accepted);
  return value !== undefined && sameProperty(property, value, live);
}

const nothingLive: LiveScope = unreadScope('', new Map());

/** The file as changes to an empty application, and the values that do not fit. */
type AskedAlone = { readonly changes: readonly Change[]; readonly findings: readonly Finding[] };

/**
 * Compares a file with an empty application, by the types of the catalogue: a value that does not fit is reported as in
 * a plan. Checks that need the live application are left to the plan.
 */
export function compareWithNothing(desired: Desired, catalogue: Catalogue, today: string): AskedAlone {
  const { ignore, accept } = desired;
  const rules = { options: null, catalogue, ignore, accept, today };
  const parts = [
    diffScope(rules, globalScope, withCertain(desired.global ?? emptyScope, catalogue), nothingLive),
    ...[...desired.clients.values()].map((client) => {
      const scope = scopeOf(client);
      const keys = diffScope(rules, scope, withCertain(client.scope, catalogue), nothingLive);
      return { ...keys, changes: [...keys.changes, ...diffProperties(rules, scope, client.scope, nothingLive)] };
    }),
    ...thingsOf(desired).map((thing) => {
      return {
        ...nothing,
        changes: diffProperties(rules, scopeOfThing(thing), thing.scope, nothingLive),
      };
    }),
  ];
  return {
    changes: parts.flatMap(({ changes }): readonly Change[] => changes),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

// A client that is found by name has no id yet; its alias keeps it apart from others.
function scopeOf({ alias, id }: DesiredClient): ClientScope {
  return { kind: 'client', alias, clientId: id ?? alias };
}

function withCertain(asked: DesiredScope, catalogue: Catalogue): DesiredScope {
  const { settings, custom } = asked.sections;
  const certain = (section: ReadonlyMap<string, DesiredCell>): ReadonlyMap<string, DesiredCell> =>
    new Map([...section].filter(([key, cell]) => isCertain(key, cell, catalogue)));
  return { ...asked, sections: { settings: certain(settings), custom: certain(custom) } };
}

// If the live text equals that of the file, it is kept, JSON or not.
function isCertain(key: string, cell: DesiredCell, catalogue: Catalogue): boolean {
  if (cell.kind === 'absent' || documentedType({ options: null, catalogue }, 'settings', key) !== 'json') return true;
  return cell.kind === 'value' && cell.origin !== 'journal' && typeof cell.json !== 'string';
}
