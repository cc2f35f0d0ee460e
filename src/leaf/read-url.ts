/**
 * A URL that a text means. Where it has no scheme, https was taken: for a host alone (`assumed`), and after two slashes
 * (`inherited`), where a browser takes that of the page.
 */
export type ReadUrl = { readonly url: URL; readonly scheme: 'written' | 'assumed' | 'inherited' };

// Nothing is there: whatever resolves to another host named that host itself.
const nowhere = 'https://nowhere.invalid/folder/';

/**
 * Reads a text as the URL parser of browsers and of Node does, whatever spelling it takes: blanks and control characters
 * around it, line breaks inside, missing or turned slashes, numbers for an address, letters of any script. A host without
 * a scheme is one of https. undefined: the text names no place.
 */
export function readUrl(text: string): ReadUrl | undefined {
  const absolute = parseUrl(text);
  if (absolute !== undefined && !isHostAndPort(absolute)) return named(absolute, 'written');
  if (absolute === undefined) {
    const relative = parseUrl(text, nowhere);
    if (relative !== undefined && relative.hostname !== 'nowhere.invalid') return named(relative, 'inherited');
    // A path that begins with a slash, or climbs, belongs to whatever host it is on.
    if (relative?.pathname.startsWith('/folder/') !== true) return undefined;
  }
  const url = parseUrl(`https://${text}`);
  // What is before "://" is a scheme that is none, and no host.
  return url?.pathname.startsWith('//') === true ? undefined : named(url, 'assumed');
}

// `example.com:8443` begins with a scheme to the parser. No scheme in use has a dot, or is called so.
function isHostAndPort({ protocol }: URL): boolean {
  return protocol.includes('.') || protocol === 'localhost:';
}

function named(url: URL | undefined, scheme: ReadUrl['scheme']): ReadUrl | undefined {
  if (url === undefined || (url.hostname !== '' && hostOf(url) === '')) return undefined;
  return { url, scheme };
}

/** The host of a URL as hosts are compared: in lower case and punycode, without a port and the dot of a full name. */
export function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/(?<!\.)\.+$/u, '');
}

/**
 * The URL that a text means to the parser of browsers; undefined: it means none. `URL.canParse` is no way to ask: in
 * Node 20, once it is called often, it answers false for letters such as "ü".
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
