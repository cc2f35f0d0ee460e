import { catalogue, impactOf, settings } from '../../catalogue/catalogue.ts';
import type { Json } from '../../leaf/json.ts';
import type { Direction, NumberDirection, SettingSpec } from '../../model/setting.ts';
import type { Explanation, Fact } from './explanation.ts';

/** What the catalogue knows about a setting; undefined for unknown names. */
export function explainSetting(name: string): Explanation | undefined {
  const facts = catalogue.lookup(name);
  if (facts === undefined) return undefined;
  return { topic: 'setting', name, says: facts.description, facts: factsOf(facts), sections: [] };
}

function factsOf(facts: SettingSpec): readonly Fact[] {
  const { name, type, unit, group, direction } = facts;
  const risk = impactOf('settings', name)?.risk;
  const entries: readonly (readonly [string, string | null | undefined])[] = [
    ['type', type === 'set' ? 'json, a list without an order' : type],
    ['unit', unit],
    ['default', facts.default === null ? null : shown(facts.default)],
    ['values', facts.allowedValues?.map(shown).join(', ')],
    ['group', group],
    ['belongs under', facts.section === 'either' ? 'settings or custom: the live application decides' : 'settings'],
    ['scope', facts.globalOnly ? 'global only: a client has no value of its own' : 'global, and each client'],
    ['secret', facts.secret ? 'yes: write ${secret:NAME}; it is never printed' : null],
    ['differs by environment', facts.environmentSpecific ? 'yes: set it in the file of each environment' : null],
    ['risk', risk],
    ['weaker', direction === null ? 'no value is known as weaker than another' : directionText(direction)],
    ...limitOf(direction),
    ...sourcesOf(name).map((source) => ['source', source] as const),
  ];
  return entries.flatMap(([label, text]) => (text === null || text === undefined ? [] : [[label, text] as const]));
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function directionText(direction: Direction): string {
  return `${weakerHow(direction)}: ${direction.reason}`;
}

function weakerHow(direction: Direction): string {
  switch (direction.kind) {
    case 'higher-is-weaker':
      return `a higher number${unlimited(direction)}`;
    case 'lower-is-weaker':
      return `a lower number${unlimited(direction)}`;
    case 'true-is-weaker':
      return 'true';
    case 'false-is-weaker':
      return 'false';
    case 'url':
      return 'an address without https, on this machine, with a wildcard for a host, or with a password';
    case 'allow-list':
      return 'each further entry, and no entry at all';
    case 'fewer-is-weaker':
      return 'each entry that goes';
    case 'more-is-weaker':
      return direction.unset === 'all' ? 'each further entry, and no value at all' : 'each further entry';
    case 'unset-is-weaker':
      return 'no value';
  }
}

function unlimited({ zero, unset }: NumberDirection): string {
  const zeroText = zero === 'may-be-unlimited' ? ', or 0, which may mean no limit' : '';
  return `${zeroText}${unset === 'weakest' ? ', or no value' : ''}`;
}

function limitOf(direction: Direction | null): readonly (readonly [string, string])[] {
  if (direction?.kind === 'higher-is-weaker') return [['usual maximum', String(direction.usual)]];
  return direction?.kind === 'lower-is-weaker' ? [['usual minimum', String(direction.usual)]] : [];
}

function sourcesOf(name: string): readonly string[] {
  return settings.flatMap(({ rows }) => rows.find((row) => row.name === name)?.sources ?? []);
}
