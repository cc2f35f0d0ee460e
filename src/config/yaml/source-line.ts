import { isMap, isScalar, isSeq, type Scalar, visit } from 'yaml';
import { secretFormOf } from '../../engine/secrecy/secret-reason.ts';
import { clientKind } from '../../kinds/client.ts';
import { nearestName } from '../../leaf/did-you-mean.ts';
import { matchesWildcard } from '../../leaf/text-search.ts';
import type { Source } from '../../model/finding.ts';
import type { Catalogue } from '../../model/setting.ts';
import { parseTargetPattern, type TargetPattern } from '../../model/target-pattern.ts';
import { ProblemList } from '../check/problems-and-limits.ts';
import { parseYaml } from './parse-yaml.ts';

/** What is known without reading the file: which names are words of the format or of the service. */
export type PlainWords = {
  readonly formatKeys: readonly string[];
  readonly catalogue: Catalogue;
  /** Whether a file says of the key, in any scope, that it is sensitive. */
  readonly isSensitive: (key: string) => boolean;
};

type Shown = { readonly before: string; readonly from: string };
type Range = { readonly start: number; readonly end: number };
type Line = Range & { readonly text: string };

// A longer one is no line that was written by hand.
const maxLineLength = 160;
const maxValueLength = 40;
const hidden = '…';

type Place = Pick<Source, 'line' | 'column'>;
type YamlDocument = NonNullable<ReturnType<typeof parseYaml>>;

/**
 * Returns for a place in a YAML file the line around it, with only those words on it that cannot be a secret: names of
 * the format and of known settings, and the values of such settings that are switches, numbers or one of a list. All
 * else is "…". null: nothing of the line can be shown.
 */
export function sourceLinesOf(text: string, words: PlainWords): (place: Place) => Shown | null {
  // A file that cannot be read whole may not mean what it looks like.
  const document = parseYaml(text, () => ({ file: '', line: 1, column: 1 }), new ProblemList());
  return ({ line, column }) => {
    const found = lineAt(text, line);
    if (found === null || found.text.length > maxLineLength) return null;
    if (document === undefined) return lineByItsKey(found.text, column, words);
    const ranges = plainRanges(document, found, words);
    return ranges.shown.length === 0 ? null : masked(found, column, ranges);
  };
}

function lineAt(text: string, line: number): Line | null {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) return null;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const whole = text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
  return { start, end: start + whole.length, text: whole };
}

/** Which parts of a line are scalars, and which of them can be shown. */
type Ranges = { readonly shown: readonly Range[]; readonly scalars: readonly Range[] };

function plainRanges(document: YamlDocument, line: Line, words: PlainWords): Ranges {
  const shown: Range[] = [];
  const scalars: Range[] = [];
  visit(document, {
    Scalar: (key, node, path) => {
      const range = rangeOf(node);
      if (range === null || range.end <= line.start || range.start >= line.end) return;
      scalars.push(range);
      const isWhole = range.start >= line.start && range.end <= line.end;
      if (isWhole && isPlain(node, key === 'key' ? 'key' : 'value', namesOf(path), words)) shown.push(range);
    },
  });
  return { shown, scalars };
}

function rangeOf(node: Scalar): Range | null {
  return node.range == null ? null : { start: node.range[0], end: node.range[1] };
}

/** The keys that lead to a node; a list has no name of its own. */
function namesOf(path: readonly unknown[]): readonly string[] {
  return path.flatMap((step) => {
    const key = typeof step === 'object' && step !== null && 'key' in step ? step.key : undefined;
    return isScalar(key) && typeof key.value === 'string' ? [key.value] : [];
  });
}

function isPlain(node: Scalar, role: 'key' | 'value', names: readonly string[], words: PlainWords): boolean {
  const written = node.source ?? String(node.value);
  if (role === 'key') return isKnownName(written, words);
  if (written.length > maxValueLength || secretFormOf(written) !== null) return false;
  const name = names.at(-1) ?? '';
  const known = listWords.get(name);
  if (known !== undefined) return known.includes(written);
  if (names.at(-2) === 'absent') return isKnownName(written, words);
  return isSettingPath(names) ? isPlainSetting(name, words) : formatValues.has(name) && word.test(written);
}

const word = /^[\w.-]*$/;

/** Of the members that are lists of known words, those words. */
const listWords = new Map(
  clientKind.properties.flatMap(({ member, known }) => (known === null ? [] : [[member, known] as const])),
);

