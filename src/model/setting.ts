import type { Json } from '../leaf/json.ts';
import type { Section } from './address.ts';

/** The four types that the service's error texts name, and `set`: JSON whose list has no order. */
export type SettingType = 'string' | 'boolean' | 'integer' | 'json' | 'set';

/** One element of the reply of `GET settings/options`: a name that the application knows. */
export type SettingOption = {
  /** The name of the setting. */
  readonly name: string;
  /** null when the reply names a type that is none of the four. */
  readonly type: SettingType | null;
  /** Whether clients cannot have it. */
  readonly globalOnly: boolean;
  /** Under which heading the service lists it; null: none. */
  readonly group: string | null;
  /** Allowed values; empty means free. */
  readonly values: readonly Json[];
};

/** By name; null: the application does not tell. */
export type SettingOptions = ReadonlyMap<string, SettingOption> | null;

/** Whether the reply lists a custom name: a public client of the API takes the names of this group for such. */
export function isCustomName({ group }: SettingOption): boolean {
  return group === 'Custom';
}

/** What the reply says of a setting; undefined for custom names, and for those that it does not list. */
export function optionOf(options: SettingOptions, name: string): SettingOption | undefined {
  const option = options?.get(name);
  return option !== undefined && isCustomName(option) ? undefined : option;
}

/** Which way a setting gets weaker, and why, in half a sentence. */
export type Direction = { readonly reason: string } & (
  | NumberDirection
  | { readonly kind: 'true-is-weaker' | 'false-is-weaker' }
  /** Weaker without https, on this machine, with a wildcard for a host, or with a password in it. */
  | { readonly kind: 'url'; readonly list?: 'commas' }
  /** Places that are let through: weaker with each further entry; without any entry there is no check at all. */
  | { readonly kind: 'allow-list' }
  /** Conditions that must be met: weaker with each entry that goes. */
  | { readonly kind: 'fewer-is-weaker' }
  /** Parties that are trusted: weaker with each further entry. Without a value it is all of them, or none. */
  | { readonly kind: 'more-is-weaker'; readonly entries: 'list' | 'members'; readonly unset: 'all' | 'none' }
  /** Limits something as long as it has a value: one text, or a list of texts, which is weaker with each further entry. */
  | { readonly kind: 'unset-is-weaker'; readonly form: 'text' | 'list' }
);

export type NumberDirection = {
  readonly kind: 'higher-is-weaker' | 'lower-is-weaker';
  /** `may-be-unlimited`: the documents do not say what zero means, so that it counts as no limit at all. */
  readonly zero: 'may-be-unlimited' | 'a-number';
  /** `weakest`: without a value there is no limit. `unknown`: the documents do not say what counts then. */
  readonly unset: 'weakest' | 'unknown';
  /**
   * The usual maximum (where lower is weaker: minimum), for a value that there is none before to compare with. Our own
   * judgement; at most ten times the documented default.
   */
  readonly usual: number;
};

/** What is known of a setting without asking the service. */
export type SettingSpec = {
  readonly name: string;
  readonly type: SettingType | null;
  /** `either`: names of Hosted Login, which the Console adds like custom settings; live and the options reply decide. */
  readonly section: 'settings' | 'either';
  readonly secret: boolean;
  readonly globalOnly: boolean;
  readonly group: string | null;
  readonly default: Json;
  readonly allowedValues: readonly Json[] | null;
  readonly unit: string | null;
  readonly environmentSpecific: boolean;
  /** Whether a list of it has no order. */
  readonly unordered: boolean;
  readonly description: string;
  /** null: no value of it is known to be weaker than another. */
  readonly direction: Direction | null;
};

/** The catalogue, handed to the core as a value. */
export type Catalogue = {
  /** Facts of a standard setting; undefined for names that the catalogue does not know. */
  readonly lookup: (name: string) => SettingSpec | undefined;
  /** Names for "did you mean". */
  readonly names: readonly string[];
};

/** Facts of a key of a section: under `custom` a name means something only where it may stand in either section. */
export function specIn({ lookup }: Pick<Catalogue, 'lookup'>, section: Section, key: string): SettingSpec | undefined {
  const found = lookup(key);
  return section === 'settings' || found?.section === 'either' ? found : undefined;
}

/** What a change of a setting may hurt, the riskiest class first. */
export const riskClasses = ['authentication', 'permissions', 'session', 'redirects', 'e-mail', 'cosmetic'] as const;

export type RiskClass = (typeof riskClasses)[number];

/**
 * What users notice of a setting, as sentences. `{before}` and `{after}` stand for the values, `{users}` for whom it
 * concerns at the beginning of a sentence, `{fallback}` for what counts once the setting is gone. null: unknown.
 */
export type SettingImpact = {
  readonly risk: RiskClass;
  /** What the values count, where it is to be made readable. */
  readonly unit: 'seconds' | null;
  readonly added: string | null;
  readonly changed: string | null;
  readonly removed: string | null;
  /** Instead of `added` and `changed`, for certain new values by their JSON text. */
  readonly to: Readonly<Record<string, string>>;
};

/** What is known of the impact of a key of a section; undefined where nothing is. */
export type ImpactOf = (section: Section, name: string) => SettingImpact | undefined;
