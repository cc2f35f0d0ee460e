import type { Section } from './scope.ts';
import type { Target } from './target.ts';

/** A target in which `*` may stand for any run of characters of an alias or a key. */
export type TargetPattern = {
  readonly text: string;
  readonly kind: Target['kind'];
  /** Matches the alias; null for global targets. */
  readonly alias: RegExp | null;
  readonly section: Section | null;
  readonly key: RegExp | null;
  /** True when the alias is written out, without `*`. */
  readonly literalAlias: boolean;
};

/** How many `*` an alias or a key may hold: matching time grows with a power of it. */
export const maxWildcards = 3;

const shape = /^(?:clients\.([^.]+)(?:\.(features)|\.(settings|custom)\.(.+))?|(settings|custom)\.(.+)|(global))$/su;

/** Reads a target pattern; undefined when the text is not one, or holds too many wildcards. */
export function parseTargetPattern(text: string): TargetPattern | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, alias, features, clientSection, clientKey, globalSection, globalKey, global] = match;
  if ([alias, clientKey, globalKey].some((part) => (part?.split('*').length ?? 0) > maxWildcards + 1)) return undefined;
  const section = (clientSection ?? globalSection ?? null) as Section | null;
  const key = clientKey ?? globalKey ?? null;
  return {
    text,
    kind: kindOf({ global, features, key }),
    alias: alias === undefined ? null : wildcard(alias),
    section,
    key: key === null ? null : wildcard(key),
    literalAlias: alias === undefined || !alias.replace(/\\[\\*]/gu, '').includes('*'),
  };
}

function kindOf(parts: {
  global: string | undefined;
  features: string | undefined;
  key: string | null;
}): Target['kind'] {
  if (parts.global !== undefined) return 'global';
  if (parts.features !== undefined) return 'features';
  return parts.key === null ? 'client' : 'key';
}

function wildcard(text: string): RegExp {
  const pattern = text.replace(/\\([\\*])|\*|[^\\*]+|\\/gsu, (part, escaped: string | undefined) => {
    if (part === '*') return '.*';
    return escapeRegExp(escaped ?? part);
  });
  return new RegExp(`^${pattern}$`, 'su');
}

// An escaped hyphen would be a syntax error: with the flag `u` only characters that mean something may be escaped.
function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Whether the pattern names exactly this thing. */
export function matchesTarget(pattern: TargetPattern, target: Target): boolean {
  if (pattern.kind !== target.kind) return false;
  if (target.kind === 'global') return true;
  if (!matchesAlias(pattern, target.alias)) return false;
  if (target.kind !== 'key') return true;
  return pattern.section === target.section && pattern.key?.test(target.key) === true;
}

/** Whether the pattern names this thing or the scope it is in: `clients.web` covers all that `web` holds. */
export function coversTarget(pattern: TargetPattern, target: Target): boolean {
  if (matchesTarget(pattern, target)) return true;
  if (pattern.kind === 'global') return target.kind === 'key' && target.alias === null;
  return pattern.kind === 'client' && target.kind !== 'global' && matchesAlias(pattern, target.alias);
}

function matchesAlias(pattern: TargetPattern, alias: string | null): boolean {
  return alias === null ? pattern.alias === null : pattern.alias?.test(alias) === true;
}
