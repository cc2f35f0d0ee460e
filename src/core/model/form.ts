import { canonicalJson, isJsonObject, type Json } from './json.ts';

const separators = /[\s,;]+/u;

/**
 * What is left of a value without its form: blanks, case, the order of words and of items, and repetitions. A service
 * that trims, sorts or changes case gives back a value that differs in form alone.
 */
export function withoutForm(value: Json): Json {
  if (typeof value === 'string') {
    const words = value.normalize('NFC').toLowerCase().split(separators);
    return sorted(words.filter((word) => word !== '')).join(' ');
  }
  if (Array.isArray(value)) return sorted(value.map((item: Json) => canonicalJson(withoutForm(item))));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutForm(member)]));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
