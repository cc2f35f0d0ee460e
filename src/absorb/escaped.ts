import { isJsonObject, isStructured, type Json } from '../core/model/json.ts';

/** The value with each `${` of its texts as a file writes a literal one. Keys are no templates. */
export function escaped(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, escaped(part)]));
  }
  return isStructured(value) ? value.map(escaped) : value;
}
