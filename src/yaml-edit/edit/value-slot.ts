import { isScalar } from 'yaml';
import { clientProperties } from '../../kinds/index.ts';
import type { Json } from '../../leaf/json.ts';
import {
  afterLine,
  indented,
  lineBreakOf,
  lineStart,
  linesAt,
  type Splice,
  writeValue,
  type YamlLines,
} from '../write/write-value.ts';
import { changeList } from './change-list.ts';
import {
  contentEnd,
  indentOf,
  isFlow,
  isYamlMap,
  isYamlSeq,
  keyOf,
  type LookUp,
  type YamlMap,
  type YamlNode,
  type YamlPair,
} from './yaml-nodes.ts';
import { formsFor, type Parsed } from './yaml-value.ts';

/** Puts a value instead of that of a pair; undefined where the layout has no room for it. `indent`: of the key. */
export function replaceValue(
  text: string,
  pair: YamlPair,
  written: YamlLines,
  indent: string,
): readonly Splice[] | undefined {
  const { value } = pair;
  const slot = slotOf(pair);
  if (value === null || slot === undefined) return undefined;
  const isOneLine = written.body.length === 0;
  if (!isBlock(value)) {
    const [start, end] = value.range;
    if (isOneLine) return [{ start, end, by: written.head }];
    // The lines of the value follow the line of the key, and so it has to begin there.
    if (text.slice(slot, start).includes('\n')) return undefined;
    return [...valueAt(text, { slot, line: end }, written, indent), { start: slot, end, by: '' }];
  }
  if (written.head === '' && !isOneLine && !isScalar(value)) return [linesInstead(text, value, written.body, indent)];
  const old = blockParts(text, value);
  // Behind a question mark, the first line of the value is that of the colon.
  return old.some(({ start }) => start < slot)
    ? undefined
    : [...valueAt(text, { slot, line: slot }, written, indent), ...old];
}

/** Lines in place of lines: the comments above stay above, and a list or map as far in as it was. */
function linesInstead(text: string, old: YamlNode, body: readonly string[], indent: string): Splice {
  const start = lineStart(text, old.range[0]);
  const before = text.slice(start, old.range[0]);
  const isSame = isYamlSeq(old) === (body[0]?.startsWith('- ') === true) && /^ *$/u.test(before);
  const { by } = linesAt(text, start, indented(body, isSame ? before : indent));
  return { start, end: afterLine(text, contentEnd(old)), by };
}

/** A value behind the slot, its lines below the line that this offset is in. */
function valueAt(
  text: string,
  { slot, line }: { readonly slot: number; readonly line: number },
  { head, body }: YamlLines,
  indent: string,
): readonly Splice[] {
  const named = head === '' ? [] : [{ start: slot, end: slot, by: ` ${head}` }];
  if (body.length === 0) return named;
  const next = afterLine(text, line);
  const lineBreak = lineBreakOf(text);
  const hasNoEnd = next === text.length && !text.endsWith('\n');
  const by = indented(body, indent)
    .map((one) => `${one}${lineBreak}`)
    .join('');
  return [...named, { start: next, end: next, by: hasNoEnd ? `${lineBreak}${by}` : by }];
}

