import { hostOf, type ReadUrl, readUrl } from '../../leaf/addresses.ts';
import type { Json } from '../../leaf/json.ts';
import { matchesWildcard } from '../../leaf/text-search.ts';
import { sections } from '../../model/address.ts';
import { clientsRead, type LiveScope } from '../../model/live.ts';
import { type Direction, specIn } from '../../model/setting.ts';
import { heldValues } from '../../model/state.ts';
import { isSecret } from '../../model/value.ts';
import type { GuardInput } from '../guards/guard.ts';
import type { Effective } from './effective-value.ts';

/** What makes a URL weak, in words that end a sentence. */
export type UrlWeakness = (typeof allWeaknesses)[number];

export const allWeaknesses = [
  'no https',
  'not even http',
  'no scheme',
  'localhost or a loopback address',
  'a wildcard host',
  'a user name or password',
  'a backslash, after which other parsers read another host',
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
    ['a backslash, after which other parsers read another host', hasTwoHosts(text)],
  ];
  return all.flatMap(([name, holds]) => (holds ? [name] : []));
}

// Browsers end a host at a backslash; other parsers go on to the next slash, and take the part before an @ as a user
// name.
function hasTwoHosts(text: string): boolean {
  const place = text.slice(0, text.search(/[?#]|$/u));
  return /^[^/\\]*\/\/[^/]*\\/u.test(place) || place.split('/').some(hasNameBehindBackslash);
}

function hasNameBehindBackslash(part: string): boolean {
  const at = part.indexOf('\\');
  return at !== -1 && part.includes('@', at);
}

/** The URL in a text if it has a host; `javascript:` and `data:` have none. */
function urlWithHost(text: string): URL | undefined {
  const url = readUrl(text)?.url;
  return url?.hostname === '' ? undefined : url;
}

// Common names of the local machine, besides the reserved ones.
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

/** The URLs of a setting; none if it is blank. undefined: it has another form. */
export function urlsIn(json: Json, list: 'commas' | undefined): readonly string[] | undefined {
  if (typeof json !== 'string') return undefined;
  return (list === 'commas' ? json.split(',') : [json]).filter((text) => text.trim() !== '');
}

/** The weaknesses that the second list of URLs has more often than the first. */
export function gainedWeaknesses(before: readonly string[], after: readonly string[]): readonly UrlWeakness[] {
  const [had, has] = [before.flatMap(urlWeaknesses), after.flatMap(urlWeaknesses)];
  const count = (all: readonly UrlWeakness[], name: UrlWeakness): number => all.filter((one) => one === name).length;
  const isNew = after.some((text) => urlWithHost(text) === undefined && !before.includes(text));
  return [...new Set(has)].filter((name) => {
    // Two unreadable texts cannot be compared.
    return count(has, name) > count(had, name) || (name === 'not a URL that names a host' && isNew);
  });
}

// Each new entry is compared with each old one, up to a bound; beyond it, whether it was allowed is unknown.
const maxComparisons = 100_000;

/** The entries of the second allow list that the first did not allow. */
export function openedBy(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.some(letsAllThrough)) return [];
  const known = new Set(before);
  const places = before.flatMap((entry) => readUrl(entry) ?? []);
  let left = maxComparisons;
  const isCovered = (entry: string): boolean => {
    if (known.has(entry)) return true;
    const place = readUrl(entry);
    if (place === undefined || hasTwoHosts(entry) || left < places.length) return false;
    left -= places.length;
    return places.some((wider) => covers(wider, place));
  };
  return after.filter((entry) => !isCovered(entry));
}

// A wildcard matches within one part of a host or a path.
const endsOfPart = '/:@?#\\';

/** Whether the first entry allows everything that the second does. */
function covers(wider: ReadUrl, place: ReadUrl): boolean {
  if (!coversScheme(wider, place) || hasName(place.url) || hasName(wider.url)) return false;
  if (wider.url.port !== place.url.port) return false;
  if (!matchesWildcard(hostOf(wider.url).split('*'), hostOf(place.url), endsOfPart)) return false;
  const path = pathOf(wider.url);
  return path === '/' || path === '' || matchesWildcard(path.split('*'), pathOf(place.url), endsOfPart);
}

// A bare host allows every scheme, and http includes https.
function coversScheme(wider: ReadUrl, place: ReadUrl): boolean {
  if (wider.scheme !== 'written') return place.scheme !== 'written' || place.url.protocol === 'https:';
  if (place.scheme !== 'written') return false;
  return (
    wider.url.protocol === place.url.protocol || (wider.url.protocol === 'http:' && place.url.protocol === 'https:')
  );
}

function hasName({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function pathOf({ pathname, search, hash }: URL): string {
  return pathname + search + hash;
}

/** Whether the entry allows everything. */
export function letsAllThrough(entry: string): boolean {
  const host = readUrl(entry)?.url.hostname ?? '';
  return host.includes('*') && /^[*.]+$/u.test(host);
}

/** Whether an entry is weak in itself: it is unreadable, or allows what no list should. */
export function isWeakEntry(entry: string): boolean {
  const read = readUrl(entry);
  if (read === undefined || isWide(read.url.hostname)) return true;
  return urlWeaknesses(entry).some((weakness) => weakness !== 'a wildcard host');
}

/** Whether a wildcard or a leading dot covers whole top-level domains: `*`, `*.com`, `.com`. */
function isWide(host: string): boolean {
  const wildcard = host.lastIndexOf('*');
  if (wildcard === -1 && !host.startsWith('.')) return false;
  const fixed = host.slice(wildcard + 1);
  return !fixed.startsWith('.') || fixed.split('.').filter((label) => label !== '').length < 2;
}

type UrlDirection = Extract<Direction, { readonly kind: 'url' }>;

/** Replaces a host that cannot be read. */
export const unclearHost = 'a host that capstan cannot read';

/** The hosts that a setting points to, each once. */
export function hostsIn({ list }: UrlDirection, value: Effective): readonly string[] {
  if (value.kind === 'unset') return [];
  const urls = value.kind === 'value' ? urlsIn(value.json, list) : undefined;
  return urls === undefined ? [unclearHost] : [...new Set(urls.map(hostIn))];
}

function hostIn(text: string): string {
  const url = urlWithHost(text);
  return url === undefined ? unclearHost : hostOf(url);
}

/** The hosts of the live URL settings, in every scope that was read. */
export function liveHosts({ live, catalogue }: Pick<GuardInput, 'live' | 'catalogue'>): ReadonlySet<string> {
  const scopes = [...(live.global === null ? [] : [live.global]), ...clientsRead(live).map(({ scope }) => scope)];
  const values = scopes.flatMap(allValues);
  return new Set(
    values.flatMap(([section, key, value]) => {
      const direction = specIn(catalogue, section, key)?.direction;
      if (direction?.kind !== 'url' || isSecret(value)) return [];
      return hostsIn(direction, { kind: 'value', json: value, from: 'own' });
    }),
  );
}

function allValues({ sections: own, inherited }: LiveScope) {
  return [own, ...(inherited === null ? [] : [inherited])].flatMap((held) =>
    sections.flatMap((section) => heldValues(held[section]).map(([key, value]) => [section, key, value] as const)),
  );
}
