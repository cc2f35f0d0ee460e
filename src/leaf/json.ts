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

/** Whether two values are the same JSON, in whatever order their members are. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (!isStructured(a) || !isStructured(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const [ofA, ofB] = [a as JsonObject, b as JsonObject]; // the members of a list are those of its indices
  const names = Object.keys(ofA);
  if (names.length !== Object.keys(ofB).length) return false;
  return names.every((name) => Object.hasOwn(ofB, name) && equalJson(ofA[name], ofB[name]));
}

/** Says whether a value that came from outside has a shape. Looks at own members only; `__proto__` is a name like others. */
export type Shape<T> = (value: unknown) => value is T;

/** What a shape describes. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

export const isText: Shape<string> = (value) => typeof value === 'string';
export const isFlag: Shape<boolean> = (value) => typeof value === 'boolean';

export const isCount: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** A moment as `Date.toISOString` writes it. */
export const isMoment: Shape<string> = (value): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (value): value is T => words.some((word) => word === value);
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value): value is T | null => value === null || shape(value);
}

export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(item);
}

export function pairOf<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value): value is readonly [A, B] =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
}

export function either<A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> {
  return (value): value is A | B => a(value) || b(value);
}

export function orMissing<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value): value is T | undefined => value === undefined || shape(value);
}

/** An object with these members and no others. */
export function membersOf<T extends object>(members: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const shapes = new Map<string, Shape<unknown>>(Object.entries(members));
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const found = new Map<string, unknown>(Object.entries(value));
    return (
      [...found.keys()].every((name) => shapes.has(name)) && [...shapes].every(([name, is]) => is(found.get(name)))
    );
  };
}
