import { byText, isJsonObject, isStructured, type Json, type JsonObject } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import { isBlockSafe, writeBlock, writeKey, writeString as writeScalar, type YamlLines } from './write-value.ts';

/** A JSON value as YAML in block form. `whyUnwritable` must have let it pass. */
export function writeNode(json: Json): YamlLines {
  if (typeof json === 'string') return writeTemplate(json);
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
export function writeTemplate(text: string): YamlLines {
  const safe = escapeReferences(text);
  return isBlockSafe(safe) ? writeBlock(safe) : { head: writeLine(text), body: [] };
}

/** A string on one line: bare or in quotes. */
export function writeLine(text: string): string {
  return writeScalar(escapeReferences(text), 'plain', 'block');
}

/** Deeper values could not be compared afterwards. */
const maxDepth = 60;

/** Why a value cannot be in a file; null when it can. */
export function whyUnwritable(json: Json): string | null {
  let level: readonly Json[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return `it is nested deeper than ${maxDepth} levels`;
    const reason = level.map(whyPart).find((found) => found !== null);
    if (reason !== undefined) return reason;
    level = level.flatMap(partsOf);
  }
  return null;
}

function partsOf(json: Json): readonly Json[] {
  return isStructured(json) ? Object.values(json) : [];
}

function whyPart(part: Json): string | null {
  if (typeof part === 'string') return isBroken(part) ? brokenText : null;
  return isJsonObject(part)
    ? (Object.keys(part)
        .map(whyKey)
        .find((reason) => reason !== null) ?? null)
    : null;
}

const brokenText = 'it contains a lone surrogate (half a character), which no file can store';

/** Whether a text holds half of a surrogate pair. */
function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

// What the format takes for the name of a setting.
const settingName = /^[^\s\p{C}]{1,255}$/u;
/** YAML ends a key that is on one line after 1,024 characters. */
const maxWrittenLength = 1_000;

/** Why a setting with this name cannot be in a file; null when it can. */
export function whyUnwritableKey(section: Section, key: string): string | null {
  if (!settingName.test(key)) {
    return 'a name that is empty, has a blank or an invisible character in it, or more than 255 characters, cannot be managed';
  }
  // In a response these names stand for parts of its own.
  const isReserved = section === 'settings' && (key === 'custom' || key.startsWith('_'));
  if (isReserved) return 'its name belongs to the service';
  return looksLikeReference(key) ? 'it has a name that reads like a reference' : whyKey(key);
}

/** Why a key of any map cannot be in a file; null when it can. */
function whyKey(key: string): string | null {
  if (/\p{Surrogate}/u.test(key)) return 'its name contains a lone surrogate (half a character)';
  return writeKey(key).length > maxWrittenLength ? 'it has a name that is too long for a key in YAML' : null;
}

/** Where no reference may stand, this is refused even as plain text. */
export function looksLikeReference(text: string): boolean {
  return /\$\{(?:env|secret):/.test(text);
}
