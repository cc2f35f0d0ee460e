import type { Catalogue, SettingFacts } from '../core/model/setting.ts';
import { directions } from './directions.ts';
import { type CatalogueEntry, settingsData } from './settings-data.ts';

const entityType = '{entity_type}';
const secretName = /_(?:secret|password|key|token)$/iu;

const fixed: ReadonlyMap<string, CatalogueEntry> = new Map(
  settingsData.filter((entry) => !isDynamic(entry)).map((entry) => [entry.name, entry]),
);
// Longest ending first: `x_search_distinguisher_field` also ends like `x_distinguisher_field`.
const dynamic = settingsData
  .filter(isDynamic)
  .map((entry) => ({ ending: entry.name.slice(entityType.length), entry }))
  .sort((a, b) => b.ending.length - a.ending.length);

function isDynamic(entry: CatalogueEntry): boolean {
  return entry.name.startsWith(entityType);
}

/** The row of the catalogue that a name belongs to; names of one entity type are matched by their ending. */
export function entryOf(name: string): CatalogueEntry | undefined {
  return fixed.get(name) ?? dynamic.find(({ ending }) => name.length > ending.length && name.endsWith(ending))?.entry;
}

function facts(name: string): SettingFacts | undefined {
  const entry = entryOf(name);
  if (entry === undefined) return undefined;
  const { confidence: _confidence, sources: _sources, ...known } = entry;
  return { ...known, name, direction: directions.get(entry.name) ?? null };
}

/** What public documentation says of the settings, as a value. */
export const catalogue: Catalogue = {
  facts,
  isKnownSecret: (name) => facts(name)?.secret === true,
  looksSecret: (name) => secretName.test(name),
  names: [...fixed.keys()],
};
