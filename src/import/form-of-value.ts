import { meaningOf } from '../core/diff/meaning.ts';
import { isStructured, type Json } from '../core/model/json.ts';
import type { Section } from '../core/model/scope.ts';
import type { SettingType } from '../core/model/setting.ts';

/** What to write for a live value, or why it does not fit its type. Names no value. */
export type Form =
  | { readonly kind: 'json'; readonly json: Json }
  | { readonly kind: 'misfit'; readonly reason: string };

/** The form in which a file asks for just this live value. `type` null: nothing but the live value tells it. */
export function formOfValue(section: Section, type: SettingType | null, live: Json): Form {
  if (section === 'custom') return isStructured(live) ? json(live) : formOfText(live);
  switch (type) {
    case 'string':
      return isStructured(live) ? misfit('a text') : formOfText(live);
    case 'integer':
      return orMisfit(integerOf(live), 'an integer that a file can hold');
    case 'boolean':
      return orMisfit(booleanOf(live), 'true or false');
    case 'json':
    case 'set':
      return json(typeof live === 'string' ? (structureIn(live) ?? live) : live);
    case null:
      return json(live);
  }
}

// A number bound for a string is compared by its text, so one that YAML prints in another way goes in quotes.
function formOfText(live: Json): Form {
  const asNumber = typeof live === 'number' && !Number.isSafeInteger(live);
  return json(asNumber ? JSON.stringify(live) : live);
}

function integerOf(live: Json): number | undefined {
  if (typeof live === 'string' && !/^-?(0|[1-9][0-9]*)$/.test(live)) return undefined;
  if (typeof live !== 'string' && typeof live !== 'number') return undefined;
  const value = Number(live);
  return Number.isSafeInteger(value) ? value : undefined;
}

function booleanOf(live: Json): boolean | undefined {
  const meaning = meaningOf('boolean', live);
  return typeof meaning === 'boolean' ? meaning : undefined;
}

/** Digits that might be a number which parsing and printing would change. */
const doubtful = /\d{16}|\d\.\d|\d[eE]|-0/;

// The map or list that a JSON text says, unless it might hold a number that does not survive.
function structureIn(text: string): Json | undefined {
  if (doubtful.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return isStructured(value) && !doubtful.test(JSON.stringify(value)) ? value : undefined;
  } catch {
    return undefined;
  }
}

function json(value: Json): Form {
  return { kind: 'json', json: value };
}

function orMisfit(value: Json | undefined, wanted: string): Form {
  return value === undefined ? misfit(wanted) : json(value);
}

function misfit(wanted: string): Form {
  return { kind: 'misfit', reason: `its live value is not ${wanted}` };
}
