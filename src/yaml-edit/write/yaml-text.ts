import { byText, isJsonObject, isStructured, type Json, type JsonObject } from '../../leaf/json.ts';
import { hidesSomething, visible } from './comment.ts';

/** A JSON value as YAML in block form. `whyUnwritable` must have let it pass. */
export function writeNode(json: Json): YamlNode {
  if (typeof json === 'string') return writeString(json);
  if (!isStructured(json)) return { head: JSON.stringify(json), body: [] };
  return isJsonObject(json) ? writeMap(json) : writeList(json);
}

/** A key with its value: the lines of one entry of a map. */
export function writeEntry(key: string, node: YamlNode): readonly string[] {
  const head = node.head === '' ? '' : ` ${node.head}`;
  return [`${writeKey(key)}:${head}`, ...indent(node.body)];
}

/** A key of a map: bare if no one can misread it. Keys are no templates, so `${` stays. */
export function writeKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(key) && isPlain(key) ? key : quoted(key);
}

/** Lines one level deeper; empty lines stay empty. */
export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function writeMap(map: JsonObject): YamlNode {
  const keys = Object.keys(map).sort(byText);
  if (keys.length === 0) return { head: '{}', body: [] };
  return { head: '', body: keys.flatMap((key) => writeEntry(key, writeNode(map[key] ?? null))) };
}

function writeList(list: readonly Json[]): YamlNode {
  if (list.length === 0) return { head: '[]', body: [] };
  return { head: '', body: list.flatMap((item) => writeItem(writeNode(item))) };
}

function writeItem({ head, body }: YamlNode): readonly string[] {
  const [first = '', ...rest] = head === '' ? body : [head, ...body];
  return head === '' ? [`- ${first}`, ...indent(rest)] : [`- ${first}`, ...indent(body)];
}

/** A YAML value: what stands on the line of its key, and the lines below it, not yet indented. */
export type YamlNode = { readonly head: string; readonly body: readonly string[] };

// Letters of the common scripts and such marks as mean nothing to YAML in the midst of a word.
const plainText =
  /^[A-Za-z_/\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3][A-Za-z0-9_/.,;:=?&+%~^$()@!<>* \u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3-]*$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Begins with a digit but is no number, date or time in any version of YAML: it holds a letter that none of them does.
const idLike = /^[0-9][0-9a-fotuvxA-FOTUVX]*[g-np-swyzG-NP-SWYZ][0-9A-Za-z]*$/;
const word = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf|undefined|e[-+]?[0-9]+)$/i;

/** True when every YAML reader takes the bare text for this very string. */
function isPlain(text: string): boolean {
  if (uuid.test(text) || idLike.test(text)) return true;
  return plainText.test(text) && !word.test(text) && !/: |:$| $/.test(text);
}

/** A literal `${` in a file is `$${`. */
export function escapeReferences(text: string): string {
  return text.replaceAll('${', () => '$${');
}

/** A string as YAML: bare if no one can misread it, several lines as a block, everything else in quotes. */
export function writeString(text: string): YamlNode {
  const safe = escapeReferences(text);
  return isBlock(safe) ? block(safe) : { head: writeLine(text), body: [] };
}

/** A string on one line: bare or in quotes. */
export function writeLine(text: string): string {
  const safe = escapeReferences(text);
  return isPlain(safe) ? safe : quoted(safe);
}

/** A string in quotes; `${` is left as it is. */
export function quoted(text: string): string {
  const readsBetter = /["\\]/.test(text) && !hidesSomething(text);
  return readsBetter ? `'${text.replaceAll("'", "''")}'` : `"${visible(text.replace(/["\\]/g, '\\$&'))}"`;
}

// Only such texts as come back to the byte: the first line tells the indentation, so it begins with no blank; no line
// ends with one; and no empty line stands at either end of the text.
function isBlock(text: string): boolean {
  const lines = blockLines(text);
  const edges = lines.length > 1 && !/^(?: |$)/.test(lines[0] ?? '') && lines.at(-1) !== '';
  return edges && lines.every((line) => !hidesSomething(line) && !line.endsWith(' ') && !isCommand(line));
}

// GitHub obeys a line of a log that begins with it, blanks aside.
function isCommand(line: string): boolean {
  return /^\s*::/.test(line);
}

function block(text: string): YamlNode {
  return { head: text.endsWith('\n') ? '|' : '|-', body: blockLines(text) };
}

function blockLines(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}
