import type { Source } from '../core/model/source.ts';

/** A scalar with its JSON value (YAML 1.2 core) and the text that stands in the file. */
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
