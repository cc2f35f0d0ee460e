import { thingsKind } from '../kinds/index.ts';
import { type ThingKind, thingKinds } from '../kinds/table.ts';
import { matchesWildcard, type Wildcard } from '../leaf/text-search.ts';
import { remembered } from '../leaf/work.ts';
import {
  formatTarget,
  type Scope,
  type Section,
  scopeOfTarget,
  splitThing,
  type Target,
  type ThingScope,
} from './address.ts';

/** A target in which `*` may be for any run of characters of an alias or a key. */
export type TargetPattern = {
  readonly text: string;
  readonly kind: Target['kind'];
  /** The kind of the thing that the alias names; null for global targets. */
  readonly of: ThingKind | null;
  /** Matches the alias; null for global targets. */
  readonly alias: Wildcard | null;
  readonly section: Section | null;
  readonly key: Wildcard | null;
  /** The property that it names; null: it names none. */
  readonly property: string | null;
  /** True when the alias is written out, without `*`. */
  readonly literalAlias: boolean;
};

const formsOfKinds = thingKinds.flatMap(({ place: { member }, keys, properties }) => [
  ...(keys === null ? [] : [`${member}.ALIAS.settings.KEY`, `${member}.ALIAS.custom.KEY`]),
  ...properties.map(({ name }) => `${member}.ALIAS.${name}`),
  `${member}.ALIAS`,
]);

/** All forms of a target but the last, which is global. */
export const targetForms = ['settings.KEY', 'custom.KEY', ...formsOfKinds].join(', ');

/** Reads a target pattern; undefined when the text is not one. */
export function parseTargetPattern(text: string): TargetPattern | undefined {
  if (text === 'global') return patternOf(text, 'global', {});
  const thing = splitThing(text);
  if (thing === undefined) return keyPattern(text, text, null);
  const { of, alias, rest } = thing;
  if (rest === null) return patternOf(text, of, { thing });
  const { keys, properties } = thingsKind(of);
  if (properties.some(({ name }) => name === rest)) return patternOf(text, 'property', { thing, property: rest });
  return keys === null ? undefined : keyPattern(text, rest, { of, alias });
}

type ThingName = { readonly of: ThingKind; readonly alias: string };

function keyPattern(text: string, rest: string, thing: ThingName | null): TargetPattern | undefined {
  const [, section, key] = /^(settings|custom)\.(.+)$/su.exec(rest) ?? [];
  if (section === undefined || key === undefined) return undefined;
  return patternOf(text, 'key', { thing, section: section as Section, key });
}

type PatternParts = {
  readonly thing?: ThingName | null;
  readonly section?: Section;
  readonly key?: string;
  readonly property?: string;
};

function patternOf(text: string, kind: Target['kind'], parts: PatternParts): TargetPattern {
  const { thing = null, section = null, key = null, property = null } = parts;
  const alias = thing && wildcard(thing.alias);
  return {
    text,
    kind,
    of: thing?.of ?? null,
    alias,
    section,
    key: key === null ? null : wildcard(key),
    property,
    literalAlias: alias === null || alias.length === 1,
  };
}

/** What a pattern names; one with wildcards stands for what it would be if they were signs like others. */
export function targetOfPattern({ of, alias, section, key, property }: TargetPattern): Target {
  const name = alias?.join('*') ?? null;
  if (section !== null && key !== null) return { kind: 'key', alias: name, section, key: key.join('*') };
  if (of === null || name === null) return { kind: 'global' };
  return property === null ? { kind: of, alias: name } : { kind: 'property', of, alias: name, property };
}

/** Reads the name of one thing, as plans and rows of drift have it. What is no target stands for the global scope. */
export function readTarget(text: string): Target {
  const pattern = parseTargetPattern(text);
  return pattern === undefined ? { kind: 'global' } : targetOfPattern(pattern);
}

// A backslash takes the meaning away from a star or a backslash that follows it; any other is one itself.
function wildcard(text: string): Wildcard {
  const parts: string[] = [];
  let part = '';
  for (const [sign] of text.matchAll(/\\[\\*]|\*|[^\\*]+|\\/gsu)) {
    if (sign === '*') {
      parts.push(part);
      part = '';
    } else part += /^\\[\\*]/u.test(sign) ? sign.slice(1) : sign;
  }
  return [...parts, part];
}

/** Whether the pattern may name more than one thing by its alias or its key. */
export function hasWildcard({ alias, key }: TargetPattern): boolean {
  return [alias, key].some((parts) => parts !== null && parts.length > 1);
}

/** Whether the pattern names exactly this thing. */
export function matchesTarget(pattern: TargetPattern, target: Target): boolean {
  if (pattern.kind !== target.kind) return false;
  if (target.kind === 'global') return true;
  if (!matchesAlias(pattern, target.alias)) return false;
  if (target.kind === 'property') return pattern.of === target.of && pattern.property === target.property;
  if (target.kind !== 'key') return true;
  return pattern.section === target.section && pattern.key !== null && matchesWildcard(pattern.key, target.key);
}

