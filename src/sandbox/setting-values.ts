import { type Json, parseJson } from './json.ts';
import type { SettingOption, SettingType } from './state.ts';

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
export function fitValue(option: SettingOption, value: Json): Fit {
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
