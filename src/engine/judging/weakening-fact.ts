import { type Change, isKeyChange } from '../../model/change.ts';
import type { Direction, NumberDirection, SettingSpec } from '../../model/setting.ts';
import { type Effective, type Heirs, inheritingScopes, valueBeneath } from './effective-value.ts';
import { letsAllThrough, type UrlWeakness } from './url-weaknesses.ts';

/** Why a value is weaker than the one before. */
export type Weakening =
  /**
   * `gone`: no value, so no check. `all`: no value, so every entry is allowed. `unknown`: the default is not
   * documented. `hidden`: a secret, which must not bypass the guard. `odd-after`, `odd-before`: a form that cannot be
   * judged.
   */
  | { readonly kind: 'value' | 'gone' | 'all' | 'unknown' | 'hidden' | 'odd-after' | 'odd-before' }
  /** There is no earlier value, and it is above the usual limit. */
  | { readonly kind: 'unusual'; readonly direction: NumberDirection }
  | { readonly kind: 'url'; readonly gained: readonly UrlWeakness[] }
  | { readonly kind: 'opened' | 'dropped'; readonly entries: readonly string[] };

/** What would become weaker, as the rest of a sentence that begins with the target. */
export function weakeningFact(found: Weakening, spec: SettingSpec, before: Effective, after: Effective): string {
  const unit = spec.unit === null ? '' : ` ${spec.unit}`;
  switch (found.kind) {
    case 'value':
      return `would be ${shown(after, unit)} instead of ${shown(before, '')}, which ${isUnlimited(spec, after) ? 'may be no limit at all' : 'is weaker'}`;
    case 'unknown':
      return `is ${shown(before, unit)} and would be removed; the default without it is not documented and may be weaker`;
    case 'unusual':
      return `would be ${shown(after, unit)}; there is no value to compare it with, and ${found.direction.usual}${unit} ${extreme(found.direction)} that is usual`;
    case 'gone':
      return 'would be empty or removed, which disables the check';
    case 'all':
      return 'would be removed, which allows everything';
    case 'hidden':
      return 'would be a secret, so capstan cannot tell whether it is weaker (write the value itself, or use ${env:NAME})';
    case 'odd-after':
      return `would have a form that capstan cannot judge (write ${form(spec.direction)})`;
    case 'odd-before':
      return `has a live value${before.kind === 'value' ? ' in a form' : ''} that capstan cannot judge, so the new value may be weaker`;
    case 'url':
      return `would be a weaker URL (${found.gained.join(', ')})`;
    case 'opened':
      return `would allow more (${found.entries.map(shownEntry).join(', ')})`;
    case 'dropped':
      return `would check less (no longer ${found.entries.join(', ')})`;
  }
}

// The meaning of zero and negative numbers is not documented.
function isUnlimited({ direction }: SettingSpec, after: Effective): boolean {
  return direction?.kind === 'higher-is-weaker' && after.kind === 'value' && Number(after.json) <= 0;
}

const origins = { own: '', inherited: ' (inherited)', default: ' (the documented default)' };

function shown(value: Effective, unit: string): string {
  switch (value.kind) {
    case 'unset':
      return 'no value';
    case 'secret':
    case 'not-read':
      return 'a value that is not known';
    case 'value':
      return `${JSON.stringify(value.json)}${unit}${origins[value.from]}`;
  }
}

function extreme({ kind }: NumberDirection): string {
  return kind === 'lower-is-weaker' ? 'are the least' : 'are the most';
}

/** What a value should look like, after "write". */
function form(direction: Direction | null): string {
  switch (direction?.kind) {
    case 'higher-is-weaker':
    case 'lower-is-weaker':
      return 'a whole number, digits alone';
    case 'true-is-weaker':
    case 'false-is-weaker':
      return 'true or false';
    case 'more-is-weaker':
      return direction.entries === 'list' ? 'a list of texts' : 'a map';
    case 'url':
      return direction.list === 'commas' ? 'URLs with commas between them' : 'a URL';
    default:
      return 'a list of texts';
  }
}

function shownEntry(entry: string): string {
  return letsAllThrough(entry) ? `${entry}, that is everything` : entry;
}

/** Whom a change affects, in words; for a client's own value also the value that it overrides. Shows no secret. */
export function countsFor(world: Heirs, change: Change): string {
  if (!isKeyChange(change)) return `${change.scope.alias} alone`;
  if (change.scope.kind !== 'global') return `${change.scope.alias} alone${beneathText(valueBeneath(world, change))}`;
  const { aliases, others } = inheritingScopes(world, change);
  const names = [...aliases, ...(others ? ['clients that the file does not declare'] : [])];
  if (names.length === 0) return 'the global scope; no client inherits it';
  return `the global scope, and each client without a value of its own: ${names.join(', ')}`;
}

function beneathText(beneath: Effective): string {
  switch (beneath.kind) {
    case 'value':
      return `; else ${beneath.from === 'default' ? 'the documented default' : 'the global value'} counts, ${JSON.stringify(beneath.json)}`;
    case 'secret':
      return '; else the global value counts, a secret';
    case 'unset':
      return '; the global scope has no value';
    case 'not-read':
      return '';
  }
}
