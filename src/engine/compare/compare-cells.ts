import { isStructured, type Json } from '../../leaf/json.ts';
import { aliasOf, type Section } from '../../model/address.ts';
import { askedOf, type Desired } from '../../model/desired.ts';
import { type LiveState, liveScopeOf } from '../../model/live.ts';
import {
  type Catalogue,
  documentedType,
  type SettingType,
  specIn,
  type TypeAt,
  type TypeSources,
} from '../../model/setting.ts';
import type { Cell } from '../../model/state.ts';
import { isSecret, type KeyedDigest, type Secret, type Value } from '../../model/value.ts';
import { equivalent, normalizeValue, readInteger } from './normalize-value.ts';

/** `unknown`: they cannot be compared, such as a fingerprint and a plain value. */
export type CellVerdict = 'same' | 'differs' | 'unknown';

/**
 * Whether two states have the same value for a key, by the meaning of its type. Plans, drift and comparisons all use
 * it. Whether a key exists is known for secrets too.
 */
export function compareCells(type: SettingType, a: Cell, b: Cell): CellVerdict {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind ? 'same' : 'differs';
  const [left, right] = [valueIn(a), valueIn(b)];
  return left === undefined || right === undefined ? 'unknown' : compareValues(type, left, right);
}

function valueIn(cell: Exclude<Cell, { readonly kind: 'absent' }>): Value | undefined {
  if (cell.kind === 'value') return cell.json;
  return cell.kind === 'secret' ? (cell.secret ?? undefined) : undefined;
}

/** The same of two values. */
export function compareValues(type: SettingType, a: Value, b: Value): CellVerdict {
  if (!isSecret(a) && !isSecret(b)) return equivalent(type, a, b) ? 'same' : 'differs';
  if (!isSecret(a) || !isSecret(b)) return 'unknown';
  const same = a.sameAs(b, (value) => normalizeValue(type, value));
  if (same === undefined) return 'unknown';
  return same ? 'same' : 'differs';
}

/** A cell whose fingerprint can be compared with values, if the digest has the same key. */
export function comparableCell(cell: Cell, digest: KeyedDigest): Cell {
  return cell.kind === 'secret' ? { ...cell, secret: cell.secret?.comparableBy(digest) ?? null } : cell;
}

/**
 * A cell of a file in the form that the setting's type has; undefined: it does not fit the type. Maps, lists, and what
 * did not come from YAML have their form already. `live`: the live value, whose form is kept.
 */
export function settledCell(
  section: Section,
  type: SettingType,
  cell: Cell,
  live: Value | undefined,
): Cell | undefined {
  if (cell.kind === 'value' && cell.text !== null) {
    const sent = coerceKey(section, type, cell, live);
    return sent.kind === 'fits' ? { kind: 'value', json: sent.value, text: null } : undefined;
  }
  if (cell.kind !== 'secret' || cell.secret === null || cell.by !== 'value') return cell;
  const converted = coerceSecret(type, cell.secret, live);
  return converted.kind === 'fits' ? { ...cell, secret: converted.secret } : undefined;
}

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

/** The types of a decision: each by what the file and the live application have at the key. */
export function typesOf(desired: Desired, live: LiveState, catalogue: Catalogue): TypeAt {
  const sources = { options: live.options, catalogue };
  return (scope, section, key) => {
    const asked = askedOf(desired, aliasOf(scope))?.sections[section].get(key);
    return typeOfKey(sources, section, key, asked, liveScopeOf(live, scope)?.sections[section].get(key));
  };
}

/**
 * The type of a key for two states, and the only decision on it: from the options response, else the catalogue, else the
 * value that one state holds in its own form, else the value that the other one asks for. Custom settings are strings,
 * but for maps and lists.
 */
export function typeOfKey(
  sources: TypeSources,
  section: Section,
  key: string,
  asked: Cell | undefined,
  held: Cell | undefined,
): SettingType {
  // Of a secret only the form is known.
  if (asked?.kind === 'secret' && asked.secret?.isStructured() === true) return 'json';
  const own = asked?.kind !== 'secret' && held?.kind === 'value' ? held : undefined;
  const said = asked?.kind === 'value' ? asked : (own ?? aText);
  const type = documentedType(sources, section, key) ?? typeByValues(section, said, own);
  return isSet(sources, section, key, said, type) ? 'set' : type;
}

const aText: AskedValue = { json: '', text: '' };

function typeByValues(section: Section, said: AskedValue, own: AskedValue | undefined): SettingType {
  if (section === 'custom') return isStructured(said.json) ? 'json' : 'string';
  if (own !== undefined) return typeOfJson(own.json);
  // 1.10, 0123 and numbers of twenty digits keep their form only as texts.
  return survives(said) ? typeOfJson(said.json) : 'string';
}

function typeOfJson(value: Json): SettingType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  return Number.isSafeInteger(value) ? 'integer' : 'json';
}

// Custom settings are texts, so that a list may be in one.
function isSet(
  { catalogue }: TypeSources,
  section: Section,
  key: string,
  { json }: AskedValue,
  type: SettingType,
): boolean {
  if (specIn(catalogue, section, key)?.unordered !== true) return false;
  return type === 'json' || (section === 'custom' && Array.isArray(normalizeValue('json', json)));
}
