import { isAlias, isScalar } from 'yaml';
import { isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import type { Form, Quotes } from '../write/write-value.ts';
import {
  followed,
  indentOf,
  isFlow,
  isYamlMap,
  isYamlSeq,
  keyOf,
  type PathStep,
  readDocument,
  type YamlDocument,
  type YamlNode,
} from './yaml-nodes.ts';

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

/** What is to be said at a path, by what is said there; undefined: nothing. */
export type MeaningChange = {
  readonly path: readonly string[];
  readonly becomes: (old: YamlValue | undefined) => YamlValue | undefined;
};

/** The same meaning with these changes, none of which is inside of another. */
export function withChanges(whole: YamlValue | undefined, changes: readonly MeaningChange[]): YamlValue {
  const entries = new Map(whole?.kind === 'map' ? whole.entries : []);
  const inner = new Map<string, MeaningChange[]>();
  for (const { path, becomes } of changes) {
    const [key = '', ...rest] = path;
    const parts = inner.get(key) ?? [];
    inner.set(key, parts);
    if (rest.length > 0) parts.push({ path: rest, becomes });
    else put(entries, key, becomes(entries.get(key)));
  }
  for (const [key, parts] of inner) if (parts.length > 0) entries.set(key, withChanges(entries.get(key), parts));
  return { kind: 'map', entries };
}

function put(entries: Map<string, YamlValue>, key: string, value: YamlValue | undefined): void {
  if (value === undefined) entries.delete(key);
  else entries.set(key, value);
}

/** What a text says at a path, aliases followed; undefined: nothing. */
export function valueAtPath(meaning: YamlValue, path: readonly string[]): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>(
    (here, key) => (here?.kind === 'map' ? here.entries.get(key) : undefined),
    meaning,
  );
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

/** The forms for a value, the best first: as close to the model (the old value, or that of a neighbour) as can be. */
export function formsFor(
  value: Json,
  model: YamlNode | null,
  steps: readonly PathStep[],
  step: string,
): readonly Form[] {
  const quotes: readonly Quotes[] = [...new Set([quotesOf(model), 'double' as const])];
  return layoutsFor(value, model, steps).flatMap((layout) =>
    quotes.map((quote): Form => ({ layout, quotes: quote, step })),
  );
}

function layoutsFor(value: Json, model: YamlNode | null, steps: readonly PathStep[]): readonly Form['layout'][] {
  if (steps.some(({ map }) => isFlow(map))) return ['bracketed'];
  const isBracketed = (isYamlMap(model) || isYamlSeq(model)) && isFlow(model);
  const isQuoted = quotesOf(model) !== 'plain' && !isStructured(value);
  return isBracketed || isQuoted ? ['inline', 'block'] : ['block', 'inline'];
}

/** The quotes of a text, which another one in its place gets too. */
export function quotesOf(model: YamlNode | null): Quotes {
  if (!isScalar(model)) return 'plain';
  if (model.type === 'QUOTE_SINGLE') return 'single';
  return model.type === 'QUOTE_DOUBLE' ? 'double' : 'plain';
}

/**
 * The value as it is to be written. Where the old one is a bare number or boolean, text that says such a one as JSON does
 * stands bare too: that is how the file writes what the service keeps as text.
 */
export function inSourceStyle(value: Json, old: YamlNode | null): Json {
  if (typeof value !== 'string' || !isScalar(old) || old.type !== 'PLAIN') return value;
  if (typeof old.value === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const isNumber = typeof old.value === 'number' && /^-?(?:0|[1-9][0-9]*)$/u.test(value) && value !== '-0';
  return isNumber && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const defaultStep = '  ';

/** How far each level of the text goes in. */
export function stepOf(text: string, { contents }: YamlDocument): string {
  const pairs = isYamlMap(contents) ? contents.items : [];
  for (const { value } of pairs) {
    const step = isYamlMap(value) && !isFlow(value) ? (indentOf(text, value) ?? '') : '';
    if (step !== '') return step;
  }
  return defaultStep;
}

/** The value with each `${` of its texts as a file writes a literal one. Keys are no templates. */
export function escaped(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, escaped(part)]));
  }
  return isStructured(value) ? value.map(escaped) : value;
}
