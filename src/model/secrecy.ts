import type { Json } from '../leaf/json.ts';
import type { Section } from './address.ts';

/** The location of a key, independent of its client's alias. `clientId` null: the global scope. */
export type KeyAddress = { readonly clientId: string | null; readonly section: Section; readonly key: string };

/** Why a key is secret. */
export type SecretReason =
  /** The catalogue, or `sensitive` of the file, says so. */
  | { readonly kind: 'catalogue' | 'sensitive' }
  /** The file gives it a `${secret:NAME}`. */
  | { readonly kind: 'reference' }
  /** Another source knows it as one: a phrase such as "the baseline git:main". */
  | { readonly kind: 'source'; readonly source: string }
  /** Its live value contains another secret: a phrase such as "settings.rpx_key". */
  | { readonly kind: 'contains'; readonly what: string }
  /** It only looks like a secret; `public` of the file can exclude it. */
  | { readonly kind: 'name' }
  | { readonly kind: 'form'; readonly form: SecretForm };

/** Why a value looks like a secret, independent of its name: a phrase after "it holds". */
export type SecretForm =
  | 'a URL with a password'
  | 'a PEM block'
  | 'a JWT'
  | 'a member named like a secret'
  | 'credentials of a request'
  | 'a known kind of token';

/** Whether only the name or the form suggests a secret. */
export function onlyLooks({ kind }: SecretReason): boolean {
  return kind === 'name' || kind === 'form';
}

/** A live key that shows another secret: a phrase such as "settings.rpx_key". */
export type Exposing = KeyAddress & { readonly what: string; readonly part: 'value' | 'name' };

/** The only decision whether a key is a secret, from all sources of an application. */
export type Secrecy = {
  /** Why a key is a secret; null: it is none. `value`: one that it may have had by no source yet. */
  readonly reasonOf: (address: KeyAddress, value?: Json) => SecretReason | null;
  /** The keys whose plain live value, or whose name, contains a secret, in live order; `key` is what may be shown. */
  readonly exposing: readonly Exposing[];
  /** The clients whose name contains one. */
  readonly exposingClients: readonly { readonly clientId: string; readonly what: string }[];
  /** Whether the name of a live key that no file declares shows a secret. */
  readonly isInKeyName: (address: KeyAddress) => boolean;
  /** Whether any name does, such as that of a client. */
  readonly isInName: (name: string) => boolean;
};

/** A cure ('': none), with `public` as the cure for values that only look like secrets. */
export function orPublic(cure: string, why: SecretReason): string {
  const ways = onlyLooks(why) ? [cure, 'if it is not a secret, list it under public'] : [cure];
  return ways.filter((way) => way !== '').join('; ');
}

/** Why a text is not the secret, or not only the secret. */
export type SecretDamage =
  /** A mask, such as asterisks. */
  | 'mask'
  /** A placeholder of a template, or the text that a program prints for no value. */
  | 'placeholder'
  /** An unresolved reference of another tool. */
  | 'reference'
  /** The secret encrypted by another tool. */
  | 'encrypted'
  | 'blank'
  /** Blanks, line breaks or invisible characters around it, such as from a command that adds a line break. */
  | 'ends';

/** The damage of a secret, and the variable that it came from; null: which one is not known. */
export type Damage = { readonly variable: string | null; readonly kind: SecretDamage };

/** The variables with keys of capstan: anyone who knows one can forge what it signs. */
export const ownKeys: readonly string[] = ['CAPSTAN_JOURNAL_KEY', 'CAPSTAN_FINGERPRINT_KEY', 'CAPSTAN_REVIEW_KEY'];

/**
 * Whether a variable must not be used for the client secret: it is for an id, for values that files may read, or for a
 * setting or key of capstan. Others may know its value.
 */
export function isNeverAClientSecret(name: string): boolean {
  return /_ID$|^CAPSTAN_(?:VAR|ALLOWED)_/.test(name) || ownKeys.includes(name);
}

/** Whether a variable must not be used for the client id, which plans show. */
export function isNeverAClientId(name: string): boolean {
  return /^CAPSTAN_(?:.*_)?(?:SECRET|KEY|TOKEN|PASSWORD)$/.test(name);
}

const start = '(secret) ';

/** The replacement name of a client whose name contains a secret. */
export function hiddenClientName(id: string): string {
  return `${start}${id}`;
}

/** Whether a name is such a replacement. */
export function isHiddenClientName(name: string): boolean {
  return name.startsWith(start);
}
