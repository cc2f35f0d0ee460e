import type { Json } from './json.ts';

/** The four types that the service's error texts name. */
export type SettingType = 'string' | 'boolean' | 'integer' | 'json';

/** One element of the reply of `GET settings/options`: a setting that the application knows. */
export type SettingOption = {
  readonly name: string;
  /** null when the reply names a type that is none of the four. */
  readonly type: SettingType | null;
  readonly globalOnly: boolean;
  readonly group: string | null;
  /** Allowed values; empty means free. */
  readonly values: readonly Json[];
};

/** Which way a setting gets weaker, and why, in half a sentence. */
export type Direction = { readonly reason: string } & (
  | {
      readonly kind: 'higher-is-weaker' | 'lower-is-weaker';
      /** `may-be-unlimited`: the documents do not say what zero means, so that it counts as no limit at all. */
      readonly zero: 'may-be-unlimited' | 'a-number';
    }
  | { readonly kind: 'true-is-weaker' | 'false-is-weaker' }
  /** Weaker without https, on this machine, with a wildcard for a host, or with a password in it. */
  | { readonly kind: 'url' }
  /** Weaker with each further entry; without any entry there is no check at all. */
  | { readonly kind: 'allow-list' }
  /** Limits something as long as it has a value. */
  | { readonly kind: 'unset-is-weaker' }
);

/** What is known of a setting without asking the service. */
export type SettingFacts = {
  readonly name: string;
  readonly type: SettingType | null;
  readonly typeAssumed: boolean;
  readonly secret: boolean;
  readonly globalOnly: boolean;
  readonly group: string | null;
  readonly default: Json;
  readonly allowedValues: readonly Json[] | null;
  readonly unit: string | null;
  readonly environmentSpecific: boolean;
  readonly description: string;
  /** null: no value of it is known to be weaker than another. */
  readonly direction: Direction | null;
};

/** The catalogue, handed to the core as a value. */
export type Catalogue = {
  /** Facts of a standard setting; undefined for names that the catalogue does not know. */
  readonly facts: (name: string) => SettingFacts | undefined;
  /** Secret by the catalogue's own word. */
  readonly isKnownSecret: (name: string) => boolean;
  /** Secret by its name alone (`*_secret`, `*_password`, `*_key`, `*_token`): hidden, but nothing is refused for it. */
  readonly looksSecret: (name: string) => boolean;
  /** Names for "did you mean". */
  readonly names: readonly string[];
};
