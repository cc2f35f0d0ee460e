import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { Source } from '../../model/finding.ts';
import { maxDepth, maxExpandedCharacters, maxNodes, type ProblemList, showName } from '../check/problems-and-limits.ts';
import type { Located, LocatedEntry, LocatedScalar } from './located.ts';
import { isExactNumber } from './located.ts';

/** What a subtree amounts to once its aliases are followed. Aliases share their subtree, so it is counted, not copied. */
type Size = { readonly nodes: number; readonly characters: number; readonly depth: number };
type Sized = { readonly node: Located; readonly size: Size };

type Walk = {
  readonly at: LineIndex;
  readonly problems: ProblemList;
  /** By name: the latest subtree with that anchor; 'open' while it is still being read. */
  readonly anchors: Map<string, Sized | 'open'>;
  /** Places of which nothing is known: a tree without them would look as if something were missing. */
  readonly lost: Source[];
};

type YamlNode = ParsedNode | null;

/** Turns a parsed document into a tree with places, aliases followed; undefined, with problems, when it is empty or unsound. */
export function locate(
  document: Document.Parsed<ParsedNode>,
  at: LineIndex,
  problems: ProblemList,
): Located | undefined {
  const walk: Walk = { at, problems, anchors: new Map(), lost: [] };
  const found = locateNode(walk, document.contents, 0);
  if (found === undefined || walk.lost.length > 0) return undefined;
  const before = problems.size;
  const { nodes, characters, depth } = found.size;
  if (nodes > maxNodes || characters > maxExpandedCharacters) {
    problems.add(
      'too-many-values',
      at(0),
      'the file is too large once its aliases are expanded',
      'Use fewer aliases, or split the file with "extends".',
    );
  }
  if (depth > maxDepth) {
    problems.add(
      'too-deep',
      at(0),
      `the file nests deeper than ${maxDepth} levels once its aliases are expanded`,
      'Use fewer levels.',
    );
  }
  return problems.size > before ? undefined : found.node;
}

function locateNode(walk: Walk, node: YamlNode, fallback: number): Sized | undefined {
  if (node === null) return emptyScalar(walk, fallback);
  const offset = node.range[0];
  if (isAlias(node)) return followAlias(walk, node.source, offset);
  if (node.tag !== undefined) {
    walk.problems.add(
      'yaml-tag',
      walk.at(offset),
      'tags such as !!binary or !name are not supported',
      'Remove the tag; put text in quotes.',
    );
  }
  const anchor = node.anchor;
  if (anchor !== undefined) walk.anchors.set(anchor, 'open');
  const found = locateContent(walk, node);
  if (anchor !== undefined && found !== undefined) walk.anchors.set(anchor, found);
  return found;
}

function locateContent(walk: Walk, node: ParsedNode): Sized | undefined {
  if (isScalar(node)) return locateScalar(walk, node);
  if (isMap(node)) return locateMap(walk, node);
  return isSeq(node) ? locateList(walk, node) : undefined;
}

function emptyScalar(walk: Walk, offset: number): Sized {
  const node: LocatedScalar = {
    kind: 'scalar',
    json: null,
    text: '',
    plain: true,
    exact: true,
    source: walk.at(offset),
  };
  return { node, size: leafSize(0) };
}

function leafSize(characters: number): Size {
  return { nodes: 1, characters, depth: 1 };
}

function followAlias(walk: Walk, name: string, offset: number): Sized | undefined {
  const anchored = walk.anchors.get(name);
  if (anchored === 'open') {
    walk.problems.add(
      'circular-alias',
      walk.at(offset),
      `the alias ${showName(name)} stands inside its own anchor`,
      'Write the value out.',
    );
    walk.lost.push(walk.at(offset));
    return undefined;
  }
  if (anchored === undefined) {
    walk.lost.push(walk.at(offset));
    walk.problems.add(
      'unknown-alias',
      walk.at(offset),
      'no anchor of this name stands before this alias',
      'Write the value itself, or put text that begins with * in quotes.',
    );
  }
  return anchored;
}

type ScalarNode = Extract<ParsedNode, { readonly range: unknown; value: unknown }>;

