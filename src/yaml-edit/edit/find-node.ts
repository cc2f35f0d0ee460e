import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, parseDocument } from 'yaml';

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
  return map.items.find((pair) => keyOf(pair) === key);
}

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

export function pairEnd(pair: YamlPair): number {
  return contentEnd(pair.value ?? pair.key);
}

/** Whether a map or list is in brackets. */
export function isFlow(node: YamlNode): boolean {
  return 'flow' in node && node.flow === true;
}
