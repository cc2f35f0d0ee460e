import type { Section } from './story.ts';

// Written anew, and not taken from what the stories are about.

/** The target of a key; `alias` null: a global one. */
export function targetOf(alias: string | null, section: Section, key: string): string {
  const name = key.replaceAll(/[\\*]/gu, (sign) => `\\${sign}`);
  return alias === null ? `${section}.${name}` : `clients.${alias}.${section}.${name}`;
}

/** Whether a pattern names a target, or the scope that it is in. */
export function covers(pattern: string, target: string): boolean {
  if (pattern === 'global') return target.startsWith('settings.') || target.startsWith('custom.');
  const isScope = /^clients\.[^.]+$/u.test(pattern);
  return new RegExp(`^${expressionOf(pattern)}${isScope ? '(?:\\..*)?' : ''}$`, 'su').test(literal(target));
}

/** Whether one of the patterns does; no pattern at all names everything. */
export function isWithin(only: readonly string[], target: string): boolean {
  return only.length === 0 || only.some((pattern) => covers(pattern, target));
}

function expressionOf(pattern: string): string {
  return pattern.replaceAll(/\\[\\*]|\*|[^\\*]+|\\/gsu, (part) => {
    if (part === '*') return '.*';
    return literal(part).replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  });
}

/** A target without its escapes: what it is the name of. */
function literal(text: string): string {
  return text.replaceAll(/\\([\\*])/gu, '$1');
}
