import { canonicalJson, isJsonObject, type Json, objectFrom } from '../../leaf/json.ts';
import type { Direction } from '../../model/setting.ts';
import type { Effective } from './effective-value.ts';
import type { Weakening } from './shared-findings.ts';
import { isWeakEntry, openedBy } from './url-weaknesses.ts';

/** What is known to be there, or known not to be. */
export type Known = Extract<Effective, { readonly kind: 'value' | 'unset' }>;

/** `odd`: a form that cannot be judged. `unknown`: not read. */
type Entries = readonly string[] | 'odd' | 'unknown';
type ReadEntries = (json: Json) => readonly string[] | undefined;

function entriesOf(value: Effective, read: ReadEntries): Entries {
  switch (value.kind) {
    case 'unset':
      return [];
    case 'value':
      return read(value.json) ?? 'odd';
    case 'secret':
      return 'odd';
    case 'not-read':
      return 'unknown';
  }
}

/** Whether an allow list admits more, or no longer checks anything. */
export function weakerAllowList(before: Effective, after: Known): Weakening | null {
  const [from, to] = [entriesOf(before, spacedEntries), entriesOf(after, spacedEntries)];
  if (typeof to === 'string') return { kind: 'odd-after' };
  if (from === 'odd') return { kind: 'odd-before' };
  const isChecked = from === 'unknown' || from.length > 0;
  if (to.length === 0) return isChecked ? { kind: 'gone' } : null;
  // If there was no check, or it is unknown, an entry counts only if it is weak in itself.
  const entries = from === 'unknown' || !isChecked ? to.filter(isWeakEntry) : openedBy(from, to);
  return entries.length === 0 ? null : { kind: 'opened', entries };
}

/** Whether fewer conditions have to be met. */
export function weakerConditions(before: Effective, after: Known): Weakening | null {
  const [from, to] = [entriesOf(before, listEntries), entriesOf(after, listEntries)];
  if (typeof to === 'string') return { kind: 'odd-after' };
  if (typeof from === 'string') return { kind: 'odd-before' };
  const kept = new Set(to);
  const entries = from.filter((entry) => !kept.has(entry));
  if (entries.length === 0) return null;
  return to.length === 0 ? { kind: 'gone' } : { kind: 'dropped', entries };
}

type Limit = Extract<Direction, { readonly kind: 'unset-is-weaker' }>;

/** Whether a limit is removed, or applies to fewer. */
export function weakerLimit({ form }: Limit, before: Effective, after: Known): Weakening | null {
  if (isNone(after)) return isNone(before) ? null : { kind: 'gone' };
  const read = form === 'list' ? listEntries : oneText;
  const [from, to] = [entriesOf(before, read), entriesOf(after, read)];
  if (typeof to === 'string') return { kind: 'odd-after' };
  // Another attribute is another limit; if there was none, or it is unknown, any is a limit.
  if (form === 'text' || isNone(before) || from === 'unknown') return null;
  if (from === 'odd') return { kind: 'odd-before' };
  const had = new Set(from);
  const entries = to.filter((entry) => !had.has(entry));
  return entries.length === 0 ? null : { kind: 'opened', entries };
}

function oneText(value: Json): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : undefined;
}

function isNone(value: Effective): boolean {
  return value.kind === 'unset' || (value.kind === 'value' && isNoLimit(value.json));
}

type Parties = Extract<Direction, { readonly kind: 'more-is-weaker' }>;

/** Whether more parties are trusted. */
export function weakerParties({ entries: form, unset }: Parties, before: Effective, after: Known): Weakening | null {
  const read = form === 'list' ? listEntries : memberEntries;
  const [from, to] = [entriesOf(before, read), entriesOf(after, read)];
  if (typeof to === 'string') return { kind: 'odd-after' };
  if (unset === 'all' && !isList(before, after)) return withoutList(before, after);
  if (to.length === 0) return null;
  if (typeof from === 'string') return { kind: 'odd-before' };
  const had = new Set(from);
  const entries = to.filter((entry) => !had.has(entry));
  return entries.length === 0 ? null : { kind: 'opened', entries };
}

// Without a list every party is trusted: nothing is weaker than that.
function withoutList(before: Effective, after: Known): Weakening | null {
  // A blank text may mean no value or an empty list.
  if (isBlank(after)) return { kind: 'odd-after' };
  return before.kind === 'unset' ? null : { kind: 'all' };
}

function isList(before: Effective, after: Known): boolean {
  return before.kind !== 'unset' && after.kind !== 'unset' && !isBlank(after);
}

function isBlank(value: Effective): boolean {
  return value.kind === 'value' && typeof value.json === 'string' && value.json.trim() === '';
}

/** A list of texts, as such or as JSON text, without blanks. undefined: it has another form. */
export function listEntries(value: Json): readonly string[] | undefined {
  if (typeof value === 'string') return entriesOfText(value, listEntries);
  if (isListOfEntries(value))
    return value.every(isText) ? value.map((entry) => entry.trim()).filter(isFull) : undefined;
  return isJsonObject(value) && Object.keys(value).length === 0 ? [] : undefined;
}

/** The same, where a text may also have commas or blanks between the entries. */
export function spacedEntries(value: Json): readonly string[] | undefined {
  if (typeof value !== 'string' || parsed(value) !== undefined) return listEntries(value);
  return value.split(/[\s,;]+/u).filter(isFull);
}

/** The members of a map, as such or as JSON text; each with its content without display texts. */
function memberEntries(value: Json): readonly string[] | undefined {
  if (typeof value === 'string') return entriesOfText(value, memberEntries);
  if (isListOfEntries(value)) return value.length === 0 ? [] : undefined;
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).map(([name, member]) => {
    const rest = isJsonObject(member) ? withoutLooks(member) : member;
    return canonicalJson(rest) === '{}' ? name : `${name} ${canonicalJson(rest)}`;
  });
}

function withoutLooks(member: { readonly [key: string]: Json }): Json {
  return objectFrom(Object.entries(member).filter(([name]) => name !== 'name' && name !== 'icon'));
}

/** Whether a limit with this value is none: blanks, nothing, false, or a wildcard or a blank entry. */
function isNoLimit(value: Json): boolean {
  if (isEmpty(value)) return true;
  const json = typeof value === 'string' ? parsed(value) : undefined;
  return json !== undefined && isEmpty(json);
}

function isEmpty(value: Json): boolean {
  if (typeof value === 'string') return /^[\s*%]*$/u.test(value);
  if (isListOfEntries(value))
    return value.every(isEmpty) || value.some((entry) => typeof entry === 'string' && isEmpty(entry));
  if (isJsonObject(value)) return Object.values(value).every(isEmpty);
  return value === null || value === false || value === 0;
}

type Read = (value: Json) => readonly string[] | undefined;

function entriesOfText(text: string, read: Read): readonly string[] | undefined {
  if (!isFull(text)) return [];
  const value = parsed(text);
  // A JSON text that contains a text is not a list.
  return value === undefined || typeof value === 'string' ? undefined : read(value);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isListOfEntries(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

function isFull(text: string): boolean {
  return text.trim() !== '';
}
