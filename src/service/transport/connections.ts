import { BlockList, isIP } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import type { Dispatcher, Pool, ProxyAgent } from 'undici';
import { parseUrl } from '../../leaf/addresses.ts';
import { isLoopback } from '../../model/desired.ts';
import type { ApiLimits } from '../interface.ts';

/** Environment variables, passed in. Only the proxy names are looked at. */
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
  const proxy = parseUrl(withScheme);
  if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:') return { kind: 'invalid', variable: name };
  // Plain http is for this machine. Through a proxy elsewhere the credentials would leave it unencrypted.
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
  const host = origin.hostname.replace(/^\[|\]$|\.$/gu, '');
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || covers(entry, host, port));
}

/** One entry: a name with all below it, an address, or a network such as 10.0.0.0/8; each may end in a port. */
function covers(entry: string, host: string, port: string): boolean {
  const { name, port: only } = entryParts(entry);
  if (only !== null && only !== port) return false;
  if (isIP(host) !== 0) return isWithin(host, name);
  const bare = name.replace(/^\*?\.|\.$/gu, '');
  return bare !== '' && (host === bare || host.endsWith(`.${bare}`));
}

// An IPv6 address is full of colons: only after brackets one of them begins a port.
function entryParts(entry: string): { readonly name: string; readonly port: string | null } {
  const [, inBrackets, behind] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
  if (inBrackets !== undefined) return { name: inBrackets, port: behind ?? null };
  const [, name, port] = /^([^:]+):(\d+)$/.exec(entry) ?? [];
  return name === undefined || port === undefined ? { name: entry, port: null } : { name, port };
}

/** Whether an address is the one that is named, or lies in the network. Names are not looked up: that is the proxy's. */
function isWithin(host: string, name: string): boolean {
  const [address = '', length, ...more] = name.split('/');
  const family = familyOf(address);
  const most = family === 'ipv6' ? 128 : 32;
  const prefix = length === undefined ? most : Number(/^\d{1,3}$/.exec(length)?.[0] ?? Number.NaN);
  if (family === null || more.length > 0 || !(prefix <= most)) return false;
  const network = new BlockList();
  network.addSubnet(address, prefix, family);
  return network.check(host, familyOf(host) ?? 'ipv4');
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address);
  if (version === 0) return null;
  return version === 6 ? 'ipv6' : 'ipv4';
}

/** The connections to one origin, straight or through a proxy. */
export async function makeDispatcher(
  origin: string,
  route: Exclude<Route, { kind: 'invalid' }>,
  limits: ApiLimits,
): Promise<Dispatcher> {
  // One request at a time on each connection: a pipelined one could be lost with the one before it.
  const shared = { connections: limits.requestsInFlight, pipelining: 1 };
  const timeout = limits.connectTimeoutMs;
  const Pool = await loadPool();
  if (route.kind === 'direct') {
    return new Pool(origin, { ...shared, connect: { timeout } });
  }
  const { ProxyAgent, connect } = await loadProxyAgent();
  return new ProxyAgent({
    ...shared,
    uri: route.origin,
    ...(route.authorization === null ? {} : { token: route.authorization }),
    clientFactory: (proxy, options) => Object.assign(new Pool(proxy, options), { connect }),
    proxyTunnel: origin.startsWith('https:'),
    requestTls: { timeout },
    proxyTls: { timeout },
  });
}

/** The agent, and the method that it needs on its own connections: undici adds it when all of it is loaded. */
type ProxyParts = { readonly ProxyAgent: typeof ProxyAgent; readonly connect: Dispatcher['connect'] };

let pool: Promise<typeof Pool> | undefined;

// Node 20 gives the WebAssembly of undici's parser to its slow compiler as soon as it runs, which costs more than a whole plan
// of a few clients, and 20 MiB while it compiles.
const hastens = process.versions.node.startsWith('20.');

let isUsual = true;

/** The pool of undici and no more of it, loaded when the first request needs it. */
function loadPool(): Promise<typeof Pool> {
  pool ??= importPool();
  return pool;
}

async function importPool(): Promise<typeof Pool> {
  const { default: loaded } = await import('undici/lib/dispatcher/pool.js');
  // Not before: what is kept of compiled JavaScript fits the same flags alone. The parser comes with the first connection.
  if (hastens) {
    setFlagsFromString('--liftoff-only');
    isUsual = false;
  }
  return loaded;
}

/**
 * Gives the compiler its usual settings again. To be called when an exchange has ended: V8 compiles a function of the parser when
 * it first runs, so that a first reply compiles them all. The settings go back at once, since this process may run WebAssembly of
 * others, and what is kept of compiled JavaScript fits the usual settings alone. The flag turns off the other two, but not back on.
 */
export function parserIsCompiled(): void {
  if (!hastens || isUsual) return;
  isUsual = true;
  for (const flag of ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering']) setFlagsFromString(flag);
}

/** What sends through a proxy; few runs need it. */
async function loadProxyAgent(): Promise<ProxyParts> {
  const [proxyAgent, connect] = await Promise.all([
    import('undici/lib/dispatcher/proxy-agent.js'),
    import('undici/lib/api/api-connect.js'),
  ]);
  return { ProxyAgent: proxyAgent.default, connect: connect.default };
}
