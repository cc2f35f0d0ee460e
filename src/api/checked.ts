import { isJsonObject, type Json } from '../core/model/json.ts';

/** What a reply turned out to be. `wrong` says what is wrong with it and quotes no value. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly wrong: string };

export function right<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function wrong(what: string): { readonly ok: false; readonly wrong: string } {
  return { ok: false, wrong: what };
}

/** The members of a JSON object; undefined for anything else. */
export function membersOf(value: Json | undefined): ReadonlyMap<string, Json> | undefined {
  return isJsonObject(value) ? new Map(Object.entries(value)) : undefined;
}

/** A list of texts; null when there is none, undefined when it is something else. */
export function textList(value: Json | undefined): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}
