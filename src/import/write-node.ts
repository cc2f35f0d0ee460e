import { byText, isJsonObject, isStructured, type Json, type JsonObject } from '../core/model/json.ts';
import { isPlain, quoted, writeString, type YamlNode } from './write-string.ts';

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

/** A key of a map: bare if nobody can misread it. Keys are no templates, so `${` stays. */
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
