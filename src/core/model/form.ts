import { byText, isJsonObject, type Json } from './json.ts';

const separators = /[\s,;]+/u;

/**
 * The text of what is left of a value without its form: blanks, case, the order of words, of items and of members, and
 * repetitions. A service that trims, sorts or changes case gives back a value that differs in form alone. The text of a
 * part is never quoted again, so that it takes as long as the value, however deep that is.
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
