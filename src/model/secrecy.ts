import type { Section } from './address.ts';
import type { Value } from './value.ts';

/** Where a key is, whatever name its client has in a file. `clientId` null: the global scope. */
export type KeyAddress = { readonly clientId: string | null; readonly section: Section; readonly key: string };

/** Why a key is taken for a secret. */
export type SecretReason =
  /** The catalogue, or `sensitive` of the file, says so. */
  | { readonly kind: 'catalogue' | 'sensitive' }
  /** The file gives it a `${secret:NAME}`. */
  | { readonly kind: 'reference' }
  /** Another source knows it as one: a phrase such as "the baseline git:main". */
  | { readonly kind: 'source'; readonly source: string }
  /** Its live value contains another secret: a phrase such as "settings.rpx_key". */
  | { readonly kind: 'contains'; readonly what: string }
  /** It only looks like one; `public` of the file says that it is none. */
  | { readonly kind: 'name' }
  | { readonly kind: 'form'; readonly form: SecretForm };

/** What makes a value look like a secret, whatever its name: a phrase that goes on after "it holds". */
export type SecretForm =
  | 'a URL with a password'
  | 'a PEM block'
  | 'a JWT'
  | 'a member named like a secret'
  | 'credentials of a request'
  | 'a known kind of token';

/** Whether nothing but name or form speaks for a secret. */
export function onlyLooks({ kind }: SecretReason): boolean {
  return kind === 'name' || kind === 'form';
}

/** A live key that shows another secret: a phrase such as "settings.rpx_key". */
export type Exposing = KeyAddress & { readonly what: string; readonly part: 'value' | 'name' };

/** The one answer to "is this a secret", from all that is known of an application. */
export type Secrecy = {
  /** Why a key is a secret; null: it is none. `value`: one that it may have had by no source yet. */
  readonly reasonOf: (address: KeyAddress, value?: Value) => SecretReason | null;
  /** The keys whose plain live value, or whose name, contains a secret, in the order of live; `key` is what may be shown. */
  readonly exposing: readonly Exposing[];
  /** The clients whose name contains one. */
  readonly exposingClients: readonly { readonly clientId: string; readonly what: string }[];
  /** Whether the name of a live key that no file declares shows a secret. */
  readonly isInKeyName: (address: KeyAddress) => boolean;
  /** Whether the name of a client does. */
  readonly isInClientName: (name: string) => boolean;
};

/** A cure ('': none), with the way out for what only looks like a secret. */
export function orPublic(cure: string, why: SecretReason): string {
  const ways = onlyLooks(why) ? [cure, 'if it is not a secret, list it under public'] : [cure];
  return ways.filter((way) => way !== '').join('; ');
}

/** What shows that a text in the place of a secret is not the secret, or not only that. */
export type SecretDamage =
  /** Something that is shown in place of a secret, such as asterisks. */
  | 'mask'
  /** What stands in a template until it is filled in, or what a program prints for nothing. */
  | 'placeholder'
  /** A reference that something before capstan should have replaced by the secret. */
  | 'reference'
  /** The secret encrypted by another tool. */
  | 'encrypted'
  | 'blank'
  /** Blanks, line breaks or invisible characters around it, as of a command that adds a line break. */
  | 'ends';

/** The damage of a secret, and the variable that it came from; null: which one is not known. */
export type Damage = { readonly variable: string | null; readonly kind: SecretDamage };

/** The variables that hold a key of capstan's own: anyone who knows one can forge what it vouches for. */
export const ownKeys: readonly string[] = ['CAPSTAN_JOURNAL_KEY', 'CAPSTAN_FINGERPRINT_KEY', 'CAPSTAN_REVIEW_KEY'];

/**
 * Whether a variable is no place for the client secret: it holds an id, something that files may read, or one of
 * capstan's own settings and keys. Others may know what it holds.
 */
export function isNeverAClientSecret(name: string): boolean {
  return /_ID$|^CAPSTAN_(?:VAR|ALLOWED)_/.test(name) || ownKeys.includes(name);
}

/** Whether a variable is no place for the client id: an id is shown in plans and travels in clear. */
export function isNeverAClientId(name: string): boolean {
  return /^CAPSTAN_(?:.*_)?(?:SECRET|KEY|TOKEN|PASSWORD)$/.test(name);
}
