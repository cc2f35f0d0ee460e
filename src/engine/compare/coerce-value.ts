import { isStructured, type Json } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import type { SettingType } from '../../model/setting.ts';
import { isSecret, type Secret, type Value } from '../../model/value.ts';
import { normalizeValue, readInteger } from './normalize-value.ts';

/** The value in the form that the service needs, or why it does not fit the setting's type. Names no value. */
export type Coerced =
  | { readonly kind: 'fits'; readonly value: Json }
  | { readonly kind: 'type-mismatch'; readonly wanted: string };

/** Converts a declared value to the form of the key: a scalar of a custom setting is its source text. */
export function coerceKey(section: Section, type: SettingType, asked: AskedValue, live: Value | undefined): Coerced {
  return coerceValue(section === 'custom' && asked.text !== null ? 'string' : type, asked, live);
}

/** Converts a declared value to the form of the setting's type. */
export function coerceValue(type: SettingType, asked: AskedValue, live: Value | undefined): Coerced {
  switch (type) {
    case 'string':
      return coerceString(asked);
    case 'integer':
      return orMisfit(readInteger(asked.text ?? ''), 'an integer (digits only, within 2^53)');
    case 'boolean':
      return orMisfit(booleanOf(asked), 'true or false (yes, no, on and off are texts)');
    case 'json':
    case 'set':
      return orMisfit(
        coerceJson(asked, live),
        'JSON (a list, a map, or the text of one); a number has to be one that JavaScript prints as written',
      );
  }
}

/** A secret of the file in the form that the setting's type has, or why it does not fit. */
export type CoercedSecret =
  | { readonly kind: 'fits'; readonly secret: Secret }
  | { readonly kind: 'type-mismatch'; readonly wanted: string };

/** The same as `valueToSend` for a value that is hidden: a text is one as written. */
export function coerceSecret(type: SettingType, secret: Secret, live: Value | undefined): CoercedSecret {
  let wanted = '';
  const converted = secret.converted((json) => {
    const sent = coerceValue(type, typeof json === 'string' ? asked(json) : { json, text: null }, live);
    if (sent.kind === 'type-mismatch') wanted = sent.wanted;
    return sent.kind === 'fits' ? sent.value : undefined;
  });
  return converted === undefined ? { kind: 'type-mismatch', wanted } : { kind: 'fits', secret: converted };
}

// A text that looks like a number may have been a number in the file.
function asked(text: string): AskedValue {
  const number = Number(text);
  return { json: Number.isFinite(number) && String(number) === text ? number : text, text };
}

// A scalar bound for a string is its source text: 20170915215708415365, 1.10 and 0123 stay what they are.
function coerceString(asked: AskedValue): Coerced {
  return asked.text === null
    ? { kind: 'type-mismatch', wanted: 'a text, not a map or a list' }
    : { kind: 'fits', value: asked.text };
}

function orMisfit(value: Json | undefined, wanted: string): Coerced {
  return value === undefined ? { kind: 'type-mismatch', wanted } : { kind: 'fits', value };
}

function booleanOf(asked: AskedValue): boolean | undefined {
  const meaning = normalizeValue('boolean', asked.text);
  return typeof meaning === 'boolean' ? meaning : undefined;
}

// Whether the service keeps JSON settings as JSON or as text is not documented, so the form of the live value is kept.
function coerceJson(asked: AskedValue, live: Value | undefined): Json | undefined {
  if (!survives(asked)) return undefined;
  const { json } = asked;
  const liveIsText = liveIs(live, (value) => typeof value === 'string' && isStructured(normalizeValue('json', value)));
  if (typeof json !== 'string') return liveIsText && isStructured(json) ? JSON.stringify(json) : json;
  if (liveIs(live, (value) => json === value)) return json;
  const said = readAs(json);
  return said !== undefined && liveIsText ? json : said;
}

function liveIs(live: Value | undefined, question: (value: Json) => boolean): boolean {
  if (live === undefined) return false;
  return isSecret(live) ? live.is(question) : question(live);
}

// The parsed text. undefined: it is not JSON, which the service would refuse, or it is null or a text, whose meaning is
// not documented.
function readAs(text: string): Json | undefined {
  const said = normalizeValue('json', text);
  return said === null || typeof said === 'string' ? undefined : said;
}

/** A plain value of the file: parsed, and as written (null for maps and lists). */
export type AskedValue = { readonly json: Json; readonly text: string | null };

/** False for a number that prints differently from how it was written. */
export function survives(asked: AskedValue): boolean {
  return typeof asked.json !== 'number' || JSON.stringify(asked.json) === asked.text;
}