/** Members of the format whose value is a number, a day or one of a few words. */
const formatValues: ReadonlySet<string> = new Set([
  ...['version', 'region', 'unmentioned', 'writes', 'auth', 'guard', 'until', 'max', 'percent', 'minimumOwners'],
]);

function isSettingPath(names: readonly string[]): boolean {
  const own = names[0] === 'clients' ? names.slice(2) : names;
  return own.length === 2 && own[0] === 'settings';
}

function isPlainSetting(name: string, { catalogue, isSensitive }: PlainWords): boolean {
  const facts = catalogue.lookup(name);
  if (facts === undefined || facts.secret || isSensitive(name)) return false;
  return facts.type === 'integer' || facts.type === 'boolean' || facts.allowedValues !== null;
}

// A slip of a known name is one too: nothing secret is so near to one.
function isKnownName(name: string, { formatKeys, catalogue }: PlainWords): boolean {
  if (formatKeys.includes(name) || catalogue.lookup(name) !== undefined) return true;
  return name.length > 3 && nearestName(name, [...formatKeys, ...catalogue.names]) !== undefined;
}

function masked(line: Line, column: number, ranges: Ranges): Shown {
  const parts = partsOf(line, ranges);
  const isBefore = ({ start, end }: Part): boolean => start < column - 1 && end <= column - 1;
  return { before: textOf(parts.filter(isBefore)), from: textOf(parts.filter((part) => !isBefore(part))).trimEnd() };
}

/** A piece of a line as it is shown. */
type Part = Range & { readonly shown: string };

/** The scalars of a line, and single characters between them, up to a comment. */
function partsOf(line: Line, { shown, scalars }: Ranges): readonly Part[] {
  const { start, text } = line;
  const parts: Part[] = [];
  for (let at = 0; at < text.length; at = parts.at(-1)?.end ?? text.length) {
    const scalar = scalars.find((range) => range.start <= start + at && range.end > start + at);
    if (scalar === undefined && isComment(text, at)) break;
    parts.push(scalar === undefined ? betweenPart(text, at) : scalarPart(line, at, scalar, shown));
  }
  return parts;
}

function scalarPart({ start, text }: Line, at: number, scalar: Range, shown: readonly Range[]): Part {
  const end = Math.min(scalar.end - start, text.length);
  return { start: at, end, shown: shown.includes(scalar) ? text.slice(at, end) : hidden };
}

function betweenPart(text: string, at: number): Part {
  const own = text.charAt(at);
  return { start: at, end: at + 1, shown: /[\s:\-[\]{},]/.test(own) ? own : hidden };
}

function textOf(parts: readonly Part[]): string {
  return parts
    .map((part) => part.shown)
    .join('')
    .replaceAll(/…+/g, hidden);
}

function isComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''));
}

/** The line of a file that cannot be read: its key alone, where that is a known name. */
function lineByItsKey(text: string, column: number, words: PlainWords): Shown | null {
  const [, start = '', key = '', colon = '', value] = /^(\s*(?:- )*)([A-Za-z]\w*)(\s*:)(\s*\S.*)?$/.exec(text) ?? [];
  if (key === '' || !isKnownName(key, words)) return null;
  const whole = `${start}${key}${colon}${value === undefined ? '' : ` ${hidden}`}`;
  const at = Math.min(column - 1, whole.length);
  return { before: whole.slice(0, at), from: whole.slice(at) };
}

/**
 * Whether one of the files calls a key sensitive, in whatever scope. Strict, for what is shown before the files are
 * understood: a file that cannot be read may call anything so, and so may an entry that is not a target.
 */
export function sensitiveKeysOf(texts: readonly string[]): (key: string) => boolean {
  const lists = texts.map(sensitiveEntries);
  if (lists.some((list) => list === null)) return () => true;
  const patterns = lists.flatMap((list) => (list ?? []).map(parseTargetPattern));
  return (key) => patterns.some((pattern) => pattern === undefined || mayName(pattern, key));
}

function mayName({ kind, key: named }: TargetPattern, key: string): boolean {
  return kind !== 'key' || named === null || matchesWildcard(named, key);
}

/** What is under `sensitive`; null: unknown. */
function sensitiveEntries(text: string): readonly string[] | null {
  const root = parseYaml(text, () => ({ file: '', line: 1, column: 1 }), new ProblemList())?.contents;
  if (!isMap(root)) return root === null ? [] : null;
  const list: unknown = root.get('sensitive', true);
  if (list === undefined) return [];
  return isSeq(list) && list.items.every(isScalar) ? list.items.map(({ value }) => String(value)) : null;
}
