import { meaningOf, sameMeaning } from '../diff/meaning.ts';
import { type TypeSources, typeOfSetting } from '../diff/setting-type.ts';
import { valueToSend } from '../diff/value-to-send.ts';
import { asWritten } from '../model/as-written.ts';
import { sameFeatures } from '../model/feature.ts';
import { byText } from '../model/json.ts';
import { type Section, sections } from '../model/scope.ts';
import type { KeyedDigest, Secret } from '../model/secret.ts';
import type { SettingType } from '../model/setting.ts';
import type { ShownValue } from '../model/shown-value.ts';
import type { SideScope, SideValue } from '../model/side.ts';
import type { Target } from '../model/target.ts';
import { isSecret } from '../model/value.ts';

/** One key or feature list of two scopes that correspond to each other. */
export type ComparedKey = {
  readonly target: Target;
  readonly a: ShownValue;
  readonly b: ShownValue;
  /** `silent`: one side says nothing of it. `not-compared`: secrets that cannot be held against each other. */
  readonly verdict: 'same' | 'differs' | 'silent' | 'not-compared';
};

/** What values are compared by. */
export type Comparing = TypeSources & {
  /** By which fingerprints are made; null: its key is not at hand. */
  readonly digest: KeyedDigest | null;
  /** Secrets of two keys for fingerprints, as two applications have them, are not held against each other. */
  readonly secrets: 'compared' | 'not-compared';
};

/** Holds every key of two scopes against each other, by meaning. `alias` null: the global scope. */
export function compareScopes(
  types: Comparing,
  alias: string | null,
  a: SideScope,
  b: SideScope,
): readonly ComparedKey[] {
  const keys = sections.flatMap((section) =>
    keysOf(a, b, section).map((key) => compareKey(types, { kind: 'key', alias, section, key }, a, b)),
  );
  return alias === null ? keys : [...keys, ...compareFeatures(alias, a, b)];
}

function keysOf(a: SideScope, b: SideScope, section: Section): readonly string[] {
  return [...new Set([...a.sections[section].keys(), ...b.sections[section].keys()])].sort(byText);
}

type KeyTarget = Extract<Target, { readonly kind: 'key' }>;

function compareKey(types: Comparing, target: KeyTarget, a: SideScope, b: SideScope): ComparedKey {
  const [left, right] = [said(a, target), said(b, target)];
  if (left === undefined || right === undefined) {
    return { target, a: shown(left), b: shown(right), verdict: 'silent' };
  }
  const type = typeFor(types, target, left, right);
  const verdict = verdictOn(meant(type, left), meant(type, right), type, types);
  return { target, a: shown(left), b: shown(right), verdict };
}

function said(scope: SideScope, { section, key }: KeyTarget): SideValue | undefined {
  return scope.sections[section].get(key) ?? (scope.whole[section] ? { kind: 'absent' } : undefined);
}

// The side that is no file has the value in its own form.
function typeFor(types: TypeSources, { section, key }: KeyTarget, a: SideValue, b: SideValue): SettingType {
  const values = [a, b].filter((value) => value.kind === 'value');
  const live = values.find(({ text }) => text === null);
  const asked = values.find(({ text }) => text !== null) ?? live ?? { json: '', text: '' };
  return typeOfSetting(types, section, key, live?.json, asked);
}

function meant(type: SettingType, value: SideValue): SideValue {
  if (value.kind !== 'value' || value.text === null) return value;
  const sent = valueToSend(type, value, undefined);
  return sent.kind === 'fits' && !isSecret(sent.value) ? { ...value, json: sent.value } : value;
}

function verdictOn(a: SideValue, b: SideValue, type: SettingType, types: Comparing): ComparedKey['verdict'] {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind ? 'same' : 'differs';
  if (a.kind === 'value' && b.kind === 'value') return sameMeaning(type, a.json, b.json) ? 'same' : 'differs';
  return a.kind === 'secret' && b.kind === 'secret'
    ? verdictOnSecrets(a.secret, b.secret, type, types)
    : 'not-compared';
}

// Whether a literal of a file is right is not told: it is a guess as well as a value.
function verdictOnSecrets(
  a: Secret,
  b: Secret,
  type: SettingType,
  { digest, secrets }: Comparing,
): ComparedKey['verdict'] {
  if (secrets === 'not-compared' || a.isOfFile() !== b.isOfFile()) return 'not-compared';
  const [left, right] = digest === null ? [a, b] : [a.comparableBy(digest), b.comparableBy(digest)];
  const same = left.sameAs(right, (value) => meaningOf(type, value));
  if (same === undefined) return 'not-compared';
  return same ? 'same' : 'differs';
}

function compareFeatures(alias: string, a: SideScope, b: SideScope): readonly ComparedKey[] {
  const target: Target = { kind: 'features', alias };
  if (a.features === null && b.features === null) return [];
  const row = { target, a: shownFeatures(a), b: shownFeatures(b) };
  if (a.features === null || b.features === null) return [{ ...row, verdict: 'silent' }];
  return [{ ...row, verdict: sameFeatures(a.features, b.features) ? 'same' : 'differs' }];
}

/** The features of a scope as rows show them. */
export function shownFeatures({ features }: SideScope): ShownValue {
  return features === null ? { kind: 'not-managed' } : { kind: 'value', json: features };
}

function shown(value: SideValue | undefined): ShownValue {
  if (value === undefined) return { kind: 'not-managed' };
  if (value.kind === 'secret') return { kind: 'secret', fingerprint: value.fingerprint };
  return value.kind === 'value' ? { kind: 'value', json: asWritten(value) } : value;
}
