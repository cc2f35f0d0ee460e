import { canonicalJson, isJsonObject, type Json } from '../model/json.ts';
import { matchesWildcard } from '../model/wildcard.ts';

/**
 * The entries of an allow list. Its type is not documented, so a list, a JSON text and a text with commas or blanks
 * between are all read. undefined: it has another form, and nobody can say what it lets through.
 */
export function allowListEntries(value: Json): readonly string[] | undefined {
  if (typeof value === 'string') return entriesOfText(value);
  if (isList(value)) return value.map((entry) => (typeof entry === 'string' ? normal(entry) : canonicalJson(entry)));
  return isJsonObject(value) && Object.keys(value).length === 0 ? [] : undefined;
}

function entriesOfText(text: string): readonly string[] {
  const parsed = parseList(text);
  if (parsed !== undefined) return parsed;
  return text
    .split(/[\s,;]+/u)
    .filter((entry) => entry !== '')
    .map(normal);
}

function parseList(text: string): readonly string[] | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isList(value) ? allowListEntries(value) : undefined;
  } catch {
    return undefined;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function normal(entry: string): string {
  return entry.trim().toLowerCase();
}

// A wildcard stands for a part of a host, and never reaches beyond it.
const endsOfHostPart = '/:@?#\\';

/** The entries of the second list that the first did not let through already. */
export function openedBy(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.some(letsAllThrough)) return [];
  const patterns = before.map((entry) => entry.split('*'));
  const covers = (entry: string): boolean =>
    patterns.some((pattern) => matchesWildcard(pattern, entry, endsOfHostPart));
  return after.filter((entry) => !covers(entry) && !covers(entry.replace(/^https:/u, 'http:')));
}

/** Whether the entry lets every place through. */
export function letsAllThrough(entry: string): boolean {
  return entry.includes('*') && /^[*.:/]+$/u.test(entry);
}
