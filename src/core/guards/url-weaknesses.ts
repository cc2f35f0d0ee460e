import type { Json } from '../model/json.ts';
import { hostOf, readUrl } from '../model/read-url.ts';

/** What makes a URL weak, in words that end a sentence. */
export type UrlWeakness = (typeof allWeaknesses)[number];

export const allWeaknesses = [
  'no https',
  'not even http',
  'no scheme',
  'localhost or a loopback address',
  'a wildcard host',
  'a user name or password',
  'not a URL that names a host',
] as const;

/** The weaknesses of a URL, or of a host without a scheme. */
export function urlWeaknesses(text: string): readonly UrlWeakness[] {
  const read = readUrl(text);
  const url = urlWithHost(text);
  if (read === undefined || url === undefined) return ['not a URL that names a host'];
  const all: readonly (readonly [UrlWeakness, boolean])[] = [
    ['no https', url.protocol !== 'https:'],
    ['not even http', !['https:', 'http:'].includes(url.protocol)],
    // An e-mail has no page whose scheme it could take.
    ['no scheme', read.scheme === 'inherited'],
    ['localhost or a loopback address', isThisMachine(hostOf(url))],
    ['a wildcard host', url.hostname.includes('*')],
    ['a user name or password', url.username !== '' || url.password !== ''],
  ];
  return all.flatMap(([name, holds]) => (holds ? [name] : []));
}

/** The URL that a text means if it leads to a host; `javascript:` and `data:` hold what they lead to. */
export function urlWithHost(text: string): URL | undefined {
  const url = readUrl(text)?.url;
  return url?.hostname === '' ? undefined : url;
}

// Names that systems commonly give to themselves, besides those that stand for nothing else.
const ownNames: ReadonlySet<string> = new Set([
  'localhost',
  'localhost.localdomain',
  'localhost4',
  'localhost6',
  'ip6-localhost',
  'ip6-loopback',
]);

function isThisMachine(host: string): boolean {
  if (ownNames.has(host) || host.endsWith('.localhost')) return true;
  // 127.0.0.1 inside of an IPv6 address is written in hexadecimal.
  return /^(?:127\.|0\.0\.0\.0$|\[::1?\]$|\[::(?:ffff:(?:0:)?)?7f[0-9a-f]{2}:)/u.test(host);
}

/** The URLs that a setting holds; none for a blank. undefined: it holds something else. */
export function urlsIn(json: Json, list: 'commas' | undefined): readonly string[] | undefined {
  if (typeof json !== 'string') return undefined;
  return (list === 'commas' ? json.split(',') : [json]).filter((text) => text.trim() !== '');
}

/** The weaknesses that the second list of URLs has and the first has not, or has less often. */
export function gainedWeaknesses(before: readonly string[], after: readonly string[]): readonly UrlWeakness[] {
  const [had, has] = [before.flatMap(urlWeaknesses), after.flatMap(urlWeaknesses)];
  const count = (all: readonly UrlWeakness[], name: UrlWeakness): number => all.filter((one) => one === name).length;
  const isNew = after.some((text) => urlWithHost(text) === undefined && !before.includes(text));
  return [...new Set(has)].filter((name) => {
    // Of two texts that cannot be read, neither is known to be as strong as the other.
    return count(has, name) > count(had, name) || (name === 'not a URL that names a host' && isNew);
  });
}
