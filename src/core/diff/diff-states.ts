import type { Change } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import type { LiveState } from '../model/live.ts';
import type { ResolvedClient } from '../model/resolved-clients.ts';
import { globalScope } from '../model/scope.ts';
import { diffFeatures } from './diff-features.ts';
import { type DiffRules, diffScope, type ScopeDiff } from './diff-scope.ts';

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
