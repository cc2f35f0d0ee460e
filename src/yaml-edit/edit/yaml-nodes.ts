import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, parseDocument } from 'yaml';
import { remembered } from '../../leaf/work.ts';
import {
  afterLine,
  entryLines,
  indented,
  lineStart,
  linesAt,
  type Splice,
  spliced,
  type YamlLines,
} from '../write/write-value.ts';

/** The maps on the way to a pair, each with the pair that holds it (null: the whole text). */
export type PathStep = { readonly map: YamlMap; readonly holder: YamlPair | null };

/** Where a path leads. */
export type LookUp =
  | { readonly kind: 'found'; readonly steps: readonly PathStep[]; readonly pair: YamlPair }
  /** The last step lacks the first key of the rest. */
  | { readonly kind: 'missing'; readonly steps: readonly PathStep[]; readonly rest: readonly string[] }
  | { readonly kind: 'blocked'; readonly reason: string };

/** Follows a path. Aliases are not followed: what is behind one is in another place. */
export function lookUp(document: YamlDocument, path: readonly string[]): LookUp {
  const steps: PathStep[] = [];
  let [node, holder]: [unknown, YamlPair | null] = [document.contents, null];
  for (const [at, key] of path.entries()) {
    if (isAlias(node)) return { kind: 'blocked', reason: 'it is behind an alias' };
    if (!isYamlMap(node)) return { kind: 'blocked', reason: 'its parent is not a map' };
    steps.push({ map: node, holder });
    const pair = pairOf(node, key);
    if (pair === undefined) return { kind: 'missing', steps, rest: path.slice(at) };
    [node, holder] = [pair.value, pair];
  }
  return holder === null ? { kind: 'blocked', reason: 'it has no name' } : { kind: 'found', steps, pair: holder };
}

/** A node of a parsed text, with its place in it. */
export type YamlNode = ParsedNode;
export type YamlDocument = Document.Parsed<ParsedNode>;
export type YamlMap = Extract<ParsedNode, { readonly items: Pair<ParsedNode, ParsedNode | null>[] }>;
export type YamlSeq = Extract<ParsedNode, { readonly items: ParsedNode[] }>;
export type YamlPair = Pair<ParsedNode, ParsedNode | null>;

// As configuration files are read: YAML 1.2 core, no merge keys.
const options = {
  version: '1.2',
  schema: 'core',
  merge: false,
  uniqueKeys: false,
  strict: true,
  keepSourceTokens: true,
} as const;

/** The one document of a text; undefined when it is none, or not sound. */
export function readDocument(text: string): YamlDocument | undefined {
  const document = parseDocument<ParsedNode>(text, options);
  const isSound = document.errors.length === 0 && document.warnings.length === 0 && 'range' in document;
  return isSound ? (document as YamlDocument) : undefined;
}

/** The text of a key; undefined for keys that are none. */
export function keyOf(pair: YamlPair): string | undefined {
  return isScalar(pair.key) ? pair.key.source : undefined;
}

/** The pair of a map with this key. */
export function pairOf(map: YamlMap, key: string): YamlPair | undefined {
  return pairsByKey(map).get(key);
}

const pairsByKey = remembered(
  // Of two with one key the first is left.
  (map: YamlMap) => new Map(map.items.toReversed().map((pair) => [keyOf(pair), pair] as const)),
);

/** The node that an alias stands for, any other node itself; undefined for an alias of nothing. */
export function followed(node: YamlNode | null, document: YamlDocument): YamlNode | null | undefined {
  return isAlias(node) ? (node.resolve(document) as YamlNode | undefined) : node;
}

export function isYamlMap(node: unknown): node is YamlMap {
  return isMap(node);
}

export function isYamlSeq(node: unknown): node is YamlSeq {
  return isSeq(node);
}

/** Where what the node says ends: without the comments and empty lines behind it. */
export function contentEnd(node: YamlNode): number {
  if (isFlow(node)) return node.range[1];
  if (isYamlMap(node)) {
    const last = node.items.at(-1);
    return last === undefined ? node.range[1] : pairEnd(last);
  }
  const last = isYamlSeq(node) ? node.items.at(-1) : undefined;
  return last === undefined ? node.range[1] : contentEnd(last);
}

function pairEnd(pair: YamlPair): number {
  return contentEnd(pair.value ?? pair.key);
}

/** Whether a map or list is in brackets. */
export function isFlow(node: YamlNode): boolean {
  return 'flow' in node && node.flow === true;
}

/** Takes an item away; undefined for the only one of a list without brackets, and for odd layouts. */
export function removeItem(text: string, list: YamlSeq, at: number): Splice | undefined {
  if (isFlow(list)) return removePart(text, listBracketsOf(list), at);
  const item = list.items[at];
  const dash = item === undefined ? undefined : dashBefore(text, item.range[0]);
  if (item === undefined || dash === undefined || list.items.length === 1) return undefined;
  return { start: lineStart(text, item.range[0]), end: afterLine(text, contentEnd(item)), by: '' };
}

/** Takes items away, in the order of their numbers; undefined for all of a list without brackets, and for odd layouts. */
export function removeItems(text: string, list: YamlSeq, numbers: readonly number[]): string | undefined {
  if (isFlow(list)) return removeParts(text, listBracketsOf(list), numbers);
  if (numbers.length === list.items.length) return undefined;
  const removals = numbers.map((at) => removeItem(text, list, at));
  const known = removals.filter((removal) => removal !== undefined);
  return known.length < removals.length ? undefined : spliced(text, known);
}

