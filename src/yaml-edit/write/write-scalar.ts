/** How a string may be written on one line. */
export type Quotes = 'plain' | 'single' | 'double';
/** Where it stands: inside brackets some marks end a bare text. */
export type Room = 'block' | 'flow';

const plainText = /^[\p{L}_/][\p{L}\p{N}_/.,;:=?&+%~^$()@!<>* -]*$/u;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
// Begins with a digit but is no number, date or time in any version of YAML: it holds a letter that none of them does.
const idLike = /^[0-9][0-9a-fotuvxA-FOTUVX]*[g-np-swyzG-NP-SWYZ][0-9A-Za-z]*$/u;
const word = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf|undefined|e[-+]?[0-9]+)$/iu;
const unseen = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/** Whether every reader of YAML takes the bare text for this very string. */
function isPlainSafe(text: string, room: Room): boolean {
  if (uuid.test(text) || idLike.test(text)) return true;
  if (!plainText.test(text) || word.test(text) || /: |:$| $/u.test(text) || hidesSomething(text)) return false;
  return room === 'block' || !/[,?:]/u.test(text);
}

/** The string on one line, in these quotes if they can hold it; in double quotes otherwise, which hold everything. */
export function writeString(text: string, quotes: Quotes, room: Room): string {
  if (quotes === 'plain') return isPlainSafe(text, room) ? text : writeString(text, readable(text), room);
  if (quotes === 'single' && !hidesSomething(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(/["\\]/gu, '\\$&').replace(unseen, escaped)}"`;
}

/** A key of a map. */
export function writeKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/u.test(key) && isPlainSafe(key, 'flow') ? key : writeString(key, 'double', 'flow');
}

/** Whether a text in several lines can stand as a block, to the byte. */
export function isBlockSafe(text: string): boolean {
  const lines = text.replace(/\n$/u, '').split('\n');
  const edges = lines.length > 1 && !/^(?: |$)/u.test(lines[0] ?? '') && lines.at(-1) !== '';
  return edges && lines.every((line) => !hidesSomething(line) && !line.endsWith(' '));
}

function readable(text: string): Quotes {
  return /["\\]/u.test(text) && !hidesSomething(text) ? 'single' : 'double';
}

function hidesSomething(text: string): boolean {
  return text.replaceAll(' ', '').search(unseen) !== -1;
}

const short = new Map([
  [' ', ' '],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const known = short.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
