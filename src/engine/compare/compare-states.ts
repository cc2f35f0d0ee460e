import { clientProperties } from '../../kinds/index.ts';
import type { Property, PropertyValue } from '../../kinds/kind.ts';
import { emptyValue, propertyValueOf, sameProperty, settledValue } from '../../kinds/property-value.ts';
import { type ClientScope, formatTarget, globalScope } from '../../model/address.ts';
import { type Change, type PropertyChange, propertyTarget } from '../../model/change.ts';
import type { Accept, Desired, DesiredClient } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { type LiveClient, type LiveState, livePropertyOf, type ResolvedClient } from '../../model/live.ts';
import { isSecret } from '../../model/value.ts';
import { type DiffRules, diffScope, type ScopeDiff } from './compare-scope.ts';
import { acceptsFor, isIgnored, type Untouched } from './exemptions.ts';

/** Everything in which desired and live differ: global first, then clients in the order of their aliases. */
export type StateDiff = {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly unmanaged: readonly string[];
  readonly notCompared: readonly string[];
};

/** Compares what the file declares with what live holds. Scopes that were not read are not managed. */
export function diffStates(
  rules: DiffRules,
  desired: Desired,
  live: LiveState,
  clients: readonly ResolvedClient[],
): StateDiff {
  const parts = [
    ...(live.global === null ? [] : [diffScope(rules, globalScope, desired.global, live.global)]),
    ...clients.map((client) => diffClient(rules, client, live)),
  ];
  return {
    changes: parts.flatMap((part) => part.changes),
    findings: parts.flatMap((part) => part.findings),
    unmanaged: parts.flatMap((part) => part.unmanaged),
    notCompared: parts.flatMap((part) => part.notCompared),
  };
}

const nothing: ScopeDiff = { changes: [], findings: [], unmanaged: [], notCompared: [] };

function diffClient(rules: DiffRules, client: ResolvedClient, live: LiveState): StateDiff {
  if (client.kind !== 'found') return nothing;
  const { scope, desired } = client;
  const liveScope = live.scopes.get(scope.clientId);
  const liveClient = live.clients.get(scope.clientId);
  if (liveScope === undefined || liveClient === undefined) return nothing;
  const keys = diffScope(rules, scope, desired, liveScope);
  const properties = diffProperties(rules, scope, desired, liveClient);
  const unmanaged = clientProperties().filter(
    ({ name, unmanaged: how }) => how === 'listed' && !desired.properties.has(name),
  );
  return {
    ...keys,
    changes: [...keys.changes, ...properties],
    unmanaged: [...keys.unmanaged, ...unmanaged.map((property) => formatTarget(propertyTarget(scope, property)))],
  };
}

/** The properties that a client needs to have changed: those that the file manages and live has otherwise. */
export function diffProperties(
  rules: Untouched,
  scope: ClientScope,
  desired: DesiredClient,
  live: LiveClient,
): readonly PropertyChange[] {
  return clientProperties().flatMap((property) => {
    const asked = desired.properties.get(property.name);
    if (asked === undefined) return [];
    const held = livePropertyOf(live, property);
    const before = settledValue(property, held ?? emptyValue(property));
    const after = settledValue(property, asked.value);
    if (held !== null && sameProperty(property, before, after)) return [];
    const target = propertyTarget(scope, property);
    if (isIgnored(rules, target)) return [];
    if (acceptsFor(rules, target).some((accept) => isAccepted(property, accept.live, before))) return [];
    return [{ action: 'property', scope, property, before, after, source: asked.source }];
  });
}

/** Whether what is accepted is the value that live has. */
function isAccepted(property: Property, accepted: Accept['live'], live: PropertyValue): boolean {
  const value = isSecret(accepted) ? undefined : propertyValueOf(property, accepted);
  return value !== undefined && sameProperty(property, value, live);
}
