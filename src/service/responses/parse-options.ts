import type { Json } from '../../leaf/json.ts';
import type { ParsedJson } from '../../leaf/parse-json.ts';
import { isCustomName, type SettingOption, type SettingType } from '../../model/setting.ts';
import { membersOf, type ParseResult, right, wrong } from './parse-client.ts';

const types: readonly SettingType[] = ['string', 'boolean', 'integer', 'json'];

/** The names that the application knows: a list, or an object with one list in it, as the documents leave open. */
export function parseOptions(json: ParsedJson): ParseResult<readonly SettingOption[]> {
  const list = listIn(json.value);
  if (list === undefined) return wrong('it holds no list of settings');
  const options = list.map(parseOption);
  const named = options.filter((option) => option !== undefined);
  if (named.length < options.length) return wrong('a setting in it has no name');
  // Every application knows settings; and what is not in the list would be written as custom.
  return named.every(isCustomName) ? wrong('its list of settings is empty') : right(named);
}

function listIn(value: Json): readonly Json[] | undefined {
  if (Array.isArray(value)) return value;
  const lists = [...(membersOf(value)?.values() ?? [])].filter((member) => Array.isArray(member));
  return lists.length === 1 ? lists[0] : undefined;
}

function parseOption(item: Json): SettingOption | undefined {
  const members = membersOf(item);
  const name = members?.get('name');
  if (members === undefined || typeof name !== 'string' || name === '') return undefined;
  const type = members.get('type');
  const group = members.get('group');
  const values = members.get('values');
  return {
    name,
    type: types.find((known) => typeof type === 'string' && known === type.toLowerCase()) ?? null,
    globalOnly: members.get('globalOnly') === true,
    group: typeof group === 'string' ? group : null,
    values: Array.isArray(values) ? values : [],
  };
}
