import { canonicalJson, type Json } from '../leaf/json.ts';
import { textSearch } from '../leaf/text-search.ts';
import type { Section } from './address.ts';

/** The value of a setting: JSON, or a secret around it. */
export type Value = Json | Secret;

export function isSecret(value: unknown): value is Secret {
  return value instanceof Secret;
}

/** Hides a value; what is hidden already stays as it is. */
export function sealed(value: Value): Secret {
  return isSecret(value) ? value : new Secret(value);
}

/** A keyed one-way digest of a text. */
export type KeyedDigest = (text: string) => string;

/** A fingerprint and the place of the secret that it was made of. */
type Print = {
  readonly text: string;
  readonly address: string;
  /** The digest that makes fingerprints by the same key; null: it is not available. */
  readonly digest: KeyedDigest | null;
};

let reveal: (secret: Secret) => Json;

/**
 * A value that must not be seen. It cannot be printed, serialised, logged or interpolated: every such attempt gives
 * `(secret)`. It can be compared, fingerprinted with a keyed function, encrypted for the journal, and opened by
 * `openSecret`, which only `api/` may import (a test holds that).
 */
export class Secret {
  readonly #value: Json;
  /** Set where the value itself is not known. */
  #print: Print | null = null;
  #isOfFile = false;
  #isUnread = false;

