import type { Change, FeatureChange, KeyChange } from './change.ts';
import type { Scope, Section } from './scope.ts';

/** The changes of a plan by where they are made, so that nobody has to look through all of them for one. */
export type ChangeIndex = {
  /** The scopes that the changes touch, each once, in their order. */
  readonly scopes: readonly Scope[];
  readonly features: readonly FeatureChange[];
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

// A list of changes never changes itself, so that one index for each serves all guards.
const indexes = new WeakMap<readonly Change[], ChangeIndex>();

/** The index of a list of changes, made when it is first asked for. */
export function changeIndex(changes: readonly Change[]): ChangeIndex {
  const known = indexes.get(changes);
  if (known !== undefined) return known;
  const made = makeIndex(changes);
  indexes.set(changes, made);
  return made;
}

function makeIndex(changes: readonly Change[]): ChangeIndex {
  const byScope = new Map<string | null, OfScope>();
  const features: FeatureChange[] = [];
  for (const change of changes) {
    const own = byScope.get(idOf(change.scope)) ?? emptyScope(change.scope);
    byScope.set(idOf(change.scope), own);
    if (change.action === 'features') features.push(change);
    else addKey(own, change);
  }
  return {
    scopes: [...byScope.values()].map(({ scope }) => scope),
    features,
    keysOf: (scope) => byScope.get(idOf(scope))?.keys ?? [],
    keyAt: (scope, section, key) => byScope.get(idOf(scope))?.bySection[section].get(key),
  };
}

/** A client is the same whatever its alias. */
function idOf(scope: Scope): string | null {
  return scope.kind === 'client' ? scope.clientId : null;
}

function emptyScope(scope: Scope): OfScope {
  return { scope, keys: [], bySection: { settings: new Map(), custom: new Map() } };
}

function addKey({ keys, bySection }: OfScope, change: KeyChange): void {
  keys.push(change);
  const { section, key } = change;
  if (!bySection[section].has(key)) bySection[section].set(key, change);
}