/** Whether the pattern names this thing or the scope it is in: `clients.web` covers all that `web` holds. */
export function coversTarget(pattern: TargetPattern, target: Target): boolean {
  if (matchesTarget(pattern, target)) return true;
  return pattern.kind !== 'key' && pattern.kind !== 'property' && matchesTarget(pattern, scopeOfTarget(target));
}

/** Whether the pattern names a client by its id, which survives another alias: `clients.@ID.settings.KEY`. */
export function namesById({ alias }: TargetPattern): boolean {
  return alias?.[0]?.startsWith('@') === true;
}

/** `coversTarget`, for a target whose client is known: by its alias, or by its id where the pattern names one. */
export function coversIn(pattern: TargetPattern, target: Target, scope: Scope): boolean {
  if (!namesById(pattern)) return coversTarget(pattern, target);
  if (scope.kind === 'global' || target.kind === 'global') return false;
  return coversTarget(pattern, { ...target, alias: aliasById(scope) });
}

/** The prefix that replaces the alias in a pattern that names a client by its id. */
export function aliasById({ clientId }: Pick<ThingScope, 'clientId'>): string {
  return `@${clientId}`;
}

function matchesAlias(pattern: TargetPattern, alias: string | null): boolean {
  if (alias === null || pattern.alias === null) return alias === pattern.alias;
  return matchesWildcard(pattern.alias, alias);
}

/**
 * Entries of a list by the targets that their patterns name. Those without a wildcard are looked up; only the others have
 * to be compared with each target.
 */
export type PatternIndex<T> = {
  /** The entries that name exactly this thing, in their order. */
  matching(target: Target): readonly T[];
  /** The entries that name this thing or the scope it is in, in their order. */
  covering(target: Target): readonly T[];
  /** The same where the client of the target is known, so that patterns may name it by its id. */
  coveringIn(target: Target, scope: Scope): readonly T[];
};

/** The index of a list of patterns, made once for each list. */
export const patternIndex: (patterns: readonly TargetPattern[]) => PatternIndex<TargetPattern> = remembered(
  (patterns) => indexBy(patterns, (pattern) => pattern),
);

/** The index of a list whose entries have a target. */
export function targetIndex<T extends { readonly target: TargetPattern }>(entries: readonly T[]): PatternIndex<T> {
  // The index of a list holds the entries of that very list.
  return entryIndex(entries) as PatternIndex<T>;
}

const entryIndex = remembered((entries: readonly { readonly target: TargetPattern }[]) =>
  indexBy(entries, ({ target }) => target),
);

type Placed<T> = { readonly at: number; readonly entry: T; readonly pattern: TargetPattern };

/** The same for entries of any kind. */
export function indexBy<T>(entries: readonly T[], patternOf: (entry: T) => TargetPattern): PatternIndex<T> {
  const named = new Map<string, Placed<T>[]>();
  const wild: Placed<T>[] = [];
  for (const [at, entry] of entries.entries()) {
    const placed = { at, entry, pattern: patternOf(entry) };
    const target = literalTarget(placed.pattern);
    if (target === undefined) wild.push(placed);
    else add(named, formatTarget(target), placed);
  }
  const find = (names: readonly string[], isMeant: (pattern: TargetPattern) => boolean): readonly T[] => {
    const literal = names.flatMap((name) => named.get(name) ?? []);
    const found = [...literal, ...wild.filter(({ pattern }) => isMeant(pattern))];
    return found.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
  };
  // A shortcut: most lists are empty, and each is checked for every key.
  if (entries.length === 0) return { matching: () => [], covering: () => [], coveringIn: () => [] };
  return {
    matching: (target) => find([formatTarget(target)], (pattern) => matchesTarget(pattern, target)),
    covering: (target) => find(namesCovering(target), (pattern) => coversTarget(pattern, target)),
    coveringIn: (target, scope) => {
      const names = [...namesCovering(target), ...namesWithId(target, scope)];
      return find(names, (pattern) => coversIn(pattern, target, scope));
    },
  };
}

function add<T>(named: Map<string, T[]>, name: string, entry: T): void {
  const same = named.get(name);
  if (same === undefined) named.set(name, [entry]);
  else same.push(entry);
}

/** The one thing that a pattern without a wildcard names. */
export function literalTarget(pattern: TargetPattern): Target | undefined {
  return hasWildcard(pattern) ? undefined : targetOfPattern(pattern);
}

function namesCovering(target: Target): readonly string[] {
  const scope = scopeOfTarget(target);
  return scope === target ? [formatTarget(target)] : [formatTarget(target), formatTarget(scope)];
}

function namesWithId(target: Target, scope: Scope): readonly string[] {
  if (scope.kind === 'global' || target.kind === 'global') return [];
  return namesCovering({ ...target, alias: aliasById(scope) });
}
