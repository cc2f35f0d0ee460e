import { type ClientScope, globalScope, type Target } from '../../model/address.ts';
import type { Change, FeatureChange } from '../../model/change.ts';
import type { Desired, DesiredClient } from '../../model/desired.ts';
import { featureSet, sameFeatures } from '../../model/feature.ts';
import type { Finding } from '../../model/finding.ts';
import type { LiveClient, LiveState, ResolvedClient } from '../../model/live.ts';
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
  const features = diffFeatures(rules, scope, desired, liveClient);
  const unmanaged = desired.features === null ? [...keys.unmanaged, `clients.${scope.alias}.features`] : keys.unmanaged;
  return { ...keys, unmanaged, changes: features === undefined ? keys.changes : [...keys.changes, features] };
}

/** The new feature list that a client needs; undefined when it has that power already, or the list is not managed. */
export function diffFeatures(
  rules: Untouched,
  scope: ClientScope,
  desired: DesiredClient,
  live: LiveClient,
): FeatureChange | undefined {
  if (desired.features === null) return undefined;
  const target: Target = { kind: 'features', alias: scope.alias };
  const before = featureSet(live.features ?? []);
  const after = featureSet(desired.features.names);
  if (live.features !== null && sameFeatures(before, after)) return undefined;
  if (isIgnored(rules, target) || acceptsFor(rules, target).some((accept) => isList(accept.live, before)))
    return undefined;
  return { action: 'features', scope, before, after, source: desired.features.source };
}

function isList(value: unknown, names: readonly string[]): boolean {
  return (
    !isSecret(value) &&
    Array.isArray(value) &&
    sameFeatures(
      value.filter((name) => typeof name === 'string'),
      names,
    )
  );
}
