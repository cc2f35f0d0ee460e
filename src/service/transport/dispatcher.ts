import { setFlagsFromString } from 'node:v8';
import type { Dispatcher, Pool, ProxyAgent } from 'undici';
import type { ApiLimits } from '../limits.ts';
import type { Route } from './proxy-for.ts';

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
