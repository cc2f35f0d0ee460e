import type { Section } from '../core/model/scope.ts';
import { formatTarget, type Target } from '../core/model/target.ts';
import { coversTarget } from '../core/model/target-pattern.ts';
import { childOf, itemsOf, type Located, type LocatedEntry, type LocatedMap, withEntries } from './located.ts';
import { ProblemList } from './problem-list.ts';
import { declarationsOf, filterKeys, mapScopes, scopesOf, withEntry } from './scopes.ts';
import { showName } from './show-name.ts';
import { readTargets, type TargetEntry } from './targets.ts';

/** Lays files over each other: the later one wins. What has done its work (`extends`, `drop`) is not in the result. */
export function mergeFiles(roots: readonly LocatedMap[], notes: ProblemList): LocatedMap | undefined {
  const [first, ...rest] = roots;
  if (first === undefined) return undefined;
  const dropped: Dropped = new Map();
  const merged = rest.reduce((earlier, later) => overlay(earlier, later, dropped), first);
  return dropIgnored(ignoreDropped(without(merged, ['extends', 'drop']), dropped), notes);
}

/** What was taken out by `drop`, by name, with the entry that did it. */
type Dropped = Map<string, { readonly target: Target; readonly by: Located }>;

function overlay(earlier: LocatedMap, later: LocatedMap, dropped: Dropped): LocatedMap {
  const left = applyDrops(earlier, later, dropped);
  const tombstoned = keysOf(later, 'tombstone');
  const valued = keysOf(later, 'value');
  const kept = mapScopes(left, (scope, alias) => {
    return filterKeys(scope, (section, key, how) => {
      const replacedBy = how === 'value' ? tombstoned : valued;
      return (
        !replacedBy.has(keyName(alias, section, key)) &&
        !(how === 'tombstone' && tombstoned.has(keyName(alias, section, key)))
      );
    });
  });
  return mergeMaps(kept, later, rootRules);
}

function keyName(alias: string | null, section: Section, key: string): string {
  return formatTarget({ kind: 'key', alias, section, key });
}

function keysOf(root: LocatedMap, how: 'value' | 'tombstone'): ReadonlySet<string> {
  return new Set(
    declarationsOf(root)
      .filter((one) => one.how === how)
      .map(({ target }) => formatTarget(target)),
  );
}

function applyDrops(earlier: LocatedMap, later: LocatedMap, dropped: Dropped): LocatedMap {
  const drops = readTargets(childOf(later, 'drop'), new ProblemList());
  if (drops.length === 0) return earlier;
  // Key by key, also where a whole scope goes: a later file may declare the scope anew.
  for (const { target } of declarationsOf(earlier)) {
    const found = drops.find(({ pattern }) => coversTarget(pattern, target));
    if (found !== undefined) dropped.set(formatTarget(target), { target, by: found.node });
  }
  return removeTargets(earlier, drops, () => undefined);
}

type OnRemoved = (name: string) => void;

function removeTargets(root: LocatedMap, patterns: readonly TargetEntry[], onRemoved: OnRemoved): LocatedMap {
  const goes = (target: Target): boolean => {
    const found = patterns.find(({ pattern }) => coversTarget(pattern, target));
    if (found !== undefined) onRemoved(formatTarget(target));
    return found !== undefined;
  };
  return mapScopes(root, (scope, alias) => {
    if (alias !== null && goes({ kind: 'client', alias })) return undefined;
    // An empty section would still be managed, and `unmentioned: remove` would empty it.
    if (alias === null && goes({ kind: 'global' })) return without(scope, ['settings', 'custom', 'absent']);
    const rest = filterKeys(scope, (section, key) => !goes({ kind: 'key', alias, section, key }));
    const losesFeatures = alias !== null && rest.entries.has('features') && goes({ kind: 'features', alias });
    return losesFeatures ? without(rest, ['features']) : rest;
  });
}

