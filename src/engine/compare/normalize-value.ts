import deepDiff from 'deep-diff';
import { asSet, canonicalJson, isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import type { SettingType } from '../../model/setting.ts';
import { withoutForm } from '../../model/setting.ts';
import { isSecret, type Value } from '../../model/value.ts';

const integerText = /^-?(0|[1-9][0-9]*)$/;
const maxJsonDepth = 64;
const numberToken = /-?[\d.]+(?:[eE][-+]?\d+)?/g;
const digitsOfADouble = 15;

/** The number that an integer's text means; undefined when it is not one that a double holds exactly. */
export function readInteger(text: string): number | undefined {
  if (!integerText.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/**
 * What a value means for a setting of this type: integer 5 and "5" are the same login_attempts. A value that does not
 * fit its type means itself.
 */
export function normalizeValue(type: SettingType, value: Json): Json {
  switch (type) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : value;
    case 'integer':
      return typeof value === 'string' ? (readInteger(value) ?? value) : value;
    case 'boolean':
      return readBoolean(value);
    case 'json':
      return typeof value === 'string' ? readJson(value) : value;
    case 'set':
      return asSet(normalizeValue('json', value));
  }
}

// YAML writes both in three ways.
function readBoolean(value: Json): Json {
  if (value === 'true' || value === 'True' || value === 'TRUE') return true;
  return value === 'false' || value === 'False' || value === 'FALSE' ? false : value;
}

/** What a JSON text says. A text that could hold a number JavaScript would round means itself. */
function readJson(text: string): Json {
  // An unclosed string extends to the end of the text, so that nothing is scanned twice.
  const outsideStrings = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)/gs, '""');
  if ((outsideStrings.match(numberToken) ?? []).some(mayBeRounded)) return text;
  try {
    const value: Json = JSON.parse(text);
    return isDeeperThan(value, maxJsonDepth) ? text : value;
  } catch {
    return text;
  }
}

function mayBeRounded(token: string): boolean {
  return /^-0$|e/i.test(token) || token.replace(/\D/g, '').length > digitsOfADouble;
}

/** Whether two values mean the same for a setting of this type. */
export function equivalent(type: SettingType, a: Value, b: Value): boolean {
  if (!isSecret(a) && !isSecret(b)) return sameJson(normalizeValue(type, a), normalizeValue(type, b));
  return isSecret(a) && isSecret(b) && a.equals(b, (value) => normalizeValue(type, value));
}

/** Whether two values are equal as JSON: 5 is not "5", and null is not absent. */
export function sameJson(a: Json, b: Json): boolean {
  if (isStructured(a) && isStructured(b)) return sameStructure(a, b);
  return a === b;
}

/** Whether the service returned the value that was sent, with the same JSON type. */
export function sameAsSent(type: SettingType, sent: Value, read: Value): boolean {
  if (type === 'json' || type === 'set') return equivalent(type, sent, read);
  if (isSecret(sent) || isSecret(read)) return isSecret(sent) && isSecret(read) && sent.equals(read);
  return sameJson(sent, read);
}

// deep-diff recurses, so that a value nested some thousand levels deep would overflow the stack; and it scans all keys
// of an object for each key, so that its cost is quadratic. It misses a key "" that only the second value has.
const maxDepth = 64;
const maxNodes = 2_000;

/** Whether two structured values are equal, part by part. The only file that knows deep-diff. */
export function sameStructure(a: Json, b: Json): boolean {
  if (isBeyondBounds(a) || isBeyondBounds(b)) return canonicalJson(a) === canonicalJson(b);
  return deepDiff.diff(a, b) === undefined;
}

/** Depth of a value by its brackets alone, without recursion: 0 for scalars. Stops counting above `limit`. */
export function isDeeperThan(value: Json, limit: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap(partsOf).filter(isStructured);
  }
  return false;
}

function isBeyondBounds(value: Json): boolean {
  if (isDeeperThan(value, maxDepth)) throw new RangeError(`a value is nested deeper than ${maxDepth} levels`);
  return countNodes(value) > maxNodes || hasEmptyKey(value);
}

function countNodes(value: Json): number {
  return 1 + partsOf(value).reduce<number>((sum, part) => sum + countNodes(part), 0);
}

function hasEmptyKey(value: Json): boolean {
  return (isJsonObject(value) && Object.hasOwn(value, '')) || partsOf(value).some(hasEmptyKey);
}

function partsOf(value: Json): readonly Json[] {
  return isStructured(value) ? Object.values(value) : [];
}

/** Whether two values differ, and in their form alone: one may be what the service makes of the other. */
export function differsInForm(type: SettingType, a: Value, b: Value): boolean {
  if (equivalent(type, a, b)) return false;
  if (isSecret(a) || isSecret(b)) return isSecret(a) && isSecret(b) && a.equals(b, withoutForm);
  return withoutForm(normalizeValue(type, a)) === withoutForm(normalizeValue(type, b));
}
