import { type Json, objectFrom } from '../../leaf/json.ts';
import type { Source } from '../../model/finding.ts';

/** A scalar with its JSON value (YAML 1.2 core) and the text that is in the file. */
export type LocatedScalar = {
  readonly kind: 'scalar';
  /** A number that JSON cannot hold exactly is its text here. */
  readonly json: null | boolean | number | string;
  /** Plain scalars: as written. Quoted and block scalars: their content. */
  readonly text: string;
  readonly plain: boolean;
  /** False when the text is a number that would be another one, or lose digits, as JSON. */
  readonly exact: boolean;
  readonly source: Source;
};

export type LocatedList = { readonly kind: 'list'; readonly items: readonly Located[]; readonly source: Source };

export type LocatedEntry = { readonly keySource: Source; readonly value: Located };

export type LocatedMap = {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly source: Source;
};

/** A value of a YAML file together with its place. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

const nothing: ReadonlyMap<string, LocatedEntry> = new Map();

/** The entries of a map; none when it is something else, which the check of the shape reports. */
export function entriesOf(node: Located | undefined): ReadonlyMap<string, LocatedEntry> {
  return node?.kind === 'map' ? node.entries : nothing;
}

export function itemsOf(node: Located | undefined): readonly Located[] {
  return node?.kind === 'list' ? node.items : [];
}

export function childOf(node: Located | undefined, key: string): Located | undefined {
  return entriesOf(node).get(key)?.value;
}

/** The text of a scalar that is not null. */
export function textOf(node: Located | undefined): string | undefined {
  return node?.kind === 'scalar' && node.json !== null ? node.text : undefined;
}

/** The same map with other entries. */
export function withEntries(map: LocatedMap, entries: Iterable<readonly [string, LocatedEntry]>): LocatedMap {
  return { ...map, entries: new Map(entries) };
}

/** The JSON of a tree; inexact numbers are their text. */
export function jsonOf(node: Located): Json {
  switch (node.kind) {
    case 'scalar':
      return node.json;
    case 'list':
      return node.items.map(jsonOf);
    case 'map':
      return objectFrom([...node.entries].map(([key, entry]) => [key, jsonOf(entry.value)] as const));
  }
}

/** A node and the place to point at: the key for entries of a map, the value itself in a list. */
export type PointerTarget = { readonly node: Located; readonly place: Source; readonly name: string };

/** Follows a JSON pointer, as validators give it, through a tree. */
export function followPointer(root: Located, pointer: string): PointerTarget {
  let found: PointerTarget = { node: root, place: root.source, name: '' };
  for (const part of pointer.split('/').slice(1)) {
    const next = step(found, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function step({ node, name }: PointerTarget, part: string): PointerTarget | undefined {
  if (node.kind === 'list') {
    const item = itemsOf(node)[Number(part)];
    return item === undefined ? undefined : { node: item, place: item.source, name: `${name}[${part}]` };
  }
  const entry = entriesOf(node).get(part);
  if (entry === undefined) return undefined;
  return { node: entry.value, place: entry.keySource, name: name === '' ? part : `${name}.${part}` };
}
