import { canonicalJson, type Json } from './json.ts';

let reveal: (secret: Secret) => Json;

/**
 * A value that must not be seen. It cannot be printed, serialised, logged or interpolated: every such attempt gives
 * `(secret)`. It can be compared, fingerprinted with a keyed function, encrypted for the journal, and opened by
 * `openSecret`, which only `api/` may import (a test holds that).
 */
export class Secret {
  readonly #value: Json;
  /** Set where the value itself is not known. */
  #print: string | null = null;

  static {
    reveal = (secret) => {
      if (secret.#print !== null) throw new Error('a secret that is known by its fingerprint alone cannot be opened');
      return secret.#value;
    };
  }

  constructor(value: Json) {
    this.#value = value;
  }

  /** A secret of which nobody here knows more than its fingerprint, such as one of a snapshot. It cannot be sent. */
  static knownBy(fingerprint: string): Secret {
    const secret = new Secret(null);
    secret.#print = fingerprint;
    return secret;
  }

  /** Whether both hold the same value. */
  equals(other: Secret): boolean {
    if (this.#print !== null || other.#print !== null) return this.#print === other.#print;
    return secretText(this.#value) === secretText(other.#value);
  }

  /** A keyed digest of the value; `digest` must be one-way. */
  fingerprint(digest: (text: string) => string): string {
    return this.#print ?? digest(secretText(this.#value));
  }

  /** What a cipher makes of the JSON text of the value. For `journal/` alone (a test holds that); others get a digest. */
  sealedWith(cipher: (text: string) => string): string {
    return cipher(JSON.stringify(reveal(this)));
  }

  /** Whether the value is a map or a list. */
  isStructured(): boolean {
    return typeof this.#value === 'object' && this.#value !== null;
  }

  /** Whether the value is a text. */
  isText(): boolean {
    return typeof this.#value === 'string';
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
