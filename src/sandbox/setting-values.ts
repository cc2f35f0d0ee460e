import type { Scope, SettingOption, SettingType } from './state.ts';
import { isObject, type Json, type JsonObject, own, parseJson } from './state.ts';
import type { Switches } from './switches.ts';

/** A value that fits its setting, or the documented text of the refusal. */
export type Fit = { readonly value: Json } | { readonly problem: string };

const INTEGER = /^-?(0|[1-9]\d*)$/;

const REFUSALS: Readonly<Record<SettingType, string>> = {
  string: 'is not a valid string.',
  boolean: 'must be a boolean value.',
  json: 'must be valid json.',
  integer: 'must be an integer.',
};

/** The documented refusal of a name with a blank in it. */
export function nameProblem(name: string): string | undefined {
  return name === '' || /\s/.test(name) ? `${name} ${REFUSALS.string}` : undefined;
}

/** Compares a JSON value with the type and the allowed values of its setting. */
function fitValue(option: SettingOption, value: Json): Fit {
  const typed = ofType(option.type, value);
  return typed === undefined ? { problem: `${option.name} ${REFUSALS[option.type]}` } : allowed(option, typed);
}

/** Like fitValue, but a text that spells a value of the type is that value. */
export function fitText(option: SettingOption, value: Json): Fit {
  return fitValue(option, typeof value === 'string' ? fromText(option.type, value) : value);
}

/** A value in the form of the registration domain, where every value is a text. */
export function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function ofType(type: SettingType, value: Json): Json | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'json':
      return typeof value === 'string' ? parseJson(value) : value;
  }
}

function fromText(type: SettingType, text: string): Json {
  if (type === 'boolean' && (text === 'true' || text === 'false')) {
    return text === 'true';
  }
  return type === 'integer' && INTEGER.test(text) ? Number(text) : text;
}

function allowed(option: SettingOption, value: Json): Fit {
  const isAllowed =
    option.values.length === 0 || option.values.some((item) => JSON.stringify(item) === JSON.stringify(value));
  // The page prints this text without the name of the setting.
  const problem = 'value is supplied that does not pass additional validation rules defined for the specified key';
  return isAllowed ? { value } : { problem };
}

/** What a replacing PUT works on: the scope as it is, and what the application knows. */
type Replacement = {
  readonly scope: Scope;
  readonly options: ReadonlyMap<string, SettingOption>;
  readonly isClient: boolean;
  readonly switches: Switches;
};

// Where a name of the body goes: into a section with its value, or nowhere, or it fails the call.
type Placed =
  | { readonly section: keyof Scope; readonly name: string; readonly value: Json }
  | { readonly problem: string };

const IGNORED: readonly Placed[] = [];
const UNDERSCORE_NAMES: readonly string[] = ['_self', '_global', '_id', '_secret', '_settings'];

/**
 * The scope after a PUT: keys missing from the body are removed. An invalid body is rejected as a whole, with the first
 * reason.
 */
export function replaceSettings(body: JsonObject, replacement: Replacement): Scope | { readonly problem: string } {
  const custom = own(body, 'custom');
  if (custom !== undefined && !isObject(custom)) {
    return { problem: 'custom must be valid json.' };
  }
  const placed = [
    ...Object.entries(custom ?? {}).flatMap(([name, value]) => placeCustom(name, value, replacement)),
    ...Object.entries(body).flatMap(([name, value]) => (name === 'custom' ? [] : placeTop(name, value, replacement))),
  ];
  const refused = placed.find((item) => 'problem' in item);
  if (refused !== undefined && 'problem' in refused) {
    return refused;
  }
  const keepsCustom = custom === undefined && replacement.switches.putWithoutCustom === 'keeps';
  const kept = keepsCustom ? replacement.scope.custom : {};
  return { settings: section(placed, 'settings'), custom: { ...kept, ...section(placed, 'custom') } };
}

function placeTop(name: string, value: Json, replacement: Replacement): readonly Placed[] {
  const { switches, options } = replacement;
  if (UNDERSCORE_NAMES.includes(name)) {
    return switches.underscoreNames === 'ignored' ? IGNORED : refusal(name);
  }
  const option = options.get(name);
  return option === undefined ? placeUnknown(name, value, switches) : placeKnown(option, value, replacement);
}

function placeKnown(option: SettingOption, value: Json, replacement: Replacement): readonly Placed[] {
  const { switches, isClient } = replacement;
  if (option.globalOnly && isClient && switches.globalOnlyAtClient === 'dropped') {
    return IGNORED;
  }
  const fitted = fitOrNull(option, value, switches);
  return 'problem' in fitted ? [fitted] : place('settings', option.name, fitted.value, switches);
}

function fitOrNull(option: SettingOption, value: Json, switches: Switches): Fit {
  if (value === null) {
    return { value };
  }
  // A service that returns integers as texts also accepts them.
  const isText = option.type === 'integer' && switches.integerReplies === 'text';
  const isStrict = switches.typedValues === 'strict' && !isText;
  const fitted = isStrict ? fitValue(option, value) : fitText(option, value);
  // Values are stored as sent, without conversion.
  return switches.typedValues === 'as-sent' && 'value' in fitted ? { value } : fitted;
}

function placeUnknown(name: string, value: Json, switches: Switches): readonly Placed[] {
  const problem = nameProblem(name);
  if (problem !== undefined) {
    return [{ problem }];
  }
  switch (switches.unknownAtTop) {
    case 'ignored':
      return IGNORED;
    case 'stored':
      return place('settings', name, value, switches);
    case 'moved':
      return place('custom', name, value, switches);
    case 'refused':
      return refusal(name);
  }
}

function placeCustom(name: string, value: Json, replacement: Replacement): readonly Placed[] {
  const { switches, options } = replacement;
  const problem = nameProblem(name);
  if (problem !== undefined) {
    return [{ problem }];
  }
  const option = options.get(name);
  if (option !== undefined && switches.knownInCustom !== 'accepted') {
    return switches.knownInCustom === 'refused' ? refusal(name) : placeKnown(option, value, replacement);
  }
  if (value === null || typeof value === 'string' || switches.customValues === 'as-sent') {
    return place('custom', name, value, switches);
  }
  return switches.customValues === 'text' ? place('custom', name, toText(value), switches) : refusal(name);
}

function place(section: keyof Scope, name: string, value: Json, switches: Switches): readonly Placed[] {
  if (value !== null || switches.nullInPut === 'stores') {
    return [{ section, name, value }];
  }
  return switches.nullInPut === 'deletes' ? IGNORED : refusal(name);
}

// The page has four texts for all errors; this is the most general one.
function refusal(name: string): readonly Placed[] {
  return [{ problem: `${name} is not a valid string.` }];
}

function section(placed: readonly Placed[], wanted: keyof Scope): JsonObject {
  const entries = placed.flatMap((item) =>
    'problem' in item || item.section !== wanted ? [] : [[item.name, item.value] as const],
  );
  return Object.fromEntries(entries);
}
