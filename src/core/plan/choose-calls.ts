import type { Call } from '../model/call.ts';
import type { Change, FeatureChange, KeyChange } from '../model/change.ts';
import type { Desired, Writes } from '../model/desired.ts';
import { featureChangesOf, keyChangesOf, liveScopeOf, touchedScopes } from '../model/end-state.ts';
import type { LiveScope, LiveState } from '../model/live.ts';
import type { Scope } from '../model/scope.ts';
import type { Catalogue } from '../model/setting.ts';
import { isSecret } from '../model/value.ts';
import { canGoPerKey } from './per-key.ts';

/** A call that has no place in the order yet. */
export type UnorderedCall = Call & { readonly id: '' };

// `safest` gives up single-key calls only for this many write calls saved.
const savingThatJustifiesReplacing = 3;

type ChoiceInput = { readonly desired: Desired; readonly live: LiveState; readonly catalogue: Catalogue };

/** The calls that carry the changes out, chosen scope by scope. */
export function chooseCalls(input: ChoiceInput, changes: readonly Change[]): readonly UnorderedCall[] {
  const settings = touchedScopes(changes).flatMap((scope) => callsOfScope(input, scope, keyChangesOf(changes, scope)));
  return [...settings, ...featureChangesOf(changes).map((change) => featureCall(input, change))];
}

function callsOfScope(input: ChoiceInput, scope: Scope, changes: readonly KeyChange[]): readonly UnorderedCall[] {
  const live = liveScopeOf(input.live, scope);
  if (changes.length === 0 || live === undefined) return [];
  const single = perKeyCalls(scope, changes);
  const possible =
    input.desired.application.captureUrl !== null &&
    changes.every((change) => canGoPerKey(change, live, input.live, input.catalogue));
  const wanted = possible && (!canBeReplaced(live) || prefersPerKey(input.desired.writes, single.length));
  return wanted ? single : [{ kind: 'replace-settings', id: '', scope, changes }];
}

function perKeyCalls(scope: Scope, changes: readonly KeyChange[]): readonly UnorderedCall[] {
  const sets = changes.filter((change) => change.action !== 'remove');
  const removals = changes.filter((change) => change.action === 'remove');
  return [
    ...(sets.length === 0 ? [] : [{ kind: 'set-keys' as const, id: '' as const, scope, changes: sets }]),
    ...removals.map((change) => ({ kind: 'delete-key' as const, id: '' as const, scope, changes: [change] as const })),
  ];
}

function prefersPerKey(writes: Writes, count: number): boolean {
  switch (writes) {
    case 'safest':
      return count - 1 < savingThatJustifiesReplacing;
    case 'fewest':
      return count <= 1;
    case 'per-key':
      return true;
    case 'replace':
      return false;
  }
}

/** False when a body made from the read would not hold what the scope holds. */
function canBeReplaced(live: LiveScope): boolean {
  if (live.inexact.settings.size + live.inexact.custom.size > 0) return false;
  const values = [...live.sections.settings.values(), ...live.sections.custom.values()];
  return !values.some((value) => isSecret(value) && value.isMasked());
}

function featureCall({ desired }: ChoiceInput, change: FeatureChange): UnorderedCall {
  const single = desired.application.captureUrl !== null && desired.writes !== 'replace';
  return { kind: single ? 'set-features' : 'replace-client', id: '', scope: change.scope, changes: [change] };
}
