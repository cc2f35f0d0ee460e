import { isStructured, type Json } from '../core/model/json.ts';
import { openSecret } from '../core/model/secret.ts';
import { isSecret, type Value } from '../core/model/value.ts';

/** The value itself, for a body. */
export function openValue(value: Value): Json {
  return isSecret(value) ? openSecret(value) : value;
}

/** A value as the registration API takes it, which knows only texts. Throws for what has none. */
export function openText(key: string, value: Value): string {
  const plain = openValue(value);
  if (typeof plain === 'string') return plain;
  if (typeof plain === 'boolean') return String(plain);
  if (typeof plain === 'number' && Number.isSafeInteger(plain)) return String(plain);
  const what = plain !== null && isStructured(plain) ? 'a map or list' : 'null or not an integer';
  throw new TypeError(`The value of ${key} is ${what}, which a call for single keys cannot carry.`);
}
