import { isScalar } from 'yaml';
import { byText, isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import { afterLine, lineStart, type Splice, spliced, writeInline, writeValue } from '../write/write-value.ts';
import {
  appendItems,
  contentEnd,
  isFlow,
  isYamlMap,
  isYamlSeq,
  keyOf,
  lookUp,
  readDocument,
  removeItems,
  type YamlDocument,
  type YamlNode,
  type YamlSeq,
} from './yaml-nodes.ts';
import { type Parsed, quotesOf, type YamlValue, yamlValueOfJson, yamlValueOfNode } from './yaml-value.ts';

/** The ways to change a list without writing it anew, so that the comments inside it stay; the best first. */
export function changeList(
  { text, document }: Pick<Parsed, 'text' | 'document'>,
  path: readonly string[],
  list: YamlSeq,
  wanted: readonly Json[],
): readonly (() => readonly Splice[] | undefined)[] {
  const items = () => changeItems(text, list, wanted) ?? changeInText(text, path, wanted);
  const old = list.items.map((item) => nameOf(yamlValueOfNode(item, document)));
  const next = wanted.map((item) => nameOf(yamlValueOfJson(item)));
  const stayed = new Set(old);
  // An item that moved takes its comments along. A word has no parts.
  const haveMoved = next.some((name, at) => name !== old[at] && stayed.has(name));
  const parts = () => replacements(list, wanted, isFlow(list) ? 'flow' : 'block');
  return haveMoved || !wanted.some(isStructured) ? [items] : [parts, items];
}

/** By the lines of the list alone: the rest of the text is not read again. */
function changeItems(text: string, list: YamlSeq, wanted: readonly Json[]): readonly Splice[] | undefined {
  const [start, end] = isFlow(list) ? list.range : [lineStart(text, list.range[0]), afterLine(text, contentEnd(list))];
  const by = changedItems(text.slice(start, end), [], wanted);
  return by === undefined ? undefined : [{ start, end, by }];
}

/** By the whole text: an alias in the list names what is elsewhere. */
function changeInText(text: string, path: readonly string[], wanted: readonly Json[]): readonly Splice[] | undefined {
  const by = changedItems(text, path, wanted);
  return by === undefined ? undefined : [{ start: 0, end: text.length, by }];
}

/** Item by item, where the new list is the old one without some and with others at its end. */
function changedItems(text: string, path: readonly string[], wanted: readonly Json[]): string | undefined {
  if (wanted.length === 0) return undefined;
  const shorter = withoutOthers(text, path, new Set(wanted.map((item) => nameOf(yamlValueOfJson(item)))));
  const list = listAt(shorter, path)?.list;
  if (shorter === undefined || list === undefined) return undefined;
  // Of a list of maps without any that stays, the layout would stay and every comment would go.
  if (list.items.length === 0 && wanted.some(isStructured)) return undefined;
  const others = wanted.slice(list.items.length);
  if (others.length === 0) return shorter;
  const lines = others.map((item) => itemLines(item, list));
  const added = appendItems(shorter, list, lines);
  return added === undefined ? undefined : spliced(shorter, [added]);
}

function itemLines(item: Json, list: YamlSeq): readonly string[] {
  const last = list.items.at(-1);
  const isBlock = isYamlMap(last) && !isFlow(last);
  const { head, body } = writeValue(item, { layout: isBlock ? 'block' : 'bracketed', quotes: 'plain', step: '  ' });
  return head === '' ? body : [head, ...body];
}

function withoutOthers(text: string, path: readonly string[], names: ReadonlySet<string>): string | undefined {
  const found = listAt(text, path);
  if (found === undefined) return undefined;
  const { list, document } = found;
  const others = [...list.items.keys()].filter((at) => !names.has(nameOf(yamlValueOfNode(list.items[at], document))));
  return removeItems(text, list, others);
}

/** A text for each meaning. */
function nameOf(value: YamlValue): string {
  if (value.kind === 'scalar') return JSON.stringify([value.type, value.text]);
  if (value.kind === 'list') return `[${value.items.map(nameOf).join()}]`;
  const entries = [...value.entries].map(([key, part]) => `${JSON.stringify(key)}:${nameOf(part)}`);
  return `{${entries.sort(byText).join()}}`;
}

function listAt(
  text: string | undefined,
  path: readonly string[],
): { readonly list: YamlSeq; readonly document: YamlDocument } | undefined {
  const document = text === undefined ? undefined : readDocument(text);
  if (document === undefined) return undefined;
  const found = lookUp(document, path);
  const list = found.kind === 'found' ? found.pair.value : path.length === 0 ? document.contents : null;
  return isYamlSeq(list) ? { list, document } : undefined;
}

/** `flow`: inside brackets. */
type Room = 'flow' | 'block';

/**
 * Each part that is another one, where the old list and the new one have the same maps and lists; undefined where a part
 * has another shape.
 */
function replacements(node: YamlNode | null, wanted: Json, around: Room): readonly Splice[] | undefined {
  const room: Room = around === 'flow' || (node !== null && isFlow(node)) ? 'flow' : 'block';
  const parts = node === null ? null : partsOf(node, wanted);
  return parts === null
    ? replacement(node, wanted, room)
    : together(parts.map(([part, next]) => replacements(part, next, room)));
}

/** The parts of a list or map beside those that it is to have; null where it has others, or none. */
function partsOf(node: YamlNode, wanted: Json): readonly (readonly [YamlNode | null, Json])[] | null {
  if (isYamlSeq(node) && Array.isArray(wanted) && node.items.length === wanted.length) {
    return node.items.map((item, at) => [item, wanted[at] ?? null]);
  }
  if (isYamlMap(node) && isJsonObject(wanted) && node.items.length === Object.keys(wanted).length) {
    return node.items.map((pair) => [pair.value, wanted[keyOf(pair) ?? ''] ?? null]);
  }
  return null;
}

function replacement(node: YamlNode | null, wanted: Json, room: Room): readonly Splice[] | undefined {
  if (isScalar(node) && node.value === wanted) return [];
  const isLines = isScalar(node) ? /^BLOCK/u.test(node.type ?? '') : node === null || !isFlow(node);
  if (node === null || isLines) return undefined;
  const [start, end] = node.range;
  return [{ start, end, by: writeInline(wanted, quotesOf(node), room) }];
}

function together(parts: readonly (readonly Splice[] | undefined)[]): readonly Splice[] | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? undefined : known.flat();
}