/** Whether the value goes on in lines below that of its key, by its indentation. */
function isBlock(node: YamlNode): boolean {
  if (isYamlMap(node) || isYamlSeq(node)) return !isFlow(node);
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

/** The parts of such a value, to be cut. A comment behind the sign of a block text stays. */
function blockParts(text: string, node: YamlNode): readonly Splice[] {
  if (isYamlMap(node) || isYamlSeq(node)) {
    return [{ start: lineStart(text, node.range[0]), end: afterLine(text, contentEnd(node)), by: '' }];
  }
  const [start, end] = node.range;
  const bodyStart = afterLine(text, start);
  // Empty lines at the end stay between what is above and what is below.
  const kept = emptyLinesAtEnd(text.slice(bodyStart, end));
  const firstBreak = /^\r?\n/u.exec(kept)?.[0].length ?? 0;
  const bodyEnd = Math.max(bodyStart, end - kept.length + firstBreak);
  const sign = /^[|>][-+0-9]*/u.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = text[start - 1] === ' ' ? start - 1 : start;
  return [
    { start: from, end: start + sign, by: '' },
    { start: bodyStart, end: bodyEnd, by: '' },
  ];
}

type SourceToken = { readonly type: string; readonly offset: number; readonly source: string };

/** Where the value of a pair may begin: behind the colon and what names an anchor. */
function slotOf(pair: YamlPair): number | undefined {
  const tokens: readonly SourceToken[] = pair.srcToken?.sep ?? [];
  const last = tokens.findLast(({ type }) => type === 'map-value-ind' || type === 'anchor');
  return last === undefined ? undefined : last.offset + last.source.length;
}

/** The line breaks at the end of a text, with blanks alone between them and behind them. */
function emptyLinesAtEnd(text: string): string {
  let from = text.length;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const isBreak = text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
    if (!isBreak && text[at] !== ' ' && text[at] !== '\t') break;
    if (isBreak) from = at;
  }
  return text.slice(from);
}

// As files are written: by `capstan import`, and in the documents.
const topKeys = [
  'version',
  'extends',
  'application',
  'credentials',
  'auth',
  'unmentioned',
  'writes',
  'baseline',
  'settings',
  'custom',
  'absent',
  'clients',
  'ignore',
  'sensitive',
  'drop',
  'expected',
  'accept',
  'guards',
  'allow',
];
const clientKeys = [
  ...['id', 'find', 'unmentioned'],
  ...clientProperties().map(({ name }) => name),
  ...['settings', 'custom', 'absent'],
];

const clientDepth = 3;
// Two letters in common are chance.
const shortestPrefix = 3;

/** Behind which entries of a map (by number, -1: before all) a new key may stand, the best first. `depth`: 1 is the top. */
export function positionsFor(map: YamlMap, key: string, depth: number): readonly number[] {
  const keys = map.items.map((pair) => keyOf(pair) ?? '');
  const order = orderAt(depth, key);
  const best = order === undefined ? besideGroup(keys, key) : inOrder(keys, key, order);
  return [...new Set([best, keys.length - 1, -1])];
}

function orderAt(depth: number, key: string): readonly string[] | undefined {
  const order = depth === 1 ? topKeys : clientKeys;
  return (depth === 1 || depth === clientDepth) && order.includes(key) ? order : undefined;
}

function inOrder(keys: readonly string[], key: string, order: readonly string[]): number {
  const rank = order.indexOf(key);
  return keys.findLastIndex((other) => order.includes(other) && order.indexOf(other) < rank);
}

/** The last of those keys that begin like this one for longest; the last of all where none does. */
function besideGroup(keys: readonly string[], key: string): number {
  const lengths = keys.map((other) => commonPrefix(other, key));
  const longest = Math.max(0, ...lengths);
  return longest < shortestPrefix ? keys.length - 1 : lengths.lastIndexOf(longest);
}

function commonPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length += 1;
  return length;
}

/** What may make the text that is wanted; undefined where this way is closed. */
export type Attempt = () => readonly Splice[] | undefined;
type FoundNode = Extract<LookUp, { readonly kind: 'found' }>;

/** The ways to give a key that is there another value, the one that touches least first. */
export function changeValue(
  { text, document }: Pick<Parsed, 'text' | 'document'>,
  path: readonly string[],
  found: FoundNode,
  value: Json,
  step: string,
): readonly Attempt[] {
  const { pair, steps } = found;
  const map = steps.at(-1)?.map;
  const indent = (map === undefined ? undefined : indentOf(text, map)) ?? '';
  const whole = formsFor(value, pair.value, steps, step).map((form): Attempt => {
    const written = writeValue(value, form);
    // Lines of a list may be below the very column of its key, but further in they cannot be mistaken.
    return () => replaceValue(text, pair, written, `${indent}${step}`);
  });
  return Array.isArray(value) && isYamlSeq(pair.value)
    ? [...changeList({ text, document }, path, pair.value, value), ...whole]
    : whole;
}
