import type { Json } from './json.ts';
import { Secret } from './secret.ts';

/** The value of a setting: JSON, or a secret around it. */
export type Value = Json | Secret;

export function isSecret(value: unknown): value is Secret {
  return value instanceof Secret;
}

/** Hides a value; what is hidden already stays as it is. */
export function sealed(value: Value): Secret {
  return isSecret(value) ? value : new Secret(value);
}