/** Puts items at the end, each of one line or several; undefined for odd layouts. */
export function appendItems(text: string, list: YamlSeq, items: readonly (readonly string[])[]): Splice | undefined {
  const last = list.items.at(-1);
  if (isFlow(list)) {
    const isOneLine = items.every((lines) => lines.length === 1);
    return isOneLine ? addPart(text, listBracketsOf(list), list.items.length - 1, items.join(', ')) : undefined;
  }
  const dash = last === undefined ? undefined : dashBefore(text, last.range[0]);
  if (last === undefined || dash === undefined) return undefined;
  const inside = ' '.repeat(dash.length);
  const lines = items.flatMap(([first = '', ...more]) => [`${dash}${first}`, ...indented(more, inside)]);
  return linesAt(text, afterLine(text, contentEnd(last)), lines);
}

function dashBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^ *- +$/u.test(before) ? before : undefined;
}

function listBracketsOf(list: YamlSeq): Bracketed {
  const parts = list.items.map((item) => [item.range[0], contentEnd(item)] as const);
  return { range: [list.range[0], list.range[1]], parts };
}

/** A new entry of a map. `step`: how far each level goes in. */
type Entry = { readonly key: string; readonly written: YamlLines; readonly step: string };

/** Puts an entry behind the one with this number (-1: before all); undefined where the layout has no room for it. */
export function addEntry(text: string, map: YamlMap, entry: Entry, after: number): Splice | undefined {
  const { key, written, step } = entry;
  if (isFlow(map)) {
    const [line = '', ...more] = entryLines(key, written, step);
    return more.length > 0 ? undefined : addPart(text, bracketsOf(map), after, line);
  }
  const indent = indentOf(text, map);
  const [before, first] = [map.items[after], map.items[0]];
  if (indent === undefined || first === undefined) return undefined;
  const lines = indented(entryLines(key, written, step), indent);
  const offset = before === undefined ? lineStart(text, first.key.range[0]) : afterLine(text, pairEnd(before));
  return linesAt(text, offset, lines);
}

/** Takes the lines of an entry away; undefined for the only one of a map without brackets, and for odd layouts. */
export function removeEntry(text: string, map: YamlMap, pair: YamlPair): Splice | undefined {
  const at = map.items.indexOf(pair);
  if (isFlow(map)) return removePart(text, bracketsOf(map), at);
  const start = lineStart(text, pair.key.range[0]);
  const isFirst = /^ *$/u.test(text.slice(start, pair.key.range[0]));
  return isFirst && map.items.length > 1 ? { start, end: afterLine(text, pairEnd(pair)), by: '' } : undefined;
}

/** How far the keys of a map without brackets are in; undefined where something else is before them. */
export function indentOf(text: string, map: YamlMap): string | undefined {
  const start = map.items[0]?.key.range[0] ?? 0;
  const before = text.slice(lineStart(text, start), start);
  return /^ *$/u.test(before) ? before : undefined;
}

function bracketsOf(map: YamlMap): Bracketed {
  const parts = map.items.map((pair) => [pair.key.range[0], pairEnd(pair)] as const);
  return { range: [map.range[0], map.range[1]], parts };
}

/** A map or list in brackets: where it stands, and where each of its parts does. */
type Bracketed = {
  readonly range: readonly [number, number];
  readonly parts: readonly (readonly [number, number])[];
};

/** Another part behind the one with this number; -1: before all. */
function addPart(text: string, { range, parts }: Bracketed, after: number, part: string): Splice {
  const [start, end] = range;
  const before = parts[after];
  if (before !== undefined) return { start: before[1], end: before[1], by: `, ${part}` };
  const first = parts[0];
  if (first !== undefined) return { start: first[0], end: first[0], by: `${part}, ` };
  const padding = text[start] === '{' ? ' ' : '';
  return { start: start + 1, end: end - 1, by: `${padding}${part}${padding}` };
}

/** Takes a part away. One that has lines of its own goes with them, and with the comment behind it. */
function removePart(text: string, { range, parts }: Bracketed, at: number): Splice | undefined {
  const part = parts[at];
  if (part === undefined) return undefined;
  if (parts.length === 1) return { start: range[0] + 1, end: range[1] - 1, by: '' };
  const [lineFrom, lineTo] = [lineStart(text, part[0]), afterLine(text, part[1])];
  const isAlone =
    /^\s*$/u.test(text.slice(lineFrom, part[0])) && /^\s*(?:,\s*)?(?:#.*)?$/su.test(text.slice(part[1], lineTo));
  if (isAlone) return { start: lineFrom, end: lineTo, by: '' };
  const [next, previous] = [parts[at + 1], parts[at - 1]];
  const gap = next === undefined ? ([previous?.[1] ?? part[0], part[0]] as const) : ([part[1], next[0]] as const);
  // What is in lines between two parts may be about the other one.
  if (text.slice(...gap).includes('\n')) {
    const comma = /^\s*,/u.exec(text.slice(part[1]))?.[0].length ?? 0;
    return { start: part[0], end: part[1] + comma, by: '' };
  }
  return next === undefined ? { start: gap[0], end: part[1], by: '' } : { start: part[0], end: next[0], by: '' };
}

/** The text without these parts, from the last to the first. */
function removeParts(text: string, { range, parts }: Bracketed, numbers: readonly number[]): string {
  const [start, end] = range;
  const kept = [...parts];
  return numbers.reduceRight((result, at) => {
    const removal = removePart(result, { range: [start, end - text.length + result.length], parts: kept }, at);
    const shorter = removal === undefined ? result : spliced(result, [removal]);
    const [, next] = kept.splice(at, 2);
    // Of those behind, only the next one is ever looked at again.
    const moved = shorter.length - result.length;
    if (next !== undefined) kept.splice(at, 0, [next[0] + moved, next[1] + moved]);
    return shorter;
  }, text);
}