// "Not managed here" must hold for `unmentioned: remove` too, which would else take a dropped key for an unmentioned one.
function ignoreDropped(root: LocatedMap, dropped: Dropped): LocatedMap {
  const declared = new Set(declarationsOf(root).map(({ target }) => formatTarget(target)));
  const aliases = new Set(scopesOf(root).map(({ alias }) => alias));
  const items = [...dropped].flatMap(([text, { target, by }]): readonly Located[] => {
    if (target.kind !== 'key' || declared.has(text) || !aliases.has(target.alias)) return [];
    return [{ kind: 'scalar', json: text, text, plain: false, exact: true, source: by.source }];
  });
  if (items.length === 0) return root;
  const ignore = root.entries.get('ignore');
  const source = items[0]?.source ?? root.source;
  const list: Located = { kind: 'list', items: [...itemsOf(ignore?.value), ...items], source };
  return withEntry(root, 'ignore', { keySource: ignore?.keySource ?? source, value: list });
}

function dropIgnored(root: LocatedMap, notes: ProblemList): LocatedMap {
  const ignored = readTargets(childOf(root, 'ignore'), new ProblemList());
  if (ignored.length === 0) return root;
  const places = new Map(declarationsOf(root).map(({ target, source }) => [formatTarget(target), source]));
  return removeTargets(root, ignored, (name) => {
    notes.add(
      'ignored',
      places.get(name) ?? null,
      `${showName(name)} is declared, but another file ignores it`,
      'Remove the declaration or the ignore.',
    );
  });
}

function without(map: LocatedMap, keys: readonly string[]): LocatedMap {
  return withEntries(
    map,
    [...map.entries].filter(([key]) => !keys.includes(key)),
  );
}

/** How the entries of a map are laid over each other; `each` for those that are not named. */
type Rules = {
  readonly named: ReadonlyMap<string, Rules | 'append'>;
  readonly each: Rules | 'deep';
  readonly either: readonly string[];
  /** Members that belong to another one: a later file that names that other one anew does not inherit them. */
  readonly belongs?: { readonly members: readonly string[]; readonly to: string };
};

const deep: Rules = { named: new Map(), each: 'deep', either: [] };
const absentRules: Rules = {
  named: new Map([
    ['settings', 'append'],
    ['custom', 'append'],
  ] as const),
  each: 'deep',
  either: [],
};
const clientRules: Rules = { named: new Map([['absent', absentRules]]), each: 'deep', either: ['id', 'find'] };
const clientsRules: Rules = { named: new Map(), each: clientRules, either: [] };
const rootRules: Rules = {
  named: new Map<string, Rules | 'append'>([
    ...['ignore', 'sensitive', 'expected', 'accept', 'allow', 'drop'].map((key) => [key, 'append'] as const),
    ['absent', absentRules],
    ['clients', clientsRules],
    // The registration domain is that of one application: writing to an inherited one would write to another's.
    ['application', { ...deep, either: ['region', 'configUrl'], belongs: { members: ['captureUrl'], to: 'id' } }],
  ]),
  each: 'deep',
  either: [],
};

function disowned(later: LocatedMap, { belongs }: Rules): readonly string[] {
  return belongs !== undefined && later.entries.has(belongs.to) ? belongs.members : [];
}

function mergeMaps(earlier: LocatedMap, later: LocatedMap, rules: Rules): LocatedMap {
  // A later `configUrl` takes the place of an earlier `region`, and so on: the two exclude each other.
  const replaced = rules.either.filter(() => rules.either.some((key) => later.entries.has(key)));
  const result = new Map(
    without(
      earlier,
      [...replaced, ...disowned(later, rules)].filter((key) => !later.entries.has(key)),
    ).entries,
  );
  for (const [key, entry] of later.entries) {
    const before = result.get(key);
    result.set(key, before === undefined ? entry : mergeEntries(before, entry, ruleFor(rules, key)));
  }
  return withEntries(later, result);
}

function ruleFor(rules: Rules, key: string): Rules | 'append' {
  const rule = rules.named.get(key) ?? rules.each;
  return rule === 'deep' ? deep : rule;
}

function mergeEntries(earlier: LocatedEntry, later: LocatedEntry, rule: Rules | 'append'): LocatedEntry {
  const [a, b] = [earlier.value, later.value];
  if (rule === 'append') {
    return a.kind === 'list' && b.kind === 'list'
      ? { ...later, value: { ...b, items: [...a.items, ...b.items] } }
      : later;
  }
  return a.kind === 'map' && b.kind === 'map' ? { ...later, value: mergeMaps(a, b, rule) } : later;
}
