import { canonicalJson, isStructured, type Json } from '../model/json.ts';
import type { Scope } from '../model/scope.ts';
import { effectiveValue } from './effective-value.ts';
import type { GuardInput } from './guard.ts';

/** The setting that names what a widget publish writes to public files. */
export const publishList = 'jump_publish_settings';

/**
 * The settings that `jump_publish_settings` names. Its type is not documented, so a list, a JSON text and a text of
 * names with commas or blanks between are all read.
 */
export function publishedNames(value: Json): readonly string[] {
  if (isStructured(value)) return namesIn(canonicalJson(value));
  return typeof value === 'string' ? namesIn(unescaped(value)) : [];
}

function namesIn(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9_.-]+/g) ?? [];
}

// In JSON a letter may be written as an escape.
function unescaped(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** The names that a widget publish at this scope would write out after the plan: by the client's own list, else the global one. */
export function namesPublishedAfter(input: GuardInput, scope: Scope): readonly string[] {
  const list = effectiveValue(input, { scope, section: 'settings', key: publishList });
  return list.kind === 'value' ? publishedNames(list.json) : [];
}

/** The same as live stands. */
export function namesPublishedBefore(input: GuardInput, scope: Scope): readonly string[] {
  return namesPublishedAfter({ ...input, changes: [] }, scope);
}
