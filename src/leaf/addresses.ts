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

/** Addresses that follow each other, of one of the two families. */
export type AddressRange = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint };

const lengths = { 4: 32, 6: 128 } as const;
// Addresses of IPv4 as IPv6 writes them, ::ffff:a.b.c.d: the same machines.
const mappedFirst = 0xffffn << 32n;
const mappedBits = 96;

/** Reads an address, or a range as CIDR writes it; undefined: it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', bits, ...more] = text.split('/');
  const found = parseIpv4(address) ?? parseIpv6(address);
  if (found === undefined || more.length > 0) return undefined;
  const length = lengths[found.family];
  if (bits === undefined) return rangeOf(found.family, found.value, length);
  if (!/^(?:0|[1-9]\d{0,2})$/u.test(bits) || Number(bits) > length) return undefined;
  return rangeOf(found.family, found.value, Number(bits));
}

type Address = { readonly family: 4 | 6; readonly value: bigint };

function rangeOf(family: 4 | 6, value: bigint, bits: number): AddressRange {
  const size = 1n << BigInt(lengths[family] - bits);
  const first = value - (value % size);
  const isMapped = family === 6 && bits >= mappedBits && first >> 32n === mappedFirst >> 32n;
  const [of, start] = isMapped ? ([4, first - mappedFirst] as const) : ([family, first] as const);
  return { family: of, first: start, last: start + size - 1n };
}

const octet = /^(?:0|[1-9]\d{0,2})$/u;

function parseIpv4(text: string): Address | undefined {
  const octets = text.split('.');
  const isOne = octets.length === 4 && octets.every((part) => octet.test(part) && Number(part) <= 255);
  return isOne ? { family: 4, value: octets.reduce((sum, part) => sum * 256n + BigInt(part), 0n) } : undefined;
}

function parseIpv6(text: string): Address | undefined {
  // The standard of URLs knows every form of it, and gives one back.
  const hostname =
    /^[\da-f:.]+$/iu.test(text) && text.includes(':') ? parseUrl(`http://[${text}]/`)?.hostname : undefined;
  if (hostname === undefined) return undefined;
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const gap = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const value = [...left, ...gap, ...right].reduce((sum, group) => sum * 0x10000n + BigInt(`0x${group}`), 0n);
  return { family: 6, value };
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** The one text of a range: its first address, and the number of bits that all of its addresses share. */
export function formatRange({ family, first, last }: AddressRange): string {
  const bits = lengths[family] - (last - first + 1n).toString(2).length + 1;
  return `${family === 4 ? formatIpv4(first) : formatIpv6(first)}/${bits}`;
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => (value >> BigInt(16 * (7 - at))) & 0xffffn);
  const text = groups.map((group) => group.toString(16)).join(':');
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

/** How many addresses of the first ranges, of one family, the second ones do not hold. */
export function addressesBeyond(ranges: readonly AddressRange[], others: readonly AddressRange[]): bigint {
  const held = merged(others);
  return merged(ranges).reduce((sum, range) => sum + sizeOf(range) - heldOf(range, held), 0n);
}

function heldOf(range: AddressRange, held: readonly AddressRange[]): bigint {
  return held.reduce((sum, other) => {
    const [first, last] = [larger(range.first, other.first), smaller(range.last, other.last)];
    return last < first ? sum : sum + last - first + 1n;
  }, 0n);
}

function sizeOf({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

/** Ranges that neither overlap nor touch. */
function merged(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1));
  const result: AddressRange[] = [];
  for (const range of sorted) {
    const before = result.at(-1);
    if (before === undefined || range.first > before.last + 1n) result.push(range);
    else result[result.length - 1] = { ...before, last: larger(before.last, range.last) };
  }
  return result;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
