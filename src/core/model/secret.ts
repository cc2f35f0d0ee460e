import { canonicalJson, type Json } from './json.ts';

let reveal: (secret: Secret) => Json;

/**
 * A value that must not be seen. It cannot be printed, serialised, logged or interpolated: every such attempt gives
 * `(secret)`. It can be compared, fingerprinted with a keyed function, and opened by `openSecret`, which only `api/`
 * may import (a test holds that).
 */
export class Secret {
  readonly #value: Json;

  static {
    reveal = (secret) => secret.#value;
  }

  constructor(value: Json) {
    this.#value = value;
  }

  /** Whether both hold the same value. */
  equals(other: Secret): boolean {
    return secretText(this.#value) === secretText(other.#value);
  }

  /** A keyed digest of the value; `digest` must be one-way. */
  fingerprint(digest: (text: string) => string): string {
    return digest(secretText(this.#value));
  }

  /** Whether the value is a map or a list. */
  isStructured(): boolean {
    return typeof this.#value === 'object' && this.#value !== null;
  }

  /** True when the service shows a mask, or nothing, in place of the value. */
  isMasked(): boolean {
    return typeof this.#value === 'string' && /^[*•●∙·]*$/u.test(this.#value);
  }

  /** Which of these texts the value contains, asked without showing the value. */
  occursIn(text: string): boolean {
    const own = secretText(this.#value);
    return own !== '' && text.includes(own);
  }

  toString(): string {
    return '(secret)';
  }

  toJSON(): Json {
    return { secret: true };
  }

  [Symbol.toPrimitive](): string {
    return '(secret)';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '(secret)';
  }
}

/** Opens a secret. For `api/` alone: the value may leave in a request body and nowhere else. */
export function openSecret(secret: Secret): Json {
  return reveal(secret);
}

// A text and its JSON form must not be mistaken for each other, but integer 5 and "5" mean the same to the service.
function secretText(value: Json): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
