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
