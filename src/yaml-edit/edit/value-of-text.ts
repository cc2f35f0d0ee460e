import { isAlias, isScalar } from 'yaml';
import { isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import { followed, isYamlMap, isYamlSeq, keyOf, readDocument, type YamlDocument, type YamlNode } from './find-node.ts';

/** What a text says, value by value, digits as written: the order of keys and everything that is layout left out. */
export type YamlValue =
  | { readonly kind: 'scalar'; readonly type: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly YamlValue[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, YamlValue> };

/** A text that is sound YAML, with its parts and what it says. Reading one costs far more than looking into it. */
export type Parsed = { readonly text: string; readonly document: YamlDocument; readonly meaning: YamlValue };

/** Reads a text; undefined when it is not one sound document. */
export function parsed(text: string): Parsed | undefined {
  const document = readDocument(text);
  return document === undefined ? undefined : { text, document, meaning: yamlValueOfNode(document.contents, document) };
}

/** The meaning of a node, aliases followed. */
export function yamlValueOfNode(node: YamlNode | null | undefined, document: YamlDocument): YamlValue {
  if (isAlias(node)) return yamlValueOfNode(followed(node as YamlNode, document), document);
  if (isYamlMap(node)) {
    const entries = node.items.map((pair) => [keyOf(pair) ?? '', yamlValueOfNode(pair.value, document)] as const);
    return { kind: 'map', entries: new Map(entries) };
  }
  if (isYamlSeq(node)) return { kind: 'list', items: node.items.map((item) => yamlValueOfNode(item, document)) };
  if (!isScalar(node)) return { kind: 'scalar', type: 'null', text: '' };
  return { kind: 'scalar', type: typeName(node.value), text: node.source ?? '' };
}

/** The meaning of a value as it will be written. */
export function yamlValueOfJson(value: Json): YamlValue {
  if (isJsonObject(value)) {
    return { kind: 'map', entries: new Map(Object.entries(value).map(([key, part]) => [key, yamlValueOfJson(part)])) };
  }
  if (isStructured(value)) return { kind: 'list', items: value.map(yamlValueOfJson) };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { kind: 'scalar', type: typeName(value), text };
}

/** The same meaning with another one at the path; undefined takes the key out. */
export function withMeaning(
  whole: YamlValue | undefined,
  path: readonly string[],
  value: YamlValue | undefined,
): YamlValue {
  const entries = new Map(whole?.kind === 'map' ? whole.entries : []);
  const [key = '', ...rest] = path;
  const next = rest.length === 0 ? value : withMeaning(entries.get(key), rest, value);
  if (next === undefined) entries.delete(key);
  else entries.set(key, next);
  return { kind: 'map', entries };
}

/** Whether two texts say the same. */
export function sameYamlValue(a: YamlValue, b: YamlValue): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.type === b.type && a.text === b.text;
  if (a.kind === 'list') return b.kind === 'list' && sameItems(a.items, b.items);
  if (b.kind !== 'map' || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, part]) => {
    const other = b.entries.get(key);
    return other !== undefined && sameYamlValue(part, other);
  });
}

function sameItems(a: readonly YamlValue[], b: readonly YamlValue[]): boolean {
  return a.length === b.length && a.every((item, at) => sameYamlValue(item, b[at] ?? item));
}

function typeName(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
