import type { Dispatcher } from 'undici';
import type { ApiLimits } from './limits.ts';
import { loadPool, loadProxyAgent } from './load-undici.ts';
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
