import { hidesSomething, visible } from './comment.ts';

/** A value as YAML: what stands behind its key, and the lines below, not yet indented. */
export type YamlLines = { readonly head: string; readonly body: readonly string[] };

/** How a string may be written on one line. */
export type Quotes = 'plain' | 'single' | 'double';
/** Where it stands: inside brackets some marks end a bare text. */
export type Room = 'block' | 'flow';

// Letters of the common scripts and such marks as mean nothing to YAML in the midst of a word. By number, since the classes
// of Unicode differ between versions of Node and the output must not.
const plainText =
  /^[A-Za-z_/\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3][A-Za-z0-9_/.,;:=?&+%~^$()@!<>* \u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3-]*$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Begins with a digit but is no number, date or time in any version of YAML: it holds a letter that none of them does.
const idLike = /^[0-9][0-9a-fotuvxA-FOTUVX]*[g-np-swyzG-NP-SWYZ][0-9A-Za-z]*$/;
const word = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf|undefined|e[-+]?[0-9]+)$/i;

/** Whether every reader of YAML takes the bare text for this very string. */
function isPlainSafe(text: string, room: Room): boolean {
  if (uuid.test(text) || idLike.test(text)) return true;
  if (!plainText.test(text) || word.test(text) || /: |:$| $/.test(text)) return false;
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
 * Whether a text in several lines can stand as a block, to the byte: the first line tells the indentation, so it begins with
 * no blank; no line ends with one; and no empty line stands at either end of the text.
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
