import { canonicalJson, type Json } from '../../leaf/json.ts';
import type { Direction, NumberDirection } from '../../model/setting.ts';
import type { Secret } from '../../model/value.ts';
import type { Effective } from './effective-value.ts';
import { type Known, weakerAllowList, weakerConditions, weakerLimit, weakerParties } from './list-weakening.ts';
import { allWeaknesses, gainedWeaknesses, urlsIn } from './url-weaknesses.ts';
import type { Weakening } from './weakening-fact.ts';

/** Compares two effective values; null: not weaker, or not to be judged. */
export function weakening(direction: Direction, before: Effective, after: Effective): Weakening | null {
  if (after.kind === 'secret') {
    return direction.kind === 'url' && isUrlOfFile(after.secret)
      ? ofMaskedUrls(direction, before, after.secret)
      : hidden;
  }
  if (after.kind === 'not-read' || isSame(before, after)) return null;
  switch (direction.kind) {
    case 'higher-is-weaker':
    case 'lower-is-weaker':
      return ofNumber(direction, before, after);
    case 'true-is-weaker':
    case 'false-is-weaker':
      return ofSwitch(direction.kind === 'true-is-weaker', before, after);
    case 'url':
      return ofUrls(direction, before, after);
    case 'allow-list':
      return weakerAllowList(before, after);
    case 'fewer-is-weaker':
      return weakerConditions(before, after);
    case 'more-is-weaker':
      return weakerParties(direction, before, after);
    case 'unset-is-weaker':
      return weakerLimit(direction, before, after);
  }
}

function isSame(before: Effective, after: Effective): boolean {
  return before.kind === 'value' && after.kind === 'value' && canonicalJson(before.json) === canonicalJson(after.json);
}

/** `unknown`: there is no value, or one that was not seen. `odd`: there is one, in a form that cannot be judged. */
type Weakness = number | 'unknown' | 'odd';

function ofNumber(direction: NumberDirection, before: Effective, after: Known): Weakening | null {
  const [from, to] = [weaknessOf(direction, before), weaknessOf(direction, after)];
  if (to === 'odd') return { kind: 'odd-after' };
  if (to === 'unknown') return isAsWeak(from) ? null : { kind: 'unknown' };
  if (typeof from === 'number') return to > from ? { kind: after.kind === 'unset' ? 'gone' : 'value' } : null;
  return withoutComparison(direction, before, after, to);
}

// An unknown value counts as weak as another unknown one.
function isAsWeak(weakness: Weakness): boolean {
  return weakness === 'unknown' || weakness === Number.POSITIVE_INFINITY;
}

function withoutComparison(direction: NumberDirection, before: Effective, after: Known, to: number): Weakening | null {
  if (after.kind === 'unset') return { kind: 'gone' };
  if (to > likelyWeakness(direction, before)) return { kind: 'value' };
  return to > weaknessOfNumber(direction, direction.usual) ? { kind: 'unusual', direction } : null;
}

// "5 " is not an integer, but most likely means 5.
function likelyWeakness(direction: NumberDirection, value: Effective): number {
  const text = value.kind === 'value' && typeof value.json === 'string' ? value.json.trim() : '';
  return text === '' ? Number.NaN : weaknessOfNumber(direction, Number(text));
}

function weaknessOf(direction: NumberDirection, value: Effective): Weakness {
  if (value.kind === 'unset') return direction.unset === 'weakest' ? Number.POSITIVE_INFINITY : 'unknown';
  if (value.kind !== 'value') return 'unknown';
  const { json } = value;
  const isWhole = typeof json === 'number' || (typeof json === 'string' && /^-?(?:0|[1-9]\d*)$/u.test(json));
  return isWhole ? weaknessOfNumber(direction, Number(json)) : 'odd';
}

function weaknessOfNumber({ kind, zero }: NumberDirection, value: number): number {
  if (kind === 'lower-is-weaker') return -value;
  return value < 0 || (value === 0 && zero === 'may-be-unlimited') ? Number.POSITIVE_INFINITY : value;
}

function ofSwitch(weak: boolean, before: Effective, after: Known): Weakening | null {
  const [from, to] = [booleanOf(before), booleanOf(after)];
  if (to === weak) return from === weak ? null : { kind: 'value' };
  if (to !== undefined) return null;
  if (after.kind === 'value') return { kind: 'odd-after' };
  return from === weak || before.kind === 'unset' ? null : { kind: 'unknown' };
}

function booleanOf(value: Effective): boolean | undefined {
  if (value.kind !== 'value') return undefined;
  if (value.json === true || value.json === 'true') return true;
  return value.json === false || value.json === 'false' ? false : undefined;
}

// A missing or unknown value has no known weakness, so any weak value counts.
type UrlDirection = Extract<Direction, { readonly kind: 'url' }>;

function ofUrls({ list }: UrlDirection, before: Effective, after: Known): Weakening | null {
  const urlsOf = (value: Effective): readonly string[] | undefined =>
    value.kind === 'value' ? urlsIn(value.json, list) : [];
  const to = urlsOf(after);
  if (to === undefined) return { kind: 'odd-after' };
  const gained = gainedWeaknesses(urlsOf(before) ?? [], to);
  return gained.length === 0 ? null : { kind: 'url', gained };
}

const hidden: Weakening = { kind: 'hidden' };

// A URL with a password is masked, but reviewers of the file can see it, so its weakness can be named.
function isUrlOfFile(secret: Secret): boolean {
  return secret.isOfFile() && secret.is((json) => typeof json === 'string');
}

function ofMaskedUrls({ list }: UrlDirection, before: Effective, after: Secret): Weakening | null {
  const gained = allWeaknesses.filter((name) =>
    holdsOf(before, list, (from) => after.is((json) => gainedWeaknesses(from, urlsOrNone(json, list)).includes(name))),
  );
  return gained.length === 0 ? null : { kind: 'url', gained };
}

// A value that is not a text has no URL.
function urlsOrNone(json: Json, list: UrlDirection['list']): readonly string[] {
  return urlsIn(json, list) ?? [];
}

/** Asks a question about the URLs of a value, secrets included; undefined for values that were not read. */
function holdsOf(value: Effective, list: UrlDirection['list'], holds: (urls: readonly string[]) => boolean): boolean {
  if (value.kind === 'value') return holds(urlsOrNone(value.json, list));
  const isReadable = value.kind === 'secret' && value.secret.is(() => true);
  return isReadable ? value.secret.is((json) => holds(urlsOrNone(json, list))) : holds([]);
}