function locateScalar(walk: Walk, node: ScalarNode): Sized {
  const { value } = node;
  const text = node.source;
  const plain = node.type === 'PLAIN' || node.type === undefined;
  const exact = typeof value !== 'number' || isExactNumber(text, value);
  const keepsType = value === null || typeof value === 'boolean' || (typeof value === 'number' && exact);
  const located: LocatedScalar = {
    kind: 'scalar',
    json: keepsType ? value : text,
    text,
    plain,
    exact,
    source: walk.at(node.range[0]),
  };
  return { node: located, size: leafSize(text.length) };
}

type SeqNode = Extract<ParsedNode, { items: unknown; range: unknown }>;

function locateList(walk: Walk, node: SeqNode): Sized {
  const offset = node.range[0];
  const parts: Sized[] = [];
  for (const item of node.items) {
    const part = locateNode(walk, item as YamlNode, offset);
    if (part !== undefined) parts.push(part);
  }
  const list: Located = { kind: 'list', items: parts.map((part) => part.node), source: walk.at(offset) };
  return { node: list, size: sizeOf(parts, 0) };
}

function locateMap(walk: Walk, node: SeqNode): Sized {
  const offset = node.range[0];
  const entries = new Map<string, LocatedEntry>();
  const parts: Sized[] = [];
  let keyCharacters = 0;
  for (const pair of node.items) {
    const { key, value } = pair as { readonly key: YamlNode; readonly value: YamlNode };
    const name = locateKey(walk, key, offset);
    const part = locateNode(walk, value, key?.range[1] ?? offset);
    if (name === undefined || part === undefined) continue;
    const { keySource } = name;
    const earlier = entries.get(name.key);
    if (earlier !== undefined) {
      duplicateKey(walk, name, earlier);
      continue;
    }
    entries.set(name.key, { keySource, value: part.node });
    parts.push(part);
    keyCharacters += name.key.length;
  }
  return { node: { kind: 'map', entries, source: walk.at(offset) }, size: sizeOf(parts, keyCharacters) };
}

type Name = LocatedEntry['keySource'] extends infer S ? { readonly key: string; readonly keySource: S } : never;

function duplicateKey(walk: Walk, { key, keySource }: Name, earlier: LocatedEntry): void {
  const { line, column } = earlier.keySource;
  walk.problems.add(
    'duplicate-key',
    keySource,
    `the key ${showName(key)} is written twice, first at ${line}:${column}`,
    'Remove one of the two.',
  );
}

function locateKey(walk: Walk, key: YamlNode, fallback: number): Name | undefined {
  const found = key === null || isAlias(key) ? undefined : locateNode(walk, key, fallback)?.node;
  const keySource = found?.source ?? walk.at(key?.range[0] ?? fallback);
  if (found?.kind !== 'scalar' || typeof found.json !== 'string' || !found.exact) {
    walk.problems.add('key-not-text', keySource, 'this key is not text', 'Put the key in quotes.');
    walk.lost.push(keySource);
    return undefined;
  }
  if (found.text === '<<' && found.plain) {
    walk.problems.add(
      'merge-key',
      keySource,
      'merge keys (<<) are not supported',
      'Use "extends", or write the entries themselves; a value with an anchor (&name) can be repeated with *name.',
    );
    walk.lost.push(keySource);
    return undefined;
  }
  return { key: found.text, keySource };
}

function sizeOf(parts: readonly Sized[], own: number): Size {
  let nodes = 1;
  let characters = own;
  let depth = 0;
  for (const { size } of parts) {
    nodes += size.nodes;
    characters += size.characters;
    depth = Math.max(depth, size.depth);
  }
  return { nodes, characters, depth: depth + 1 };
}
/** Turns offsets in a text into places, for one file. */
export type LineIndex = (offset: number) => Source;

/** Reads the text once; each place then costs a binary search. */
export function indexLines(file: string, text: string): LineIndex {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    const bounded = Math.max(0, Math.min(offset, text.length));
    const line = lastAtOrBefore(starts, bounded);
    return { file, line: line + 1, column: bounded - (starts[line] ?? 0) + 1 };
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
