import { canonicalJson, isStructured } from '../model/json.ts';
import { isSecret, type Value } from '../model/value.ts';

/**
 * The settings that `jump_publish_settings` names. Its type is not documented, so a list, a JSON text and a text of
 * names with commas or blanks between are all read.
 */
export function publishedNames(value: Value | undefined): readonly string[] {
  if (value === undefined || isSecret(value)) return [];
  if (isStructured(value)) return namesIn(canonicalJson(value));
  return typeof value === 'string' ? namesIn(value) : [];
}

function namesIn(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9_.-]+/g) ?? [];
}
