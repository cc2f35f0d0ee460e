import type { Located, LocatedEntry, LocatedList, LocatedMap } from '../yaml/located.ts';

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
