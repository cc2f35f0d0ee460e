import { entriesOf } from '../kinds/property-value.ts';
import { remembered } from '../leaf/remembered.ts';
import { type Scope, type Section, scopeKey } from './address.ts';
import type { Change, KeyChange, PropertyChange } from './change.ts';

/** An index of a plan's changes by location. */
export type ChangeIndex = {
  /** The scopes that the changes touch, each once, in their order. */
  readonly scopes: readonly Scope[];
  readonly properties: readonly PropertyChange[];
  /** Those of clients, not of things of other kinds. */
  readonly ofClients: readonly PropertyChange[];
  /** The key changes of one scope, in their order. */
  keysOf(scope: Scope): readonly KeyChange[];
  /** The change of just this key of just this scope. */
  keyAt(scope: Scope, section: Section, key: string): KeyChange | undefined;
};

type OfScope = {
  readonly scope: Scope;
  readonly keys: KeyChange[];
  readonly bySection: Readonly<Record<Section, Map<string, KeyChange>>>;
};

/** The index of a list of changes, made once for each list. */
export const changeIndex: (changes: readonly Change[]) => ChangeIndex = remembered(makeIndex);

function makeIndex(changes: readonly Change[]): ChangeIndex {
  const byScope = new Map<string | null, OfScope>();
  const properties: PropertyChange[] = [];
  for (const change of changes) {
    const own = byScope.get(scopeKey(change.scope)) ?? emptyScope(change.scope);
    byScope.set(scopeKey(change.scope), own);
    if (change.action === 'property') properties.push(change);
    else addKey(own, change);
  }
  return {
    scopes: [...byScope.values()].map(({ scope }) => scope),
    properties,
    ofClients: properties.filter(({ scope }) => scope.kind === 'client'),
    keysOf: (scope) => byScope.get(scopeKey(scope))?.keys ?? [],
    keyAt: (scope, section, key) => byScope.get(scopeKey(scope))?.bySection[section].get(key),
  };
}

function emptyScope(scope: Scope): OfScope {
  return { scope, keys: [], bySection: { settings: new Map(), custom: new Map() } };
}

function addKey({ keys, bySection }: OfScope, change: KeyChange): void {
  keys.push(change);
  bySection[change.section].set(change.key, change);
}

/** The key changes of one scope. */
export function keyChangesOf(changes: readonly Change[], scope: Scope): readonly KeyChange[] {
  return changeIndex(changes).keysOf(scope);
}

/** The changes of properties, of clients and of things of other kinds. */
export function propertyChangesOf(changes: readonly Change[]): readonly PropertyChange[] {
  return changeIndex(changes).properties;
}

/** The changes of properties of clients. */
export function clientChangesOf(changes: readonly Change[]): readonly PropertyChange[] {
  return changeIndex(changes).ofClients;
}

/** A change of a property whose values are lists. */
export type ListChange = PropertyChange & { readonly before: readonly string[]; readonly after: readonly string[] };

/** The changes of one property of clients, as lists. */
function listChangesOf(changes: readonly Change[], name: string): readonly ListChange[] {
  return clientChangesOf(changes)
    .filter(({ property }) => property.name === name)
    .map((change) => ({ ...change, before: entriesOf(change.before), after: entriesOf(change.after) }));
}

/** The changes of allow lists. */
export function allowListChangesOf(changes: readonly Change[]): readonly ListChange[] {
  return listChangesOf(changes, 'ipAllowList');
}

/** The changes of features. */
export function featureChangesOf(changes: readonly Change[]): readonly ListChange[] {
  return listChangesOf(changes, 'features');
}

/** The scopes that the changes touch, each once, in their order. */
export function touchedScopes(changes: readonly Change[]): readonly Scope[] {
  return changeIndex(changes).scopes;
}
