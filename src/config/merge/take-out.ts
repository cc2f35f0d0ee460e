import { thingsKind } from '../../kinds/index.ts';
import { thingKinds } from '../../kinds/table.ts';
import { formatTarget, type Section, scopeOfTarget, type Target, type ThingTarget } from '../../model/address.ts';
import { indexBy } from '../../model/target-pattern.ts';
import { ProblemList, showName } from '../check/problems-and-limits.ts';
import { readTargets, type TargetEntry } from '../decode/targets.ts';
import {
  childOf,
  itemsOf,
  type Located,
  type LocatedEntry,
  type LocatedList,
  type LocatedMap,
} from '../yaml/located.ts';
import { type Declaration, declarationsOf, scopesOf, tombstoneKey, withEntry } from './scopes.ts';

/** Something that `drop` takes out, with the entry that does it. */
type Drop = { readonly target: Target; readonly by: Located };

/** The files without what a later one takes out or declares in another way, and what `drop` took out. */
export function withoutOvertaken(
  roots: readonly LocatedMap[],
  own: OwnCopies,
): { readonly roots: readonly LocatedMap[]; readonly dropped: readonly Drop[] } {
  // Only a later file takes something out.
  if (roots.length < 2) return { roots, dropped: [] };
  const declared = roots.map(declarationsOf);
  const dropOf = dropFinder(roots);
  const isOvertaken = overtaking(declared);
  const dropped: Drop[] = [];
  const left = roots.map((root, file) => {
    const gone = (declared[file] ?? []).filter((one) => {
      const drop = dropOf(one.target, file);
      if (drop !== undefined) dropped.push({ target: one.target, by: drop.node });
      return drop !== undefined || isOvertaken(one, file);
    });
    return takeOut(root, gone, own);
  });
  return { roots: left, dropped };
}

type DropEntry = TargetEntry & { readonly file: number };

/**
 * Returns the first entry of a later file that drops what a file declares: key by key, since a later one may declare it
 * again.
 */
function dropFinder(roots: readonly LocatedMap[]): (target: Target, declaredIn: number) => DropEntry | undefined {
  const entries = roots.flatMap((root, file) =>
    readTargets(childOf(root, 'drop'), new ProblemList()).map((entry): DropEntry => ({ ...entry, file })),
  );
  const index = indexBy(entries, ({ pattern }) => pattern);
  return (target, declaredIn) => index.covering(target).find(({ file }) => file > declaredIn);
}

/** Whether a later file overrides a key: a tombstone beats a value, and everything beats a tombstone. */
function overtaking(declared: readonly (readonly Declaration[])[]): (one: Declaration, file: number) => boolean {
  const last = { value: new Map<string, number>(), tombstone: new Map<string, number>() };
  for (const [file, declarations] of declared.entries()) {
    for (const { target, how } of declarations) {
      if (how === 'value' || how === 'tombstone') last[how].set(formatTarget(target), file);
    }
  }
  return ({ target, how }, file) => {
    if (target.kind !== 'key') return false;
    const name = formatTarget(target);
    const isBuried = (last.tombstone.get(name) ?? -1) > file;
    return isBuried || (how === 'tombstone' && (last.value.get(name) ?? -1) > file);
  };
}

/** Takes declared things out of a file. An empty section stays written, but not where the whole scope goes. */
function takeOut(root: LocatedMap, gone: readonly Declaration[], own: OwnCopies): LocatedMap {
  if (gone.length === 0) return root;
  const isGlobal = gone.some(({ target }) => target.kind === 'global');
  const whole = own.withoutKeys(root, isGlobal ? ['settings', 'custom', 'absent'] : []);
  const others = thingKinds.reduce((rest, { name, place }) => {
    const aliases = gone.flatMap(({ target }) => (isThing(target) && target.kind === name ? [target.alias] : []));
    return changedMap(rest, [place.member], (things) => own.withoutKeys(things, aliases), own);
  }, whole);
  const withoutProperties = gone.reduce(
    (rest, { target }) =>
      target.kind === 'property'
        ? changedMap(
            rest,
            [thingsKind(target.of).place.member, target.alias],
            (thing) => own.withoutKeys(thing, [target.property]),
            own,
          )
        : rest,
    others,
  );
  return [...keysByPlace(gone).values()].reduce((rest, place) => withoutKeysAt(rest, place, own), withoutProperties);
}

/** Keys of one section of one scope, whose values or tombstones go. */
type OutPlace = {
  readonly alias: string | null;
  readonly section: Section;
  readonly value: Set<string>;
  readonly tombstone: Set<string>;
};

function keysByPlace(gone: readonly Declaration[]): ReadonlyMap<string, OutPlace> {
  const places = new Map<string, OutPlace>();
  for (const { target, how } of gone) {
    if (target.kind !== 'key') continue;
    const { alias, section, key } = target;
    const name = `${alias ?? ''}.${section}`;
    const place = places.get(name) ?? { alias, section, value: new Set(), tombstone: new Set() };
    places.set(name, place);
    place[how === 'tombstone' ? 'tombstone' : 'value'].add(key);
  }
  return places;
}

