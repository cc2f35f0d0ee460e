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

const decimal = /^[-+]?(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/u;

/** Whether a number that YAML reads from this text is, printed as JSON, the same number with all that was written. */
export function isExactNumber(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (/^0[xo]/u.test(text)) return Number.isSafeInteger(value);
  const written = significant(text);
  return written !== undefined && written === significant(String(value));
}

/** Whether the text is how JSON would write that number, so that nothing is lost when only the number is kept. */
export function isPlainlyWritten(text: string, value: number): boolean {
  return isExactNumber(text, value) && JSON.stringify(value) === text;
}

// Digits without the zeros at both ends, and the place of the point: equal for equal numbers.
function significant(text: string): string | undefined {
  const match = decimal.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const kept = trimZeros(digits);
  if (kept === '') return '0';
  const scale = Number(exponent) - fraction.length + (digits.length - kept.length);
  return `${text.startsWith('-') ? '-' : ''}${kept}e${scale}`;
}

// A loop, since /0+$/ takes quadratic time on long runs of zeros inside a number.
function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
