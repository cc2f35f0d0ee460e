import { isLoopback } from '../core/model/allowed-hosts.ts';

/** Environment variables, handed in. Only the proxy names are looked at. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How to reach an origin. `host` is for messages; the credentials of the proxy are in `authorization` alone. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly origin: string; readonly host: string; readonly authorization: string | null }
  | { readonly kind: 'invalid'; readonly variable: string };

/** Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY as curl does: lower case first, and each proxy for its own scheme. */
export function proxyFor(origin: URL, environment: Environment): Route {
  const name = origin.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = variable(environment, name);
  if (text === '' || isExempt(origin, variable(environment, 'NO_PROXY'))) return { kind: 'direct' };
  const withScheme = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) return { kind: 'invalid', variable: name };
  const proxy = new URL(withScheme);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') return { kind: 'invalid', variable: name };
  // Plain http is meant for this machine. Through a proxy elsewhere the credentials would leave it unencrypted.
  if (origin.protocol === 'http:' && !isLoopback(proxy.hostname)) return { kind: 'direct' };
  return { kind: 'proxy', origin: proxy.origin, host: proxy.host, authorization: authorizationOf(proxy) };
}

function variable(environment: Environment, name: string): string {
  return (environment[name.toLowerCase()] || environment[name] || '').trim();
}

function authorizationOf(proxy: URL): string | null {
  if (proxy.username === '' && proxy.password === '') return null;
  return `Basic ${Buffer.from(`${decoded(proxy.username)}:${decoded(proxy.password)}`).toString('base64')}`;
}

// A password with a bare percent sign is common in such variables.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isExempt(origin: URL, noProxy: string): boolean {
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || covers(entry.toLowerCase(), origin.hostname, port));
}

function covers(entry: string, hostname: string, port: string): boolean {
  const [, name = '', entryPort] = /^(.*?[^:]|\[.*\])(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const bare = name.replace(/^\*?\./, '');
  return hostname === bare || hostname === `[${bare}]` || hostname.endsWith(`.${bare}`);
}
