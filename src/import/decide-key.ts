import type { Json } from '../core/model/json.ts';
import type { LiveScope } from '../core/model/live.ts';
import type { Section } from '../core/model/scope.ts';
import { Secret } from '../core/model/secret.ts';
import { optionOf, type SettingType } from '../core/model/setting.ts';
import { isSecret, type Value } from '../core/model/value.ts';
import { formOfValue } from './form-of-value.ts';
import type { ImportFacts } from './import-facts.ts';
import { isOfOrdinaryWords, standsIn } from './live-secrets.ts';
import { whyUnwritable } from './why-unwritable.ts';
import { whyUnwritableKey } from './why-unwritable-key.ts';

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

/** Decides whether, and how, a live key can stand in a file. */
export function decideKey(facts: ImportFacts, place: KeyPlace, value: Value): Decision {
  if (value === null || (isSecret(value) && value.equals(nothing))) return { kind: 'absent' };
  const reason = whyUnwritableKey(place.section, place.key);
  if (reason !== null) return unmanaged(reason);
  if (facts.showsSecret(place.key)) return unmanaged('its name shows the value of a secret');
  return isSecret(value) ? decideSecret(facts, place, value) : decidePlain(facts, place, value);
}

function decidePlain(facts: ImportFacts, place: KeyPlace, value: Json): Decision {
  const { scope, section, key } = place;
  if (scope.inexact[section].has(key)) return unmanaged('it holds a number that would be rounded');
  if (section === 'settings' && key === 'janrainOidcClientId') {
    return unmanaged('it ties the client to Hosted Login and must never change');
  }
  return decideValue(facts, place, value);
}

function decideValue(facts: ImportFacts, place: KeyPlace, value: Json): Decision {
  const form = formOfValue(place.section, typeOf(facts, place), value);
  if (form.kind === 'misfit') return unmanaged(form.reason);
  const reason = whyUnwritable(form.json);
  if (reason === null) return { kind: 'written', json: form.json };
  // JSON kept as text can stay a text where a map cannot say the same.
  const asText = typeof value === 'string' && whyUnwritable(value) === null;
  return asText ? { kind: 'written', json: value } : unmanaged(reason);
}

function decideSecret(facts: ImportFacts, place: KeyPlace, secret: Secret): Decision {
  if (facts.secrecy.reasonOf(place)?.kind === 'contains') return unmanaged('it shows the value of a secret');
  if (facts.choice.secrets === 'unmanaged') return { kind: 'secret' };
  if (secret.isMasked()) return unmanaged('(secret) the service shows a mask, or nothing, in place of its value');
  if (typeOf(facts, place) === 'json' || secret.isStructured())
    return unmanaged('(secret) a reference can stand for a text, not for JSON');
  // The loader refuses a file in which a secret stands in clear, even as part of another word.
  if (standsIn(secret, facts.frame) || (isOfOrdinaryWords(secret) && standsIn(secret, facts.plainTexts())))
    return unmanaged('(secret) its value is a word that stands in this file anyway');
  return { kind: 'reference' };
}

function typeOf({ live, choice }: ImportFacts, { section, key }: KeyPlace): SettingType | null {
  if (section === 'custom') return null;
  return optionOf(live.options, key)?.type ?? choice.catalogue.facts(key)?.type ?? null;
}

function unmanaged(reason: string): Decision {
  return { kind: 'unmanaged', reason };
}
