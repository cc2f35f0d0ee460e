import { normalizeValue } from '../../engine/compare/normalize-value.ts';
import { isHiddenName } from '../../engine/secrecy/secret-name.ts';
import { byText, isStructured, type Json } from '../../leaf/json.ts';
import { formatTarget, type Section } from '../../model/address.ts';
import type { LiveScope } from '../../model/live.ts';
import type { SecretReason } from '../../model/secrecy.ts';
import { documentedType, optionOf, type SettingSpec, type SettingType, specIn } from '../../model/setting.ts';
import { heldValues, isInexact } from '../../model/state.ts';
import { isSecret, Secret, type Value } from '../../model/value.ts';
import { whyUnwritable, whyUnwritableKey } from '../write/yaml-text.ts';
import { type ImportFacts, isOfOrdinaryWords, standsIn } from './import-input.ts';

/** A live key with all that its lines need. */
export type DecidedKey = {
  readonly alias: string | null;
  readonly section: Section;
  readonly key: string;
  /** The key as comments may show it. */
  readonly label: string;
  readonly target: string;
  /** null for custom settings, which have no groups. */
  readonly group: string | null;
  /** What the setting means; null: unknown. */
  readonly meaning: string | null;
  readonly decision: Decision;
  /** Why it is taken for a secret; null: it is not. */
  readonly why: SecretReason | null;
};

export type DecidedScope = Readonly<Record<Section, readonly DecidedKey[]>>;

const otherSettings = 'Other settings';

/** A scope by the name that the file has for it, and by the id of its client; null: the global scope. */
type NamedScope = { readonly alias: string | null; readonly clientId: string | null };

/** Decides on every live key of a scope: settings by group and name, custom settings by name. */
export function decideScope(facts: ImportFacts, named: NamedScope, scope: LiveScope): DecidedScope {
  const { alias, clientId } = named;
  const decideSection = (section: Section): readonly DecidedKey[] =>
    heldValues(scope.sections[section])
      .map(([key, value]) => decided(facts, alias, { clientId, scope, section, key }, value))
      .filter(({ decision }) => decision.kind !== 'absent')
      .sort(byGroupAndKey);
  return { settings: decideSection('settings'), custom: decideSection('custom') };
}

function decided(facts: ImportFacts, alias: string | null, place: KeyPlace, value: Value): DecidedKey {
  const { clientId, section, key } = place;
  const label = !isHiddenName(key) && facts.showsSecret(key) ? '(a name that shows a secret)' : key;
  const target = formatTarget({ kind: 'key', alias, section, key: label });
  const why = isSecret(value) ? facts.secrecy.reasonOf({ clientId, section, key }) : null;
  return { alias, section, key, label, target, ...known(facts, place), decision: decideKey(facts, place, value), why };
}

function known({ live, choice }: ImportFacts, { section, key }: KeyPlace): Pick<DecidedKey, 'group' | 'meaning'> {
  const setting = specIn(choice.catalogue, section, key);
  const meaning = setting === undefined ? null : describeSetting(setting);
  if (section === 'custom') return { group: null, meaning };
  const group = setting?.group ?? optionOf(live.options, key)?.group ?? otherSettings;
  return { group, meaning };
}

// Groups by name, what belongs to none of them at the end.
function byGroupAndKey(a: DecidedKey, b: DecidedKey): number {
  const rank = (key: DecidedKey): string => (key.group === otherSettings ? '1' : `0${key.group}`);
  return byText(rank(a), rank(b)) || byText(a.key, b.key);
}

const maxLength = 100;

/** What a known setting means, in its first sentence, with its unit. */
function describeSetting(facts: SettingSpec): string {
  const first = firstSentence(facts.description);
  return facts.unit === null ? first : `${first} (${facts.unit})`;
}

