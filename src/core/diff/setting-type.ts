import { isStructured, type Json } from '../model/json.ts';
import type { Section } from '../model/scope.ts';
import { type Catalogue, factsIn, optionOf, type SettingOptions, type SettingType } from '../model/setting.ts';
import { isSecret, type Value } from '../model/value.ts';
import { meaningOf } from './meaning.ts';

/** A plain value of the file: parsed, and as written (null for maps and lists). */
export type AskedValue = { readonly json: Json; readonly text: string | null };

export type TypeSources = {
  readonly options: SettingOptions;
  readonly catalogue: Catalogue;
};

/**
 * The type of a setting: from the options reply, else the catalogue, else the live value, else the value asked for.
 * Custom settings are strings, but for maps and lists.
 */
export function typeOfSetting(
  sources: TypeSources,
  section: Section,
  key: string,
  live: Value | undefined,
  asked: AskedValue,
): SettingType {
  const type = section === 'custom' ? typeOfCustom(asked) : typeOfStandard(sources, key, live, asked);
  if (factsIn(sources.catalogue, section, key)?.unordered !== true) return type;
  // Custom settings are texts, so that a list may stand in one.
  const isList = type === 'json' || (section === 'custom' && Array.isArray(meaningOf('json', asked.json)));
  return isList ? 'set' : type;
}

function typeOfCustom(asked: AskedValue): SettingType {
  return isStructured(asked.json) ? 'json' : 'string';
}

function typeOfStandard(sources: TypeSources, key: string, live: Value | undefined, asked: AskedValue): SettingType {
  const documented = optionOf(sources.options, key)?.type ?? sources.catalogue.facts(key)?.type;
  return documented ?? (isUsable(live) ? typeOfJson(live) : typeOfAsked(asked));
}

function isUsable(live: Value | undefined): live is Json {
  return live !== undefined && live !== null && !isSecret(live);
}

// 1.10, 0123 and numbers of twenty digits are what was written only as texts.
function typeOfAsked(asked: AskedValue): SettingType {
  return survives(asked) ? typeOfJson(asked.json) : 'string';
}

/** False for a number that prints differently from how it was written. */
export function survives(asked: AskedValue): boolean {
  return typeof asked.json !== 'number' || JSON.stringify(asked.json) === asked.text;
}

function typeOfJson(value: Json): SettingType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  return Number.isSafeInteger(value) ? 'integer' : 'json';
}