  static {
    reveal = (secret) => {
      if (secret.#print !== null) throw new Error('a secret that is known by its fingerprint alone cannot be opened');
      if (secret.#isUnread) throw new Error('a secret that was left unread in a file cannot be opened');
      return secret.#value;
    };
  }

  constructor(value: Json) {
    this.#value = value;
  }

  /** A secret of which only the fingerprint is known, such as one of a snapshot. It cannot be sent. */
  static knownBy(fingerprint: string, address: string): Secret {
    const secret = new Secret(null);
    secret.#print = { text: fingerprint, address, digest: null };
    return secret;
  }

  /** A plain-text value of a file. It has no fingerprint, which would tell whether a guess is right. */
  static ofFile(value: Json): Secret {
    const secret = new Secret(value);
    secret.#isOfFile = true;
    return secret;
  }

  /** A literal in a file where a secret is required; it is refused. It equals nothing, and is not kept. */
  static unread(): Secret {
    const secret = Secret.ofFile('(unread)');
    secret.#isUnread = true;
    return secret;
  }

  /** A secret that is known by its fingerprint, so that it can be compared with values too, if the key is the same. */
  comparableBy(digest: KeyedDigest): Secret {
    if (this.#print === null || keyIdOf(this.#print.text) !== keyIdOf(digest(''))) return this;
    const secret = new Secret(null);
    secret.#print = { ...this.#print, digest };
    return secret;
  }

  /**
   * Whether both have the same value; undefined: unknown, since only the fingerprint of one is known. `meaning` brings
   * values into the form in which they are compared.
   */
  sameAs(other: Secret, meaning: (value: Json) => Json = asItIs): boolean | undefined {
    if (this.#isUnread || other.#isUnread) return false;
    if (this.#print !== null && other.#print !== null) return samePrints(this.#print, other.#print);
    if (this.#print !== null) return printIsOf(this.#print, other.#value);
    if (other.#print !== null) return printIsOf(other.#print, this.#value);
    return secretText(meaning(this.#value)) === secretText(meaning(other.#value));
  }

  /** Whether both certainly hold the same value. */
  equals(other: Secret, meaning?: (value: Json) => Json): boolean {
    return this.sameAs(other, meaning) === true;
  }

  /**
   * A keyed digest of the value and of the place that it belongs to, so that equal secrets of two places is unknown;
   * null: it is in a file in clear, or no digest is available. `digest` must be one-way.
   */
  fingerprint(digest: KeyedDigest | null, address: string): string | null {
    if (this.#print !== null) return this.#print.text;
    return this.#isOfFile || digest === null ? null : digest(printed(address, this.#value));
  }

  /** A keyed digest that changes with the value and equals no fingerprint: for digests of whole documents. */
  bound(digest: KeyedDigest): string {
    return this.#print?.text ?? digest(`bound\n${secretText(this.#value)}`);
  }

  /** What a cipher makes of the JSON text of the value. For `journal/` alone (a test holds that); others get a digest. */
  sealedWith(cipher: (text: string) => string): string {
    return cipher(JSON.stringify(reveal(this)));
  }

  /** The same secret in another form; undefined: it has none. `convert` must keep nothing of the value. */
  converted(convert: (value: Json) => Json | undefined): Secret | undefined {
    if (this.#print !== null || this.#isUnread) return this;
    const value = convert(this.#value);
    if (value === undefined) return undefined;
    return this.#isOfFile ? Secret.ofFile(value) : new Secret(value);
  }

  /** The answer to a question on the value, which is no more than yes or no. Of a value that is not known: no. */
  is(question: (value: Json) => boolean): boolean {
    return this.#print === null && !this.#isUnread && question(this.#value);
  }

  /**
   * Finds in a text what of these secrets must not stand there; the answer is the place of the secret in the list. The
   * functions say what to look for, and must keep nothing of the value.
   */
  static finder(
    wanted: readonly (readonly [secret: Secret, texts: (value: Json) => readonly string[]])[],
  ): (text: string) => number | null {
    return textSearch(
      wanted.flatMap(([secret, textsOf], index) =>
        secret.#print === null && !secret.#isUnread && !secret.isMasked()
          ? textsOf(secret.#value).map((text) => [text, index] as const)
          : [],
      ),
    );
  }

  /** Whether the value is in a file in clear. */
  isOfFile(): boolean {
    return this.#isOfFile;
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

  /** `(secret)` */
  toString(): string {
    return '(secret)';
  }

  /** `(secret)` */
  toJSON(): Json {
    return { secret: true };
  }

  /** `(secret)` */
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

/** The place of a secret as its fingerprint has it: by client id, which survives another alias. */
export function secretAddress(clientId: string | null, section: Section, key: string): string {
  return JSON.stringify([clientId, section, key]);
}

function asItIs(value: Json): Json {
  return value;
}

// Fingerprints of two keys, or of two places, say nothing about each other.
function samePrints(a: Print, b: Print): boolean | undefined {
  if (a.address !== b.address || keyIdOf(a.text) !== keyIdOf(b.text)) return undefined;
  return a.text === b.text;
}

function printIsOf({ text, address, digest }: Print, value: Json): boolean | undefined {
  return digest === null ? undefined : digest(printed(address, value)) === text;
}

function printed(address: string, value: Json): string {
  return `secret\n${address}\n${secretText(value)}`;
}

// A text and its JSON form must not be mistaken for each other, but integer 5 and "5" mean the same to the service.
function secretText(value: Json): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/** A value as people and programs may see it, wherever several stand beside each other. */
export type RedactedValue =
  | { readonly kind: 'value'; readonly json: Json }
  /** `fingerprint` null: nothing is known of the secret but that it is one. */
  | { readonly kind: 'secret'; readonly fingerprint: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-comparable' }
  /** Nothing is known about it: a file leaves it out. */
  | { readonly kind: 'not-managed' };

/**
 * A scalar of a file as people wrote it: 20170915215708415365 is a text for the service, and would be another number for
 * JavaScript. `text` is its source text; null for what did not come from YAML.
 */
export function sourceLiteral({ json, text }: { readonly json: Json; readonly text: string | null }): Json {
  return typeof json === 'number' && text !== null && JSON.stringify(json) !== text ? text : json;
}

/**
 * The id of the key that made a fingerprint, `hmac:<key id>:<digits>`. Fingerprints of different keys cannot be
 * compared.
 */
export function keyIdOf(fingerprint: string): string | undefined {
  return fingerprint.split(':')[1];
}