function withoutKeysAt(root: LocatedMap, { alias, section, value, tombstone }: OutPlace, own: OwnCopies): LocatedMap {
  const scope = alias === null ? [] : ['clients', alias];
  const kept = changedMap(root, [...scope, section], (map) => own.withoutKeys(map, value), own);
  return own.changedAt(kept, [...scope, 'absent', section], (list) =>
    list.kind === 'list' && tombstone.size > 0 ? withoutItems(list, tombstone) : list,
  );
}

function withoutItems(list: LocatedList, keys: ReadonlySet<string>): LocatedList {
  return { ...list, items: list.items.filter((item) => !keys.has(tombstoneKey(item) ?? '')) };
}

function changedMap(
  root: LocatedMap,
  path: readonly string[],
  change: (map: LocatedMap) => LocatedMap,
  own: OwnCopies,
): LocatedMap {
  return own.changedAt(root, path, (value) => (value.kind === 'map' ? change(value) : value));
}

/** Lists dropped keys under `ignore`: "not managed here" must hold for `unmentioned: remove` as well. */
export function ignoreDropped(root: LocatedMap, dropped: readonly Drop[]): LocatedMap {
  if (dropped.length === 0) return root;
  const declared = new Set(declarationsOf(root).map(({ target }) => formatTarget(target)));
  const aliases = new Set(scopesOf(root).map(({ alias }) => alias));
  const byName = new Map(dropped.map((drop) => [formatTarget(drop.target), drop]));
  const items = [...byName].flatMap(([text, { target, by }]): readonly Located[] => {
    if (target.kind !== 'key' || declared.has(text) || !aliases.has(target.alias)) return [];
    return [{ kind: 'scalar', json: text, text, plain: false, exact: true, source: by.source }];
  });
  if (items.length === 0) return root;
  const ignore = root.entries.get('ignore');
  const source = items[0]?.source ?? root.source;
  const list: Located = { kind: 'list', items: [...itemsOf(ignore?.value), ...items], source };
  return withEntry(root, 'ignore', { keySource: ignore?.keySource ?? source, value: list });
}

/** Takes out what the merged file both declares and ignores, with a note on each. */
export function dropIgnored(root: LocatedMap, own: OwnCopies, notes: ProblemList): LocatedMap {
  const ignored = readTargets(childOf(root, 'ignore'), new ProblemList());
  if (ignored.length === 0) return root;
  const index = indexBy(ignored, ({ pattern }) => pattern);
  const found = declarationsOf(root).filter(({ target }) => index.covering(target).length > 0);
  const scopes = new Set(found.flatMap(({ target }) => (isScope(target) ? [formatTarget(target)] : [])));
  // Of a scope that goes as a whole, its parts are not named again.
  const named = found.filter(({ target }) => isScope(target) || !scopes.has(scopeNameOf(target)));
  for (const [name, source] of new Map(named.map((one) => [formatTarget(one.target), one.source]))) {
    notes.add(
      'ignored',
      source,
      `${showName(name)} is declared, but another file ignores it`,
      'Remove the declaration or the ignore.',
    );
  }
  return takeOut(root, named, own);
}

function isScope({ kind }: Target): boolean {
  return kind !== 'key' && kind !== 'property';
}

function isThing(target: Target): target is ThingTarget {
  return isScope(target) && target.kind !== 'global';
}

function scopeNameOf(target: Target): string {
  return formatTarget(scopeOfTarget(target));
}

/**
 * Copy-on-write maps and lists for merging files. A map of a file is copied at its first change, and not again: merging
 * a hundred files costs time in proportion to their content.
 */
export class OwnCopies {
  readonly #maps = new WeakMap<object, Map<string, LocatedEntry>>();
  readonly #lists = new WeakMap<object, Located[]>();

  /** The entries of a map, to be changed. */
  entriesOf({ entries }: LocatedMap): Map<string, LocatedEntry> {
    const own = this.#maps.get(entries) ?? new Map(entries);
    this.#maps.set(own, own);
    return own;
  }

  /** The map without some of its keys; the same one when it has none of them. */
  withoutKeys(map: LocatedMap, keys: Iterable<string>): LocatedMap {
    const there = [...keys].filter((key) => map.entries.has(key));
    if (there.length === 0) return map;
    const entries = this.entriesOf(map);
    for (const key of there) entries.delete(key);
    return { ...map, entries };
  }

  /** The map with another value at the end of a path of keys; the same one when nothing is there, or nothing changes. */
  changedAt(map: LocatedMap, [key = '', ...rest]: readonly string[], change: (value: Located) => Located): LocatedMap {
    const entry = map.entries.get(key);
    if (entry === undefined) return map;
    const { value } = entry;
    const inner = value.kind === 'map' ? this.changedAt(value, rest, change) : value;
    const changed = rest.length === 0 ? change(value) : inner;
    if (changed === value) return map;
    const entries = this.entriesOf(map);
    entries.set(key, { ...entry, value: changed });
    return { ...map, entries };
  }

  /** The first list with the items of the second behind its own. */
  joined(first: LocatedList, second: LocatedList): LocatedList {
    const own = this.#lists.get(first.items) ?? [...first.items];
    this.#lists.set(own, own);
    for (const item of second.items) own.push(item);
    return { ...second, items: own };
  }
}
