import type { CatalogueGroup, CatalogueRow } from '../model/setting.ts';
import { type Catalogue, type ImpactOf, type SettingImpact, type SettingSpec, specIn } from '../model/setting.ts';
import { console } from './rows/console.ts';
import { general } from './rows/general.ts';
import { hostedLogin } from './rows/hosted-login.ts';
import { backplane, emails, other, socialLogin } from './rows/other.ts';

/** The public documentation of each setting, by the groups of the documents. */
export const settings: readonly CatalogueGroup[] = [
  backplane,
  console,
  general,
  socialLogin,
  emails,
  hostedLogin,
  other,
];

const entityType = '{entity_type}';

type Known = { readonly facts: SettingSpec; readonly impact: SettingImpact };

const all: readonly Known[] = settings.flatMap(({ group, rows }) => rows.map((row) => known(group, row)));
const fixed: ReadonlyMap<string, Known> = new Map(
  all.filter(({ facts }) => !isDynamic(facts)).map((one) => [one.facts.name, one]),
);
// Longest ending first: `x_search_distinguisher_field` also ends like `x_distinguisher_field`.
const dynamic = all
  .filter(({ facts }) => isDynamic(facts))
  .map((one) => ({ ending: one.facts.name.slice(entityType.length), one }))
  .sort((a, b) => b.ending.length - a.ending.length);

function known(group: string | null, { impact, sources: _sources, ...row }: CatalogueRow): Known {
  const facts: SettingSpec = {
    section: 'settings',
    secret: false,
    globalOnly: false,
    environmentSpecific: false,
    default: null,
    allowedValues: null,
    unit: null,
    direction: null,
    unordered: false,
    group,
    ...row,
  };
  return { facts, impact: { ...impact, unit: facts.unit === 'seconds' ? 'seconds' : null } };
}

function isDynamic({ name }: SettingSpec): boolean {
  return name.startsWith(entityType);
}

// Names of one entity type are matched by their ending.
function find(name: string): Known | undefined {
  return fixed.get(name) ?? dynamic.find(({ ending }) => name.length > ending.length && name.endsWith(ending))?.one;
}

const mostKept = 50_000;
const kept = new Map<string, SettingSpec | undefined>();

// A cache: names repeat for each client, and most of them are not settings.
function lookup(name: string): SettingSpec | undefined {
  if (kept.has(name)) return kept.get(name);
  if (kept.size >= mostKept) kept.clear();
  const spec = specOf(name);
  kept.set(name, spec);
  return spec;
}

function specOf(name: string): SettingSpec | undefined {
  const found = find(name);
  if (found === undefined || found.facts.name === name) return found?.facts;
  return { ...found.facts, name };
}

/** The public documentation of the settings, as a value. */
export const catalogue: Catalogue = {
  lookup,
  names: [...fixed.keys()],
};

/** The impact of a known setting. */
export const impactOf: ImpactOf = (section, name) =>
  specIn(catalogue, section, name) === undefined ? undefined : find(name)?.impact;
