import { normalizeValue } from '../../engine/compare/normalize-value.ts';
import { isHiddenName } from '../../engine/secrecy/secret-name.ts';
import { isStructured, type Json } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import type { LiveScope } from '../../model/live.ts';
import { documentedType, type SettingType } from '../../model/setting.ts';
import { isInexact } from '../../model/state.ts';
import { isSecret, Secret, type Value } from '../../model/value.ts';
import type { ImportFacts } from './import-facts.ts';
import { isOfOrdinaryWords, standsIn } from './live-secrets.ts';
import { whyUnwritable, whyUnwritableKey } from './why-unwritable.ts';

/** What becomes of one live key. */
export type Decision =
  | { readonly kind: 'written'; readonly json: Json }
  /** A secret that becomes `${secret:NAME}`. */
  | { readonly kind: 'reference' }
  | { readonly kind: 'unmanaged'; readonly reason: string }
  /** A secret that stays out of the file. */
  | { readonly kind: 'secret' }
  /** A live null: the key does not exist. */
  | { readonly kind: 'absent' };

export type KeyPlace = {
  readonly clientId: string | null;
  readonly scope: LiveScope;
  readonly section: Section;
  readonly key: string;
};

const nothing = new Secret(null);

/** Decides whether, and how, a live key can be in a file. */
export function decideKey(facts: ImportFacts, place: KeyPlace, value: Value): Decision {
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
