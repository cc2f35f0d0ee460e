import { byText, isJsonObject, isStructured, type Json, type JsonObject } from '../../leaf/json.ts';
import { isBlockSafe, writeBlock, writeKey, writeString as writeScalar, type YamlLines } from './write-value.ts';

/** A JSON value as YAML in block form. `whyUnwritable` must have let it pass. */
export function writeNode(json: Json): YamlLines {
  if (typeof json === 'string') return writeString(json);
  if (!isStructured(json)) return { head: JSON.stringify(json), body: [] };
  return isJsonObject(json) ? writeMap(json) : writeList(json);
}

/** A key with its value: the lines of one entry of a map. */
export function writeEntry(key: string, node: YamlLines): readonly string[] {
  const head = node.head === '' ? '' : ` ${node.head}`;
  return [`${writeKey(key)}:${head}`, ...indent(node.body)];
}

/** Lines one level deeper; empty lines stay empty. */
export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function writeMap(map: JsonObject): YamlLines {
  const keys = Object.keys(map).sort(byText);
  if (keys.length === 0) return { head: '{}', body: [] };
  return { head: '', body: keys.flatMap((key) => writeEntry(key, writeNode(map[key] ?? null))) };
}

function writeList(list: readonly Json[]): YamlLines {
  if (list.length === 0) return { head: '[]', body: [] };
  return { head: '', body: list.flatMap((item) => writeItem(writeNode(item))) };
}

function writeItem({ head, body }: YamlLines): readonly string[] {
  const [first = '', ...rest] = head === '' ? body : [head, ...body];
  return head === '' ? [`- ${first}`, ...indent(rest)] : [`- ${first}`, ...indent(body)];
}

/** A literal `${` in a file is `$${`. */
export function escapeReferences(text: string): string {
  return text.replaceAll('${', () => '$${');
}

/** A string as YAML: bare if no one can misread it, several lines as a block, everything else in quotes. */
export function writeString(text: string): YamlLines {
  const safe = escapeReferences(text);
  return isBlockSafe(safe) ? writeBlock(safe) : { head: writeLine(text), body: [] };
}

/** A string on one line: bare or in quotes. */
export function writeLine(text: string): string {
  return writeScalar(escapeReferences(text), 'plain', 'block');
}
