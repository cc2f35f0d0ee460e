/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Read it with `own`: names like `constructor` and `__proto__` are ordinary names here. */
export type JsonObject = { readonly [name: string]: Json };

// Deeper bodies are refused: they would overflow the stack when the state is printed again.
const MAX_DEPTH = 64;

/** The value of a name that the object itself has, never an inherited one. */
export function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The object without some names. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Whether a value is an object, that is neither null nor a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of strings. */
export function isStrings(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Reads JSON text; undefined when it is not JSON or nested too deeply. */
export function parseJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isTooDeep(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isTooDeep(value: Json, levelsLeft: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levelsLeft === 0 || Object.values(value).some((item) => isTooDeep(item, levelsLeft - 1));
}
