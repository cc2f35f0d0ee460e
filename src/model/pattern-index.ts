import { remembered } from '../leaf/remembered.ts';
import { formatTarget, type Scope, scopeOfTarget, type Target } from './address.ts';
import {
  aliasById,
  coversIn,
  coversTarget,
  hasWildcard,
  matchesTarget,
  type TargetPattern,
  targetOfPattern,
} from './target-pattern.ts';

/**
 * Entries of a list by the targets that their patterns name. Those without a wildcard are looked up; only the others have
 * to be compared with each target.
 */
export type PatternIndex<T> = {
  /** The entries that name exactly this thing, in their order. */
  matching(target: Target): readonly T[];
  /** The entries that name this thing or the scope it is in, in their order. */
  covering(target: Target): readonly T[];
  /** The same where the client of the target is known, so that patterns may name it by its id. */
  coveringIn(target: Target, scope: Scope): readonly T[];
};

/** The index of a list of patterns, made once for each list. */
export const patternIndex: (patterns: readonly TargetPattern[]) => PatternIndex<TargetPattern> = remembered(
  (patterns) => indexBy(patterns, (pattern) => pattern),
);

/** The index of a list whose entries have a target. */
export function targetIndex<T extends { readonly target: TargetPattern }>(entries: readonly T[]): PatternIndex<T> {
  // The index of a list holds the entries of that very list.
  return entryIndex(entries) as PatternIndex<T>;
}

const entryIndex = remembered((entries: readonly { readonly target: TargetPattern }[]) =>
  indexBy(entries, ({ target }) => target),
);

type Placed<T> = { readonly at: number; readonly entry: T; readonly pattern: TargetPattern };

/** The same for entries of any kind. */
export function indexBy<T>(entries: readonly T[], patternOf: (entry: T) => TargetPattern): PatternIndex<T> {
  const named = new Map<string, Placed<T>[]>();
  const wild: Placed<T>[] = [];
  for (const [at, entry] of entries.entries()) {
    const placed = { at, entry, pattern: patternOf(entry) };
    const target = literalTarget(placed.pattern);
    if (target === undefined) wild.push(placed);
    else add(named, formatTarget(target), placed);
  }
  const find = (names: readonly string[], isMeant: (pattern: TargetPattern) => boolean): readonly T[] => {
    const literal = names.flatMap((name) => named.get(name) ?? []);
    const found = [...literal, ...wild.filter(({ pattern }) => isMeant(pattern))];
    return found.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
  };
  // A shortcut: most lists are empty, and each is checked for every key.
  if (entries.length === 0) return { matching: () => [], covering: () => [], coveringIn: () => [] };
  return {
    matching: (target) => find([formatTarget(target)], (pattern) => matchesTarget(pattern, target)),
    covering: (target) => find(namesCovering(target), (pattern) => coversTarget(pattern, target)),
    coveringIn: (target, scope) => {
      const names = [...namesCovering(target), ...namesById(target, scope)];
      return find(names, (pattern) => coversIn(pattern, target, scope));
    },
  };
}

function add<T>(named: Map<string, T[]>, name: string, entry: T): void {
  const same = named.get(name);
  if (same === undefined) named.set(name, [entry]);
  else same.push(entry);
}

/** The one thing that a pattern without a wildcard names. */
export function literalTarget(pattern: TargetPattern): Target | undefined {
  return hasWildcard(pattern) ? undefined : targetOfPattern(pattern);
}

function namesCovering(target: Target): readonly string[] {
  const scope = scopeOfTarget(target);
  return scope === target ? [formatTarget(target)] : [formatTarget(target), formatTarget(scope)];
}

function namesById(target: Target, scope: Scope): readonly string[] {
  if (scope.kind === 'global' || target.kind === 'global') return [];
  return namesCovering({ ...target, alias: aliasById(scope) });
}
