import { byText, isJsonObject, type Json } from '../leaf/json.ts';
import { inShell } from '../leaf/system-text.ts';
import type { Scope, Section } from './address.ts';
import { isSecret, type Value } from './value.ts';

/** The four types that the service's error texts name, and `set`: JSON whose list has no order. */
export type SettingType = 'string' | 'boolean' | 'integer' | 'json' | 'set';

/** One element of the response of `GET settings/options`: a name that the application knows. */
export type SettingOption = {
  /** The name of the setting. */
  readonly name: string;
  /** null: the response names another type. */
  readonly type: SettingType | null;
  /** Whether clients cannot have it. */
  readonly globalOnly: boolean;
  /** The group in which the service lists it; null: none. */
  readonly group: string | null;
  /** Allowed values; empty means free. */
  readonly values: readonly Json[];
};

/** By name; null: unknown. */
export type SettingOptions = ReadonlyMap<string, SettingOption> | null;

/** Whether the response lists a custom name: a public client of the API treats the names of this group so. */
export function isCustomName({ group }: SettingOption): boolean {
  return group === 'Custom';
}

/** The option of a setting; undefined for custom names, and for those that are not listed. */
export function optionOf(options: SettingOptions, name: string): SettingOption | undefined {
  const option = options?.get(name);
  return option !== undefined && isCustomName(option) ? undefined : option;
}

/** The direction in which a setting gets weaker, and why, as a clause. */
export type Direction = { readonly reason: string } & (
  | NumberDirection
  | { readonly kind: 'true-is-weaker' | 'false-is-weaker' }
  /** Weaker without https, on this machine, with a wildcard for a host, or with a password in it. */
  | { readonly kind: 'url'; readonly list?: 'commas' }
  /** Allowed hosts or URLs: weaker with each added entry; without any entry there is no check. */
  | { readonly kind: 'allow-list' }
  /** Conditions that must be met: weaker with each removed entry. */
  | { readonly kind: 'fewer-is-weaker' }
  /** Trusted parties: weaker with each added entry. Without a value, all or none are trusted. */
  | { readonly kind: 'more-is-weaker'; readonly entries: 'list' | 'members'; readonly unset: 'all' | 'none' }
  /** Limits something as long as it has a value: one text, or a list of texts, which is weaker with each further entry. */
  | { readonly kind: 'unset-is-weaker'; readonly form: 'text' | 'list' }
);

export type NumberDirection = {
  readonly kind: 'higher-is-weaker' | 'lower-is-weaker';
  /** `may-be-unlimited`: the meaning of zero is not documented, so it counts as no limit. */
  readonly zero: 'may-be-unlimited' | 'a-number';
  /** `weakest`: without a value there is no limit. `unknown`: the default is not documented. */
  readonly unset: 'weakest' | 'unknown';
  /**
   * The usual maximum (where lower is weaker: minimum), for a value without an earlier one. Our own choice; at most ten
   * times the documented default.
   */
  readonly usual: number;
};

/** Facts of a setting that are known without the service. */
export type SettingSpec = {
  readonly name: string;
  readonly type: SettingType | null;
  /**
   * `either`: names of Hosted Login, which the Console adds like custom settings; the live application and the options
   * response decide.
   */
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
  /** null: no direction is known. */
  readonly direction: Direction | null;
};

/** The catalogue, handed to the core as a value. */
export type Catalogue = {
  /** Facts of a standard setting; undefined for names that the catalogue does not know. */
  readonly lookup: (name: string) => SettingSpec | undefined;
  /** Names for "did you mean". */
  readonly names: readonly string[];
};

/** Facts of a key of a section: under `custom`, only names that may be in either section are known. */
export function specIn({ lookup }: Pick<Catalogue, 'lookup'>, section: Section, key: string): SettingSpec | undefined {
  const found = lookup(key);
  return section === 'settings' || found?.section === 'either' ? found : undefined;
}

/** The sources that document types. */
export type TypeSources = {
  readonly options: SettingOptions;
  readonly catalogue: Pick<Catalogue, 'lookup'>;
};

