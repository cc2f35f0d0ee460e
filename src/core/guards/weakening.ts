import type { Json } from '../model/json.ts';
import type { Direction } from '../model/setting.ts';
import { allowListEntries, letsAllThrough, openedBy } from './allow-list-entries.ts';
import type { Effective } from './effective-value.ts';
import { type UrlWeakness, urlWeaknesses } from './url-weaknesses.ts';

/**
 * In what a value is weaker than the one before. `unknown`: nobody can say, since what follows is not documented.
 * `hidden`: nor can anybody say it of a secret, and whoever writes one must not get past the guard by that.
 */
export type Weakening =
  | { readonly kind: 'value' | 'unknown' | 'gone' | 'hidden' }
  | { readonly kind: 'url'; readonly gained: readonly UrlWeakness[] }
  | { readonly kind: 'opened'; readonly added: readonly string[] };

/** Compares two effective values; null: not weaker, or not to be judged. */
export function weakening(direction: Direction, before: Effective, after: Effective): Weakening | null {
  if (after.kind === 'secret') return direction.kind === 'unset-is-weaker' ? null : { kind: 'hidden' };
  switch (direction.kind) {
    case 'higher-is-weaker':
    case 'lower-is-weaker':
      return ofScale((json) => weaknessOfNumber(direction, json), before, after);
    case 'true-is-weaker':
    case 'false-is-weaker':
      return ofSwitch(direction.kind === 'true-is-weaker', before, after);
    case 'url':
      return ofUrl(before, after);
    case 'allow-list':
      return ofAllowList(before, after);
    case 'unset-is-weaker':
      return isSet(before) && (after.kind === 'unset' || after.kind === 'value') && !isSet(after)
        ? { kind: 'gone' }
        : null;
  }
}

type Scale = Extract<Direction, { readonly zero: unknown }>;
type Weakness = (json: Json) => number | undefined;

function ofScale(weakness: Weakness, before: Effective, after: Effective): Weakening | null {
  const from = before.kind === 'value' ? weakness(before.json) : undefined;
  if (from === undefined) return null;
  if (after.kind === 'unset') return { kind: 'unknown' };
  const to = after.kind === 'value' ? weakness(after.json) : undefined;
  return to !== undefined && to > from ? { kind: 'value' } : null;
}

function weaknessOfNumber({ kind, zero }: Scale, json: Json): number | undefined {
  const value = typeof json === 'string' && /^-?\d+$/u.test(json) ? Number(json) : json;
  if (typeof value !== 'number') return undefined;
  if (kind === 'lower-is-weaker') return -value;
  return value <= 0 && zero === 'may-be-unlimited' ? Number.POSITIVE_INFINITY : value;
}

function ofSwitch(weak: boolean, before: Effective, after: Effective): Weakening | null {
  const [from, to] = [booleanOf(before), booleanOf(after)];
  if (to === weak) return from === weak ? null : { kind: 'value' };
  return after.kind === 'unset' && from === !weak ? { kind: 'unknown' } : null;
}

function booleanOf(value: Effective): boolean | undefined {
  if (value.kind !== 'value') return undefined;
  if (value.json === true || value.json === 'true') return true;
  return value.json === false || value.json === 'false' ? false : undefined;
}

// A value that was not there or not known had no weakness, so that a weak one speaks for itself.
function ofUrl(before: Effective, after: Effective): Weakening | null {
  const had = weaknessesOf(before);
  const gained = [...weaknessesOf(after)].filter((name) => !had.has(name));
  return gained.length === 0 ? null : { kind: 'url', gained };
}

function weaknessesOf(value: Effective): ReadonlySet<UrlWeakness> {
  return value.kind === 'value' && typeof value.json === 'string' ? urlWeaknesses(value.json) : new Set();
}

function ofAllowList(before: Effective, after: Effective): Weakening | null {
  const [from, to] = [entriesOf(before), entriesOf(after)];
  if (to === undefined) return null;
  // Without entries there is no check: nothing opens it further.
  if (from?.length === 0) return null;
  if (to.length === 0) return from === undefined ? null : { kind: 'gone' };
  const added = from === undefined ? to.filter(isWeakEntry) : openedBy(from, to);
  return added.length === 0 ? null : { kind: 'opened', added };
}

function entriesOf(value: Effective): readonly string[] | undefined {
  if (value.kind === 'unset') return [];
  return value.kind === 'value' ? allowListEntries(value.json) : undefined;
}

function isWeakEntry(entry: string): boolean {
  return letsAllThrough(entry) || urlWeaknesses(entry).size > 0;
}

function isSet(value: Effective): boolean {
  return value.kind === 'value' && !['""', '[]', '{}'].includes(JSON.stringify(value.json));
}
