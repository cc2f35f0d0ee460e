import { hostOf, type ReadUrl, readUrl } from '../model/read-url.ts';
import { matchesWildcard } from '../model/wildcard.ts';
import { urlWeaknesses } from './url-weaknesses.ts';

/** The entries of the second allow list that the first did not let through already. */
export function openedBy(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.some(letsAllThrough)) return [];
  const known = new Set(before);
  const places = before.flatMap((entry) => readUrl(entry) ?? []);
  const isCovered = (entry: string): boolean => {
    if (known.has(entry)) return true;
    const place = readUrl(entry);
    return place !== undefined && places.some((wider) => covers(wider, place));
  };
  return after.filter((entry) => !isCovered(entry));
}

// A wildcard stands for a part of a host or a path, and never reaches beyond it.
const endsOfPart = '/:@?#\\';

/** Whether every place that the second entry lets through is one that the first does. */
function covers(wider: ReadUrl, place: ReadUrl): boolean {
  if (!coversScheme(wider, place) || hasName(place.url) || hasName(wider.url)) return false;
  if (wider.url.port !== place.url.port) return false;
  if (!matchesWildcard(hostOf(wider.url).split('*'), hostOf(place.url), endsOfPart)) return false;
  const path = pathOf(wider.url);
  return path === '/' || path === '' || matchesWildcard(path.split('*'), pathOf(place.url), endsOfPart);
}

// A host alone is reached in whatever way; and what may be reached in plain text may be reached safely.
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

/** Whether the entry lets every place through. */
export function letsAllThrough(entry: string): boolean {
  const host = readUrl(entry)?.url.hostname ?? '';
  return host.includes('*') && /^[*.]+$/u.test(host);
}

/** Whether an entry is weak whatever stood before: it cannot be read, or lets through what no list should. */
export function isWeakEntry(entry: string): boolean {
  const read = readUrl(entry);
  if (read === undefined || isWide(read.url.hostname)) return true;
  return urlWeaknesses(entry).some((weakness) => weakness !== 'a wildcard host');
}

/** Whether a wildcard, or a dot in its place, leaves no name of an owner: `*`, `*.com`, `.com`. */
function isWide(host: string): boolean {
  const wildcard = host.lastIndexOf('*');
  if (wildcard === -1 && !host.startsWith('.')) return false;
  const fixed = host.slice(wildcard + 1);
  return !fixed.startsWith('.') || fixed.split('.').filter((label) => label !== '').length < 2;
}
