import type { RiskClass, SettingImpact, SettingSpec } from '../model/setting.ts';

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

/** One setting: all that is known of it, in one place. What is left out is false, null or, for the section, `settings`. */
export type CatalogueRow = Pick<SettingSpec, 'name' | 'type' | 'description'> &
  Partial<Pick<SettingSpec, Fact>> & {
    readonly impact: Impact;
    /** The public pages that say so. */
    readonly sources: readonly string[];
  };

/** Rows of one group of the documents; null: they name none. */
export type CatalogueGroup = { readonly group: string | null; readonly rows: readonly CatalogueRow[] };

/** Without the unit, which the row has. */
type Impact = Omit<SettingImpact, 'unit'>;

export function impact(risk: RiskClass, sentences: Partial<Omit<Impact, 'risk'>>): Impact {
  return { risk, added: null, changed: null, removed: null, to: {}, ...sentences };
}

/** Something that is set to another value and has nothing to count: one sentence for the value, one for its end. */
export function setTo(risk: RiskClass, now: string, gone: string): Impact {
  return impact(risk, {
    added: now.replace('{instead}', ''),
    changed: now.replace('{instead}', ' instead of {before}'),
    removed: gone,
  });
}
