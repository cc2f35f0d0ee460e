import { entriesOf } from '../kinds/property-value.ts';
import { type Scope, type Section, scopeId } from './address.ts';
import type { Change, KeyChange, PropertyChange } from './change.ts';
import { changeIndex } from './change-index.ts';
import type { LiveScope, LiveState } from './live.ts';
import type { Value } from './value.ts';

export type SectionValues = Readonly<Record<Section, ReadonlyMap<string, Value>>>;

/** What a section holds once the changes are made. Nulls count as absent and are left out. */
function sectionAfter(
  live: ReadonlyMap<string, Value>,
  section: Section,
  changes: readonly KeyChange[],
): ReadonlyMap<string, Value> {
  const values = new Map([...live].filter(([, value]) => value !== null));
  for (const change of changes) {
    if (change.section !== section) continue;
    if (change.action === 'remove') values.delete(change.key);
    else values.set(change.key, change.after);
  }
  return values;
}

/** What a scope holds once the changes are made: the read, and the changes, less the removals. */
export function scopeAfter(live: Pick<LiveScope, 'sections'>, changes: readonly KeyChange[]): SectionValues {
  return {
    settings: sectionAfter(live.sections.settings, 'settings', changes),
    custom: sectionAfter(live.sections.custom, 'custom', changes),
  };
}

export function sameScope(a: Scope, b: Scope): boolean {
  return scopeId(a) === scopeId(b);
}

/** The key changes of one scope. */
export function keyChangesOf(changes: readonly Change[], scope: Scope): readonly KeyChange[] {
  return changeIndex(changes).keysOf(scope);
}

/** The changes of properties of clients. */
export function propertyChangesOf(changes: readonly Change[]): readonly PropertyChange[] {
  return changeIndex(changes).properties;
}

/** A change of a property whose values are lists. */
export type ListChange = PropertyChange & { readonly before: readonly string[]; readonly after: readonly string[] };

/** The changes of one property of clients, as lists. */
function listChangesOf(changes: readonly Change[], name: string): readonly ListChange[] {
  return propertyChangesOf(changes)
    .filter(({ property }) => property.name === name)
    .map((change) => ({ ...change, before: entriesOf(change.before), after: entriesOf(change.after) }));
}

/** The changes of what clients may do. */
export function featureChangesOf(changes: readonly Change[]): readonly ListChange[] {
  return listChangesOf(changes, 'features');
}

export function liveScopeOf(live: LiveState, scope: Scope): LiveScope | undefined {
  return scope.kind === 'global' ? (live.global ?? undefined) : live.scopes.get(scope.clientId);
}

/** The scopes that the changes touch, each once, in their order. */
export function touchedScopes(changes: readonly Change[]): readonly Scope[] {
  return changeIndex(changes).scopes;
}
