import { clientProperties } from '../kinds/index.ts';
import { matchesWildcard, type Wildcard } from '../leaf/wildcard.ts';
import type { ClientScope, Scope, Section, Target } from './address.ts';

/** A target in which `*` may stand for any run of characters of an alias or a key. */
export type TargetPattern = {
  readonly text: string;
  readonly kind: Target['kind'];
  /** Matches the alias; null for global targets. */
  readonly alias: Wildcard | null;
  readonly section: Section | null;
  readonly key: Wildcard | null;
  /** The property that it names; null: it names none. */
  readonly property: string | null;
  /** True when the alias is written out, without `*`. */
  readonly literalAlias: boolean;
};

const names = clientProperties().map(({ name }) => name);
const shape = new RegExp(
  `^(?:clients\\.([^.]+)(?:\\.(${names.join('|')})|\\.(settings|custom)\\.(.+))?|(settings|custom)\\.(.+)|(global))$`,
  'su',
);

const properties = names.map((name) => `clients.ALIAS.${name}`).join(', ');

/** All forms of a target but the last, which is global. */
export const targetForms = `settings.KEY, custom.KEY, clients.ALIAS.settings.KEY, clients.ALIAS.custom.KEY, ${properties}, clients.ALIAS`;

/** Reads a target pattern; undefined when the text is not one. */
export function parseTargetPattern(text: string): TargetPattern | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, alias, property = null, clientSection, clientKey, globalSection, globalKey, global] = match;
  const section = (clientSection ?? globalSection ?? null) as Section | null;
  const key = clientKey ?? globalKey ?? null;
  return {
    text,
    kind: kindOf({ global, property, key }),
    alias: alias === undefined ? null : wildcard(alias),
    section,
    key: key === null ? null : wildcard(key),
    property,
    literalAlias: alias === undefined || wildcard(alias).length === 1,
  };
}

function kindOf(parts: { global: string | undefined; property: string | null; key: string | null }): Target['kind'] {
  if (parts.global !== undefined) return 'global';
  if (parts.property !== null) return 'property';
  return parts.key === null ? 'client' : 'key';
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
  if (target.kind === 'property') return pattern.property === target.property;
  if (target.kind !== 'key') return true;
  return pattern.section === target.section && pattern.key !== null && matchesWildcard(pattern.key, target.key);
}

/** Whether the pattern names this thing or the scope it is in: `clients.web` covers all that `web` holds. */
export function coversTarget(pattern: TargetPattern, target: Target): boolean {
  if (matchesTarget(pattern, target)) return true;
  if (pattern.kind === 'global') return target.kind === 'key' && target.alias === null;
  return pattern.kind === 'client' && target.kind !== 'global' && matchesAlias(pattern, target.alias);
}

/** Whether the pattern names a client by its id, which survives another alias: `clients.@ID.settings.KEY`. */
export function namesById({ text }: TargetPattern): boolean {
  return text.startsWith('clients.@');
}

/** `coversTarget`, for a target whose client is known: by its alias, or by its id where the pattern names one. */
export function coversIn(pattern: TargetPattern, target: Target, scope: Scope): boolean {
  if (!namesById(pattern)) return coversTarget(pattern, target);
  if (scope.kind === 'global' || target.kind === 'global') return false;
  return coversTarget(pattern, { ...target, alias: aliasById(scope) });
}

/** What stands in the place of the alias where a pattern names a client by its id. */
export function aliasById({ clientId }: Pick<ClientScope, 'clientId'>): string {
  return `@${clientId}`;
}

function matchesAlias(pattern: TargetPattern, alias: string | null): boolean {
  if (alias === null || pattern.alias === null) return alias === pattern.alias;
  return matchesWildcard(pattern.alias, alias);
}
