/** What makes a URL weak, in words that end a sentence. */
export type UrlWeakness =
  | 'no https'
  | 'localhost or a loopback address'
  | 'a wildcard host'
  | 'a user name or password';

// A colon before a digit begins a port, any other one ends a scheme.
const scheme = /^[a-z][a-z0-9+.-]*:(?!\d)/iu;

/** The weaknesses of a URL, or of a host without a scheme. Text that is neither has none. */
export function urlWeaknesses(text: string): ReadonlySet<UrlWeakness> {
  const url = parseUrl(text);
  if (url === null) return new Set();
  const host = url.hostname.toLowerCase().replace(/\.$/u, '');
  const all: readonly (readonly [UrlWeakness, boolean])[] = [
    ['no https', url.protocol !== 'https:'],
    ['localhost or a loopback address', isThisMachine(host)],
    ['a wildcard host', host.includes('*')],
    ['a user name or password', url.username !== '' || url.password !== ''],
  ];
  return new Set(all.flatMap(([name, holds]) => (holds ? [name] : [])));
}

// Browsers drop line breaks and tabs out of an address, so whoever judges it has to do the same first.
function parseUrl(text: string): URL | null {
  const trimmed = text.replace(/[\t\n\r]/gu, '').trim();
  if (trimmed === '') return null;
  const whole = scheme.test(trimmed) ? trimmed : `https://${trimmed}`;
  return URL.canParse(whole) ? new URL(whole) : null;
}

function isThisMachine(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  // 127.0.0.1 inside of an IPv6 address is written in hexadecimal.
  return /^(?:127\.|0\.0\.0\.0$|\[::1?\]$|\[::ffff:7f[0-9a-f]{2}:)/u.test(host);
}
