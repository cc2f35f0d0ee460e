import { hostOf, parseUrl } from '../leaf/read-url.ts';
import type { Source } from './finding.ts';

/** A host that URL settings may point to: a host, or with `*.` in front of it all hosts below it. */
export type HostPattern = {
  /** In the form for comparisons: lower case and punycode. */
  readonly host: string;
  readonly reach: 'itself' | 'below';
  readonly source: Source;
};

const below = '*.';

/** Parses a host, in any spelling that URLs allow. undefined: it is not one host, or it is too wide a pattern. */
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
