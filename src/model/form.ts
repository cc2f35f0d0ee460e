import { byText, isJsonObject, type Json } from '../leaf/json.ts';
import { inShell } from '../leaf/system-text.ts';
import { isSecret, type Value } from './value.ts';

const separators = /[\s,;]+/u;

/**
 * A value as text without its form: without blanks, case, repetitions, and the order of words, items and members. A
 * service that trims, sorts or changes case returns a value that differs only in form. The text of a part is never
 * quoted twice, so the time is linear in the value, however deep it is.
 */
export function withoutForm(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(wordsOf(value).join(' '));
  if (Array.isArray(value)) return `[${asSortedSet(value.map(withoutForm)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${withoutForm(member)}`);
  return `{${members.sort(byText).join(',')}}`;
}

function wordsOf(text: string): readonly string[] {
  const words = text.normalize('NFC').toLowerCase().split(separators);
  return asSortedSet(words.filter((word) => word !== ''));
}

function asSortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(byText);
}

const maxLineLength = 200;
const plainKey = /^(?!(?:true|false|null|yes|no|on|off)$)[a-z_][\w.-]*$/i;
// A line that users can copy: long lines are broken at blanks, so a double blank would be lost. Characters by number,
// since Unicode classes differ between versions of Node and the output must not.
const toCopy =
  /^(?!.* {2})[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;
const reference = '${';

/** The text to write into the file to match the stored value. */
export function adviceFor(target: string, key: string, kept: Value): string {
  const absorb = `run \`capstan absorb --only ${inShell(target)}\``;
  if (isSecret(kept)) return 'set the secret in the form that the service stores';
  // JSON is YAML.
  const line = `${plainKey.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(kept)}`;
  const isToCopy = line.length <= maxLineLength && toCopy.test(line) && !line.includes(reference);
  return isToCopy ? `write \`${line}\` into the file, or ${absorb}` : absorb;
}
