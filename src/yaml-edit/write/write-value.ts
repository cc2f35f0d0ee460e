import { isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import { hidesSomething, visible } from '../../leaf/unseen.ts';

/** How a value may be written: in lines of its own, in one line, or in one line inside brackets. */
export type Form = {
  readonly layout: 'block' | 'inline' | 'bracketed';
  readonly quotes: Quotes;
  readonly step: string;
};

// A list of a few words reads better in one line.
const shortLine = 72;

/** Writes a value in the form, as far as that can hold it. */
export function writeValue(value: Json, { layout, quotes, step }: Form): YamlLines {
  if (layout !== 'block') return { head: writeInline(value, quotes, layout === 'inline' ? 'block' : 'flow'), body: [] };
  if (typeof value === 'string') return writeText(value, quotes);
  if (!isStructured(value)) return { head: JSON.stringify(value), body: [] };
  const line = writeInline(value, 'plain', 'block');
  if (isShortList(value, line)) return { head: line, body: [] };
  const body = isJsonObject(value) ? mapLines(value, step) : value.flatMap((item) => itemLines(item, step));
  return body.length === 0 ? { head: line, body: [] } : { head: '', body };
}

/** A key with its value as lines. */
export function entryLines(key: string, { head, body }: YamlLines, step: string): readonly string[] {
  return [`${writeKey(key)}:${head === '' ? '' : ` ${head}`}`, ...indented(body, step)];
}

/** A value in a line. */
export function writeInline(value: Json, quotes: Quotes, room: Room): string {
  if (typeof value === 'string') return writeString(value, quotes, room);
  if (!isStructured(value)) return JSON.stringify(value);
  if (!isJsonObject(value)) return `[${value.map((item) => writeInline(item, 'plain', 'flow')).join(', ')}]`;
  const parts = Object.entries(value).map(([key, part]) => `${writeKey(key)}: ${writeInline(part, 'plain', 'flow')}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function writeText(text: string, quotes: Quotes): YamlLines {
  return isBlockSafe(text) ? writeBlock(text) : { head: writeString(text, quotes, 'block'), body: [] };
}

function isShortList(value: Json, line: string): boolean {
  return Array.isArray(value) && !value.some(isStructured) && line.length <= shortLine;
}

function mapLines(map: { readonly [key: string]: Json }, step: string): readonly string[] {
  return Object.entries(map).flatMap(([key, part]) =>
    entryLines(key, writeValue(part, { layout: 'block', quotes: 'plain', step }), step),
  );
}

function itemLines(item: Json, step: string): readonly string[] {
  const { head, body } = writeValue(item, { layout: 'block', quotes: 'plain', step });
  const [first = '', ...rest] = head === '' ? body : [head, ...body];
  return [`- ${first}`, ...indented(rest, '  ')];
}

/** A value as YAML: what is behind its key, and the lines below, not yet indented. */
export type YamlLines = { readonly head: string; readonly body: readonly string[] };

/** How a string may be written on one line. */
export type Quotes = 'plain' | 'single' | 'double';
/** Where it stands: inside brackets some marks end a bare text. */
type Room = 'block' | 'flow';

// Letters of the common scripts and such marks as mean nothing to YAML in the midst of a word. By number, since the classes
// of Unicode differ between versions of Node and the output must not.
const plainText =
  /^[A-Za-z_/\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3][A-Za-z0-9_/.,;:=?&+%~^$()@!<>* \u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3-]*$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Begins with a digit but is not a number, date or time in any version of YAML: it holds a letter that none of them
// does.
const idLike = /^[0-9][0-9a-fotuvxA-FOTUVX]*[g-np-swyzG-NP-SWYZ][0-9A-Za-z]*$/;
const word = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf|undefined|e[-+]?[0-9]+)$/i;

/** Whether every reader of YAML takes the bare text for this very string. */
function isPlainSafe(text: string, room: Room): boolean {
  if (uuid.test(text) || idLike.test(text)) return true;
  if (!plainText.test(text) || word.test(text) || /: |:$| $/.test(text) || hidesSomething(text)) return false;
  return room === 'block' || !/[,?:]/.test(text);
}

/** The string on one line, in these quotes if they can hold it; in double quotes otherwise, which hold everything. */
export function writeString(text: string, quotes: Quotes, room: Room): string {
  if (quotes === 'plain') return isPlainSafe(text, room) ? text : writeString(text, readable(text), room);
  if (quotes === 'single' && !hidesSomething(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${visible(text.replace(/["\\]/g, '\\$&'))}"`;
}

/** A key of a map: bare if no one can misread it. */
export function writeKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(key) && isPlainSafe(key, 'flow') ? key : quoted(key);
}

/** The string in the quotes that read better, and hold it. */
export function quoted(text: string): string {
  return writeString(text, readable(text), 'block');
}

function readable(text: string): Quotes {
  return /["\\]/.test(text) && !hidesSomething(text) ? 'single' : 'double';
}

/**
 * Whether a text in several lines can stand as a block, to the byte: the first line tells the indentation, so it begins
 * with no blank; no line ends with one; and no empty line is at either end of the text.
 */
export function isBlockSafe(text: string): boolean {
  const lines = blockLines(text);
  const edges = lines.length > 1 && !/^(?: |$)/.test(lines[0] ?? '') && lines.at(-1) !== '';
  return edges && lines.every((line) => !hidesSomething(line) && !line.endsWith(' ') && !isCommand(line));
}

// GitHub obeys a line of a log that begins with it, blanks aside.
function isCommand(line: string): boolean {
  return /^\s*::/.test(line);
}

/** A text that can stand as a block, as one. */
export function writeBlock(text: string): YamlLines {
  return { head: text.endsWith('\n') ? '|' : '|-', body: blockLines(text) };
}

function blockLines(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}

const maxNameLength = 120;

/** One comment line. Whatever the text holds, it stays on that line. */
export function comment(text: string): string {
  return text === '' ? '#' : `# ${visible(text)}`;
}

/** A name of someone else's making, in quotes, so that no tool takes it for an instruction, and not too long. */
export function quotedName(name: string): string {
  const characters = [...name];
  const cut = characters.length > maxNameLength ? `${characters.slice(0, maxNameLength).join('')}...` : name;
  return `"${visible(cut)}"`;
}

/** The line break that the text uses. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line that something ends on ends itself, its break included; what ends with a break has ended already. */
export function afterLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Another text in place of a part of one. */
export type Splice = { readonly start: number; readonly end: number; readonly by: string };

/** The text with all of them. They do not overlap; those of one place follow each other as they are given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end, by } of splices.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), by);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

/** Whole lines at an offset where a line begins, or at the end of the text. */
export function linesAt(text: string, offset: number, lines: readonly string[]): Splice {
  const lineBreak = lineBreakOf(text);
  const follows = offset > 0 && text[offset - 1] !== '\n';
  const by = lines.map((line) => (follows ? `${lineBreak}${line}` : `${line}${lineBreak}`)).join('');
  return { start: offset, end: offset, by };
}

/** Lines further in; empty lines stay empty. */
export function indented(lines: readonly string[], by: string): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${by}${line}`));
}
