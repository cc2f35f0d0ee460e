import type { Json } from '../model/json.ts';
import type { Direction } from '../model/setting.ts';
import { isWeakEntry, openedBy } from './allow-list-entries.ts';
import type { Effective } from './effective-value.ts';
import { listEntries, memberEntries, spacedEntries } from './list-entries.ts';
import type { Weakening } from './weakening-fact.ts';

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

/** Whether an allow list lets more through, or checks nothing any more. */
export function weakerAllowList(before: Effective, after: Known): Weakening | null {
  const [from, to] = [entriesOf(before, spacedEntries), entriesOf(after, spacedEntries)];
  if (typeof to === 'string') return { kind: 'odd-after' };
  if (from === 'odd') return { kind: 'odd-before' };
  const isChecked = from === 'unknown' || from.length > 0;
  if (to.length === 0) return isChecked ? { kind: 'gone' } : null;
  // Where nothing was checked, or nothing is known of it, an entry that is weak by itself speaks for itself.
  const entries = from === 'unknown' || !isChecked ? to.filter(isWeakEntry) : openedBy(from, to);
  return entries.length === 0 ? null : { kind: 'opened', entries };
}

/** Whether fewer conditions have to be met. */
export function weakerConditions(before: Effective, after: Known): Weakening | null {
  const [from, to] = [entriesOf(before, listEntries), entriesOf(after, listEntries)];
  if (typeof to === 'string') return { kind: 'odd-after' };
  if (typeof from === 'string') return { kind: 'odd-before' };
  const entries = from.filter((entry) => !to.includes(entry));
  if (entries.length === 0) return null;
  return to.length === 0 ? { kind: 'gone' } : { kind: 'dropped', entries };
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
  const entries = to.filter((entry) => !from.includes(entry));
  return entries.length === 0 ? null : { kind: 'opened', entries };
}

// Without a list every party is trusted: nothing is weaker than that.
function withoutList(before: Effective, after: Known): Weakening | null {
  // A blank may count as no value as well as for an empty list.
  if (isBlank(after)) return { kind: 'odd-after' };
  return before.kind === 'unset' ? null : { kind: 'all' };
}

function isList(before: Effective, after: Known): boolean {
  return before.kind !== 'unset' && after.kind !== 'unset' && !isBlank(after);
}

function isBlank(value: Effective): boolean {
  return value.kind === 'value' && typeof value.json === 'string' && value.json.trim() === '';
}
