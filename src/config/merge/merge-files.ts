import type { ProblemList } from '../check/problems-and-limits.ts';
import type { LocatedEntry, LocatedMap } from '../yaml/located.ts';
import { dropIgnored, ignoreDropped, OwnCopies, withoutOvertaken } from './take-out.ts';

/** Lays files over each other: the later one wins. What has done its work (`extends`, `drop`) is not in the result. */
export function mergeFiles(files: readonly LocatedMap[], notes: ProblemList): LocatedMap | undefined {
  const own = new OwnCopies();
  const { roots, dropped } = withoutOvertaken(files, own);
  const [first, ...rest] = roots;
  if (first === undefined) return undefined;
  const merged = rest.reduce((earlier, later) => mergeMaps(earlier, later, rootRules, own), first);
  return dropIgnored(ignoreDropped(own.withoutKeys(merged, ['extends', 'drop']), dropped), own, notes);
}

/** How the entries of a map are laid over each other; `each` for those that are not named. */
type Rules = {
  readonly named: ReadonlyMap<string, Rules | 'append'>;
  readonly each: Rules | 'deep';
  readonly either: readonly string[];
  /** Members that belong to another one: a later file that names that other one again does not inherit them. */
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
    ...['ignore', 'sensitive', 'public', 'expected', 'accept', 'allow', 'drop'].map((key) => [key, 'append'] as const),
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

function mergeMaps(earlier: LocatedMap, later: LocatedMap, rules: Rules, own: OwnCopies): LocatedMap {
  // A later `configUrl` takes the place of an earlier `region`, and so on: the two exclude each other.
  const replaced = rules.either.filter(() => rules.either.some((key) => later.entries.has(key)));
  const gone = [...replaced, ...disowned(later, rules)].filter((key) => !later.entries.has(key));
  const entries = own.entriesOf(own.withoutKeys(earlier, gone));
  for (const [key, entry] of later.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? entry : mergeEntries(before, entry, ruleFor(rules, key), own));
  }
  return { ...later, entries };
}

function ruleFor(rules: Rules, key: string): Rules | 'append' {
  const rule = rules.named.get(key) ?? rules.each;
  return rule === 'deep' ? deep : rule;
}

function mergeEntries(
  earlier: LocatedEntry,
  later: LocatedEntry,
  rule: Rules | 'append',
  own: OwnCopies,
): LocatedEntry {
  const [a, b] = [earlier.value, later.value];
  if (rule === 'append') {
    return a.kind === 'list' && b.kind === 'list' ? { ...later, value: own.joined(a, b) } : later;
  }
  return a.kind === 'map' && b.kind === 'map' ? { ...later, value: mergeMaps(a, b, rule, own) } : later;
}