/** The type of a setting by the options response, else by the catalogue; null: none of them has it, as of custom settings. */
export function documentedType({ options, catalogue }: TypeSources, section: Section, key: string): SettingType | null {
  if (section === 'custom') return null;
  return optionOf(options, key)?.type ?? catalogue.lookup(key)?.type ?? null;
}

/** The type of each key of a decision. */
export type TypeAt = (scope: Scope, section: Section, key: string) => SettingType;

/** What a change of a setting may break, the riskiest class first. */
export const riskClasses = ['authentication', 'permissions', 'session', 'redirects', 'e-mail', 'cosmetic'] as const;

export type RiskClass = (typeof riskClasses)[number];

/**
 * What users notice of a setting, as sentences. `{before}` and `{after}` stand for the values, `{users}` for the
 * affected users at the beginning of a sentence, `{fallback}` for the effective value after a removal. null: unknown.
 */
export type SettingImpact = {
  readonly risk: RiskClass;
  /** The unit of the values, if it can be shown. */
  readonly unit: 'seconds' | null;
  readonly added: string | null;
  readonly changed: string | null;
  readonly removed: string | null;
  /** Instead of `added` and `changed`, for certain new values by their JSON text. */
  readonly to: Readonly<Record<string, string>>;
};

/** The known impact of a key of a section; undefined: unknown. */
export type ImpactOf = (section: Section, name: string) => SettingImpact | undefined;

const separators = /[\s,;]+/u;

/**
 * A value as text without its form: without blanks, case, repetitions, and the order of words, items and members. A
 * service that trims, sorts or changes case returns a value that differs only in form. The text of a part is never
 * quoted twice, so the time is linear in the value, however deep it is.
 */
export function withoutForm(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(wordsOf(value).join(' '));
  if (Array.isArray(value)) return `[${asSortedSet(value.map(withoutForm)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${withoutForm(member)}`);
  return `{${members.sort(byText).join(',')}}`;
}

function wordsOf(text: string): readonly string[] {
  const words = text.normalize('NFC').toLowerCase().split(separators);
  return asSortedSet(words.filter((word) => word !== ''));
}

function asSortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(byText);
}

const maxLineLength = 200;
const plainKey = /^(?!(?:true|false|null|yes|no|on|off)$)[a-z_][\w.-]*$/i;
// A line that users can copy: long lines are broken at blanks, so a double blank would be lost. Characters by number,
// since Unicode classes differ between versions of Node and the output must not.
const toCopy =
  /^(?!.* {2})[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;
const reference = '${';

/** The text to write into the file to match the stored value. */
export function adviceFor(target: string, key: string, kept: Value): string {
  const absorb = `run \`capstan absorb --only ${inShell(target)}\``;
  if (isSecret(kept)) return 'set the secret in the form that the service stores';
  // JSON is YAML.
  const line = `${plainKey.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(kept)}`;
  const isToCopy = line.length <= maxLineLength && toCopy.test(line) && !line.includes(reference);
  return isToCopy ? `write \`${line}\` into the file, or ${absorb}` : absorb;
}

type Fact =
  | 'secret'
  | 'globalOnly'
  | 'environmentSpecific'
  | 'default'
  | 'allowedValues'
  | 'unit'
  | 'direction'
  | 'section'
  | 'unordered';

/** One setting: all its facts in one place. Members left out are false, null or, for the section, `settings`. */
export type CatalogueRow = Pick<SettingSpec, 'name' | 'type' | 'description'> &
  Partial<Pick<SettingSpec, Fact>> & {
    readonly impact: Impact;
    /** The public pages as sources. */
    readonly sources: readonly string[];
  };

/** Rows of one group of the documents; null: no group. */
export type CatalogueGroup = { readonly group: string | null; readonly rows: readonly CatalogueRow[] };

/** Without the unit, which the row has. */
type Impact = Omit<SettingImpact, 'unit'>;

export function impact(risk: RiskClass, sentences: Partial<Omit<Impact, 'risk'>>): Impact {
  return { risk, added: null, changed: null, removed: null, to: {}, ...sentences };
}

/** A setting without a unit: one sentence for a new value, one for a removal. */
export function setTo(risk: RiskClass, now: string, gone: string): Impact {
  return impact(risk, {
    added: now.replace('{instead}', ''),
    changed: now.replace('{instead}', ' instead of {before}'),
    removed: gone,
  });
}
