import { canonicalJson, isJsonObject, type Json, objectFrom } from '../model/json.ts';

/** A list of texts, as such or as JSON text, without blanks. undefined: it has another form. */
export function listEntries(value: Json): readonly string[] | undefined {
  if (typeof value === 'string') return entriesOfText(value, listEntries);
  if (isList(value)) return value.every(isText) ? value.map((entry) => entry.trim()).filter(isFull) : undefined;
  return isJsonObject(value) && Object.keys(value).length === 0 ? [] : undefined;
}

/** The same, where a text may also have commas or blanks between the entries. */
export function spacedEntries(value: Json): readonly string[] | undefined {
  if (typeof value !== 'string' || parsed(value) !== undefined) return listEntries(value);
  return value.split(/[\s,;]+/u).filter(isFull);
}

/** The members of a map, as such or as JSON text; each with what it holds beside what is only shown. */
export function memberEntries(value: Json): readonly string[] | undefined {
  if (typeof value === 'string') return entriesOfText(value, memberEntries);
  if (isList(value)) return value.length === 0 ? [] : undefined;
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).map(([name, member]) => {
    const rest = isJsonObject(member) ? withoutLooks(member) : member;
    return canonicalJson(rest) === '{}' ? name : `${name} ${canonicalJson(rest)}`;
  });
}

function withoutLooks(member: { readonly [key: string]: Json }): Json {
  return objectFrom(Object.entries(member).filter(([name]) => name !== 'name' && name !== 'icon'));
}

/** Whether a limit with this value is none: blanks, nothing, false, or a wildcard among what it lets through. */
export function isNoLimit(value: Json): boolean {
  if (isEmpty(value)) return true;
  const json = typeof value === 'string' ? parsed(value) : undefined;
  return json !== undefined && isEmpty(json);
}

function isEmpty(value: Json): boolean {
  if (typeof value === 'string') return /^[\s*%]*$/u.test(value);
  if (isList(value))
    return value.every(isEmpty) || value.some((entry) => typeof entry === 'string' && isWildcard(entry));
  if (isJsonObject(value)) return Object.values(value).every(isEmpty);
  return value === null || value === false || value === 0;
}

function isWildcard(text: string): boolean {
  return /^\s*[*%]+\s*$/u.test(text);
}

type Read = (value: Json) => readonly string[] | undefined;

function entriesOfText(text: string, read: Read): readonly string[] | undefined {
  if (!isFull(text)) return [];
  const value = parsed(text);
  // A JSON text of a text is no list that anything would read.
  return value === undefined || typeof value === 'string' ? undefined : read(value);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

function isFull(text: string): boolean {
  return text.trim() !== '';
}
