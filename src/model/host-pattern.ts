import { hostOf, parseUrl } from '../leaf/read-url.ts';
import type { Source } from './finding.ts';

/** One of the hosts that URL settings may lead to: a host, or with `*.` in front of it all hosts below it. */
export type HostPattern = {
  /** As it is compared: in lower case and punycode. */
  readonly host: string;
  readonly reach: 'itself' | 'below';
  readonly source: Source;
};

const below = '*.';

/** Reads a host, in any spelling that URLs know. undefined: it is none, or more than one, or so wide that it says nothing. */
export function parseHostPattern(text: string, source: Source): HostPattern | undefined {
  const reach = text.startsWith(below) ? 'below' : 'itself';
  const written = `https://${reach === 'below' ? text.slice(below.length) : text}`;
  const url = parseUrl(written);
  if (url === undefined || url.href !== `https://${url.hostname}/` || url.hostname.includes('*')) return undefined;
  const host = hostOf(url);
  if (host.startsWith('.') || host === '' || (reach === 'below' && !host.includes('.'))) return undefined;
  return { host, reach, source };
}

/** Whether the pattern names the host, as `hostOf` gives it. */
export function namesHost(pattern: HostPattern, host: string): boolean {
  if (pattern.reach === 'itself') return host === pattern.host;
  return host.endsWith(`.${pattern.host}`) && host.length > pattern.host.length + 1;
}

/** The pattern as people write it. */
export function formatHostPattern({ host, reach }: HostPattern): string {
  return reach === 'below' ? `${below}${host}` : host;
}