// A full stop after "e.g" ends no sentence. A sentence too long for a comment ends where its first thought does.
function firstSentence(text: string): string {
  const sentence = (/^.*?(?<!\b[ei]\.[ge])\.(?=\s)/s.exec(text)?.[0] ?? text).trim().replace(/\.$/, '');
  if (sentence.length <= maxLength) return sentence;
  const thought = /^.{20,100}?(?=\s\(|[;,]\s)/s.exec(sentence)?.[0];
  return thought ?? `${sentence.slice(0, maxLength).replace(/(?<!\s)\s+\S*$/, '')} ...`;
}

/** What becomes of one live key. */
type Decision =
  | { readonly kind: 'written'; readonly json: Json }
  /** A secret that becomes `${secret:NAME}`. */
  | { readonly kind: 'reference' }
  | { readonly kind: 'unmanaged'; readonly reason: string }
  /** A secret that stays out of the file. */
  | { readonly kind: 'secret' }
  /** A live null: the key does not exist. */
  | { readonly kind: 'absent' };

type KeyPlace = {
  readonly clientId: string | null;
  readonly scope: LiveScope;
  readonly section: Section;
  readonly key: string;
};

const nothing = new Secret(null);

/** Decides whether, and how, a live key can be in a file. */
function decideKey(facts: ImportFacts, place: KeyPlace, value: Value): Decision {
  if (value === null || (isSecret(value) && value.equals(nothing))) return { kind: 'absent' };
  const isHidden = isHiddenName(place.key);
  const reason = isHidden ? null : whyUnwritableKey(place.section, place.key);
  if (reason !== null) return unmanaged(reason);
  if (isHidden || facts.showsSecret(place.key)) return unmanaged('its name shows the value of a secret');
  return isSecret(value) ? decideSecret(facts, place, value) : decidePlain(facts, place, value);
}

function decidePlain(facts: ImportFacts, place: KeyPlace, value: Json): Decision {
  const { scope, section, key } = place;
  if (isInexact(scope.sections[section].get(key))) return unmanaged('it contains a number that would be rounded');
  if (section === 'settings' && key === 'janrainOidcClientId') {
    return unmanaged('it ties the client to Hosted Login and must never change');
  }
  return decideValue(facts, place, value);
}

function decideValue(facts: ImportFacts, place: KeyPlace, value: Json): Decision {
  const form = formOfValue(place.section, typeOf(facts, place), value);
  if (form.kind === 'type-mismatch') return unmanaged(form.reason);
  const reason = whyUnwritable(form.json);
  if (reason === null) return { kind: 'written', json: form.json };
  // JSON kept as text can stay a text where a map cannot say the same.
  const asText = typeof value === 'string' && whyUnwritable(value) === null;
  return asText ? { kind: 'written', json: value } : unmanaged(reason);
}

function decideSecret(facts: ImportFacts, place: KeyPlace, secret: Secret): Decision {
  if (facts.secrecy.reasonOf(place)?.kind === 'contains') return unmanaged('it shows the value of a secret');
  if (facts.choice.secrets === 'unmanaged') return { kind: 'secret' };
  if (secret.isMasked()) return unmanaged('(secret) the service returns its value masked or empty');
  if (typeOf(facts, place) === 'json' || secret.isStructured())
    return unmanaged('(secret) a reference can only be a text, not JSON');
  // The loader refuses a file in which a secret is in clear, even as part of another word.
  if (standsIn(secret, facts.frame) || (isOfOrdinaryWords(secret) && standsIn(secret, facts.plainTexts())))
    return unmanaged('(secret) its value is a word that this file contains anyway');
  return { kind: 'reference' };
}

function typeOf({ live, choice }: ImportFacts, { section, key }: KeyPlace): SettingType | null {
  return documentedType({ options: live.options, catalogue: choice.catalogue }, section, key);
}

function unmanaged(reason: string): Decision {
  return { kind: 'unmanaged', reason };
}

/** What to write for a live value, or why it does not fit its type. Names no value. */
export type Form =
  | { readonly kind: 'json'; readonly json: Json }
  | { readonly kind: 'type-mismatch'; readonly reason: string };

/** The form in which a file declares just this live value. `type` null: nothing but the live value tells it. */
export function formOfValue(section: Section, type: SettingType | null, live: Json): Form {
  if (section === 'custom') return isStructured(live) ? json(live) : formOfText(live);
  switch (type) {
    case 'string':
      return isStructured(live) ? typeMismatch('a text') : formOfText(live);
    case 'integer':
      return orMisfit(integerOf(live), 'an integer that a file can hold');
    case 'boolean':
      return orMisfit(booleanOf(live), 'true or false');
    case 'json':
    case 'set':
      return json(typeof live === 'string' ? (structureIn(live) ?? live) : live);
    case null:
      return json(live);
  }
}

// A number bound for a string is compared by its text, so one that YAML prints in another way goes in quotes.
function formOfText(live: Json): Form {
  const asNumber = typeof live === 'number' && !Number.isSafeInteger(live);
  return json(asNumber ? JSON.stringify(live) : live);
}

function integerOf(live: Json): number | undefined {
  if (typeof live === 'string' && !/^-?(0|[1-9][0-9]*)$/.test(live)) return undefined;
  if (typeof live !== 'string' && typeof live !== 'number') return undefined;
  const value = Number(live);
  return Number.isSafeInteger(value) ? value : undefined;
}

function booleanOf(live: Json): boolean | undefined {
  const meaning = normalizeValue('boolean', live);
  return typeof meaning === 'boolean' ? meaning : undefined;
}

/** Digits that might be a number which parsing and printing would change. */
const doubtful = /\d{16}|\d\.\d|\d[eE]|-0/;

// The map or list that a JSON text says, unless it might hold a number that does not survive.
function structureIn(text: string): Json | undefined {
  if (doubtful.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return isStructured(value) && !doubtful.test(JSON.stringify(value)) ? value : undefined;
  } catch {
    return undefined;
  }
}

function json(value: Json): Form {
  return { kind: 'json', json: value };
}

function orMisfit(value: Json | undefined, wanted: string): Form {
  return value === undefined ? typeMismatch(wanted) : json(value);
}

function typeMismatch(wanted: string): Form {
  return { kind: 'type-mismatch', reason: `its live value is not ${wanted}` };
}
