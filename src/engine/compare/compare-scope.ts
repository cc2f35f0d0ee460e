import type { Json } from '../../leaf/json.ts';
import { formatTarget, keyTarget, type Scope, type Section, sections } from '../../model/address.ts';
import type { KeyChange } from '../../model/change.ts';
import type { DesiredScope, DesiredSecret, DesiredValue, Tombstone } from '../../model/desired.ts';
import type { Finding, Source } from '../../model/finding.ts';
import type { LiveScope } from '../../model/live.ts';
import type { TypeSources } from '../../model/setting.ts';
import { valueAt } from '../../model/state.ts';
import { isSecret, sealed, type Value } from '../../model/value.ts';
import { coerceKey, coerceSecret, compareValues, typeOfKey } from './compare-cells.ts';
import { acceptsFor, isAccepted, isIgnored, tiesHostedLogin, type Untouched } from './exemptions.ts';
import { differsInForm, sameJson } from './normalize-value.ts';

/** What one scope needs, and what of it is not managed. Lists are sorted by section and key. */
export type ScopeDiff = {
  readonly changes: readonly KeyChange[];
  readonly findings: readonly Finding[];
  /** Live keys that the file neither declares nor removes. */
  readonly unmanaged: readonly string[];
  readonly notCompared: readonly string[];
};

export type DiffRules = TypeSources & Untouched;

/** What the diff says of one key. */
type Verdict =
  | { readonly kind: 'same' | 'unmanaged' | 'not-compared' }
  | { readonly kind: 'change'; readonly change: KeyChange }
  | { readonly kind: 'type-mismatch'; readonly finding: Finding };

type KeyInput = {
  readonly rules: DiffRules;
  readonly scope: Scope;
  readonly section: Section;
  readonly key: string;
  readonly live: Value | undefined;
  readonly desired: DesiredScope;
  readonly liveScope: LiveScope;
};

/** Compares one scope by meaning. */
export function diffScope(rules: DiffRules, scope: Scope, desired: DesiredScope, liveScope: LiveScope): ScopeDiff {
  const found: Found = { changes: [], findings: [], unmanaged: [], notCompared: [] };
  for (const section of sections) {
    for (const key of keysOf(desired, liveScope, section)) {
      const live = valueAt(liveScope.sections, section, key);
      const input = { rules, scope, section, key, live, desired, liveScope };
      note(judge(input), input, found);
    }
  }
  return found;
}

type Found = { readonly [K in keyof ScopeDiff]: ScopeDiff[K][number][] };

function note(verdict: Verdict, { scope, section, key }: KeyInput, found: Found): void {
  switch (verdict.kind) {
    case 'same':
      return;
    case 'unmanaged':
      found.unmanaged.push(formatTarget(keyTarget(scope, section, key)));
      return;
    case 'not-compared':
      found.notCompared.push(formatTarget(keyTarget(scope, section, key)));
      return;
    case 'change':
      found.changes.push(verdict.change);
      return;
    case 'type-mismatch':
      found.findings.push(verdict.finding);
  }
}

function keysOf(desired: DesiredScope, live: LiveScope, section: Section): readonly string[] {
  const held = live.sections[section];
  const keys = [...held.keys()];
  for (const key of desired.sections[section].keys()) if (!held.has(key)) keys.push(key);
  // By code unit as `byText`, without a call for each pair.
  return keys.sort();
}

function judge(input: KeyInput): Verdict {
  const { rules, scope, section, key } = input;
  const wanted = input.desired.sections[section].get(key);
  if (rules.ignore.length > 0 && isIgnored(rules, keyTarget(scope, section, key))) return left(input);
  if (wanted === undefined) return unmentioned(input);
  return wanted.kind === 'absent' ? judgeTombstone(input, wanted) : judgeDeclared(input, wanted);
}

function judgeDeclared(input: KeyInput, wanted: DesiredValue): Verdict {
  if (wanted.kind === 'not-comparable') return { kind: 'not-compared' };
  if (wanted.kind === 'secret') return judgeSecret(input, wanted);
  if (wanted.origin === 'journal') return judgeExact(input, wanted.json, wanted.source);
  const type = typeIn(input);
  const value = coerceKey(input.section, type, wanted, input.live);
  if (value.kind === 'fits') return judgeValue(input, type, value.value, wanted.source);
  return typeMismatch(input, type, value.wanted, wanted.source);
}

