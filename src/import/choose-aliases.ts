import { byText } from '../core/model/json.ts';
import type { LiveClient } from '../core/model/live.ts';

const maxLength = 48;
const misread = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf|undefined|[0-9_-].*)$/;

/**
 * By client id: an alias made from the client's name, each used once. Made for all clients of the application, so that
 * choosing some of them changes no alias.
 */
export function chooseAliases(clients: Iterable<LiveClient>): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const taken = new Set<string>();
  for (const client of [...clients].sort(byNameAndId)) {
    const alias = firstFree(aliasFrom(client.name), taken);
    taken.add(alias);
    aliases.set(client.id, alias);
  }
  return aliases;
}

function byNameAndId(a: LiveClient, b: LiveClient): number {
  return byText(a.name, b.name) || byText(a.id, b.id);
}

// What YAML could take for a number or a word of its own gets a prefix.
function aliasFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .slice(0, maxLength)
    .replace(/^[_-]+|(?<![_-])[_-]+$/g, '');
  if (slug === '') return 'client';
  return misread.test(slug) ? `client-${slug}` : slug;
}

function firstFree(alias: string, taken: ReadonlySet<string>): string {
  if (!taken.has(alias)) return alias;
  let suffix = 2;
  while (taken.has(`${alias}-${suffix}`)) suffix += 1;
  return `${alias}-${suffix}`;
}
