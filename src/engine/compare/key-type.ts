import { isStructured, type Json } from '../../leaf/json.ts';
import { aliasOf, type Section } from '../../model/address.ts';
import { askedOf, type Desired } from '../../model/desired.ts';
import { type LiveState, liveScopeOf } from '../../model/live.ts';
import {
  type Catalogue,
  documentedType,
  type SettingType,
  specIn,
  type TypeAt,
  type TypeSources,
} from '../../model/setting.ts';
import type { Cell } from '../../model/state.ts';
import { type AskedValue, survives } from './compare-cells.ts';
import { normalizeValue } from './normalize-value.ts';

/** The types of a decision: each by what the file and the live application have at the key. */
export function typesOf(desired: Desired, live: LiveState, catalogue: Catalogue): TypeAt {
  const sources = { options: live.options, catalogue };
  return (scope, section, key) => {
    const asked = askedOf(desired, aliasOf(scope))?.sections[section].get(key);
    return typeOfKey(sources, section, key, asked, liveScopeOf(live, scope)?.sections[section].get(key));
  };
}

/**
 * The type of a key for two states, and the only decision on it: from the options response, else the catalogue, else the
 * value that one state holds in its own form, else the value that the other one asks for. Custom settings are strings,
 * but for maps and lists.
 */
export function typeOfKey(
  sources: TypeSources,
  section: Section,
  key: string,
  asked: Cell | undefined,
  held: Cell | undefined,
): SettingType {
  // Of a secret only the form is known.
  if (asked?.kind === 'secret' && asked.secret?.isStructured() === true) return 'json';
  const own = asked?.kind !== 'secret' && held?.kind === 'value' ? held : undefined;
  const said = asked?.kind === 'value' ? asked : (own ?? aText);
  const type = documentedType(sources, section, key) ?? typeByValues(section, said, own);
  return isSet(sources, section, key, said, type) ? 'set' : type;
}

const aText: AskedValue = { json: '', text: '' };

function typeByValues(section: Section, said: AskedValue, own: AskedValue | undefined): SettingType {
  if (section === 'custom') return isStructured(said.json) ? 'json' : 'string';
  if (own !== undefined) return typeOfJson(own.json);
  // 1.10, 0123 and numbers of twenty digits keep their form only as texts.
  return survives(said) ? typeOfJson(said.json) : 'string';
}

function typeOfJson(value: Json): SettingType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  return Number.isSafeInteger(value) ? 'integer' : 'json';
}

// Custom settings are texts, so that a list may be in one.
function isSet(
  { catalogue }: TypeSources,
  section: Section,
  key: string,
  { json }: AskedValue,
  type: SettingType,
): boolean {
  if (specIn(catalogue, section, key)?.unordered !== true) return false;
  return type === 'json' || (section === 'custom' && Array.isArray(normalizeValue('json', json)));
}