function typeMismatch(
  { scope, section, key }: KeyInput,
  type: KeyChange['type'],
  wanted: string,
  source: Source,
): Verdict {
  const target = keyTarget(scope, section, key);
  const fact = `${formatTarget(target)} is of type ${type === 'set' ? 'json' : type}: the value has to be ${wanted}`;
  return { kind: 'type-mismatch', finding: { code: 'wrong-type', severity: 'refuse', fact, cure: '', target, source } };
}

// A declared value is sent in the form of its type, hidden or not.
function judgeSecret(input: KeyInput, { secret, form, source }: DesiredSecret): Verdict {
  if (secret === null) return { kind: 'not-compared' };
  const type = typeIn(input);
  if (form === 'exact') return judgeValue(input, type, secret, source);
  const converted = coerceSecret(type, secret, input.live);
  return converted.kind === 'fits'
    ? judgeValue(input, type, converted.secret, source)
    : typeMismatch(input, type, converted.wanted, source);
}

// A value from before a run is restored only if its type is too: "5" is not 5.
function judgeExact(input: KeyInput, after: Json, source: Source): Verdict {
  const { scope, section, key, live } = input;
  const type = typeIn(input);
  if (isSecret(live)) return judgeValue(input, type, sealed(after), source);
  if (live !== undefined && sameJson(live, after)) return { kind: 'same' };
  const place = { scope, section, key, type, source };
  if (live === undefined) return { kind: 'change', change: { ...place, action: 'create', after } };
  return { kind: 'change', change: { ...place, action: 'update', before: live, after } };
}

// A snapshot has only the fingerprint of a secret. If it was made with another key, it is not compared.
function judgeValue(input: KeyInput, type: KeyChange['type'], after: Value, source: Source): Verdict {
  const { scope, section, key, live } = input;
  const place = { scope, section, key, type, source };
  if (live === undefined) return { kind: 'change', change: { ...place, action: 'create', after } };
  const verdict = compareValues(type, after, live);
  if (verdict === 'same') return { kind: 'same' };
  if (verdict === 'unknown' && isSecret(after) && isSecret(live)) return { kind: 'not-compared' };
  if (isAccepted(input.rules, keyTarget(scope, section, key), live, type)) return { kind: 'same' };
  const form = isSecret(live) || !differsInForm(type, after, live) ? {} : { formOnly: true as const };
  return { kind: 'change', change: { ...place, action: 'update', before: live, after, ...form } };
}

function judgeTombstone(input: KeyInput, tombstone: Tombstone): Verdict {
  const { rules, live, scope, section, key } = input;
  if (live === undefined) return { kind: 'same' };
  const expired = tombstone.until !== null && tombstone.until < rules.today;
  if (expired) return unmentioned(input);
  const type = typeIn(input);
  if (isAccepted(rules, keyTarget(scope, section, key), live, type)) return { kind: 'same' };
  return removal(input, live, 'tombstone', tombstone.source);
}

function unmentioned(input: KeyInput): Verdict {
  const { live, desired, section } = input;
  if (live === undefined || !desired.whole[section] || isSpared(input, live)) return left(input);
  return removal(input, live, 'unmentioned', null);
}

function left({ live }: KeyInput): Verdict {
  return { kind: live === undefined ? 'same' : 'unmanaged' };
}

/** Keys that only an entry of `absent` may remove. */
function isSpared(input: KeyInput, live: Value): boolean {
  const { rules, scope, section, key } = input;
  if (isSecret(live)) return true;
  if (acceptsFor(rules, keyTarget(scope, section, key)).length > 0) return true;
  const { sections: held } = input.liveScope;
  return tiesHostedLogin(section, key, (name) => valueAt(held, 'settings', name) !== undefined);
}

function removal(input: KeyInput, before: Value, because: 'tombstone' | 'unmentioned', source: Source | null): Verdict {
  const { scope, section, key } = input;
  const type = typeIn(input);
  return { kind: 'change', change: { scope, section, key, type, source, action: 'remove', before, because } };
}

function typeIn({ rules, section, key, desired, liveScope }: KeyInput): KeyChange['type'] {
  return typeOfKey(rules, section, key, desired.sections[section].get(key), liveScope.sections[section].get(key));
}
