import { liveScopeOf } from '../model/end-state.ts';
import { canonicalJson, isStructured } from '../model/json.ts';
import type { LiveState } from '../model/live.ts';
import type { Scope } from '../model/scope.ts';
import { isSecret, type Value } from '../model/value.ts';

/**
 * The settings that `jump_publish_settings` names. Its type is not documented, so a list, a JSON text and a text of
 * names with commas or blanks between are all read.
 */
export function publishedNames(value: Value | undefined): readonly string[] {
  if (value === undefined || isSecret(value)) return [];
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

/** The names that a widget publish at this scope would write out as live stands: the client's own list, else the global one. */
export function namesPublishedAt(live: LiveState, scope: Scope): readonly string[] {
  const read = liveScopeOf(live, scope);
  const own = read?.sections.settings.get('jump_publish_settings');
  return publishedNames(own ?? read?.inherited?.settings.get('jump_publish_settings'));
}
