import type { Section } from './scope.ts';

/** What a change of a setting may hurt, the riskiest class first. */
export const riskClasses = ['authentication', 'permissions', 'session', 'redirects', 'e-mail', 'cosmetic'] as const;

export type RiskClass = (typeof riskClasses)[number];

/**
 * What users notice of a setting, as sentences. `{before}` and `{after}` stand for the values, `{users}` for whom it
 * concerns at the beginning of a sentence, `{fallback}` for what counts once the setting is gone. null: nobody knows.
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
