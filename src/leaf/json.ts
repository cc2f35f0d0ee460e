/** Any JSON value. Objects may hold any key, `__proto__` and `constructor` included, always as own properties. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for maps and lists: values that have parts of their own. */
export function isStructured(value: unknown): value is JsonObject | readonly Json[] {
  return typeof value === 'object' && value !== null;
}

/** Builds an object from entries; every key becomes an own property, `__proto__` included. */
export function objectFrom<T>(entries: Iterable<readonly [string, T]>): { readonly [key: string]: T } {
  return Object.fromEntries(entries);
}

/** The one order in which sets become lists: by code unit, the same on every machine and in every locale. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The entries of a map in that order. */
export function byName<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => byText(a, b));
}

/** A list as a set: sorted, each entry once. Anything else stays as it is. */
export function asSet(value: Json): Json {
  if (!Array.isArray(value)) return value;
  const entries = new Map(value.map((entry: Json) => [canonicalJson(entry), entry]));
  return byName(entries).map(([, entry]) => entry);
}

/** JSON text with sorted keys: equal values give equal bytes. Members that are undefined are left out. */
export function canonicalJson(value: Json): string {
  // Most of what is digested are lists without a map in them, which JavaScript prints as they are, and faster.
  if (!holdsMap(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isJsonObject(value)) {
    const members: string[] = [];
    for (const key of Object.keys(value).sort(byText)) {
      const member = value[key];
      if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
    }
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

function holdsMap(value: Json): boolean {
  if (!Array.isArray(value)) return isJsonObject(value);
  for (const item of value as readonly Json[]) if (typeof item === 'object' && holdsMap(item)) return true;
  return false;
}
