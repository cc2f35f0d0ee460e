import { setFlagsFromString } from 'node:v8';
import type { Dispatcher, Pool, ProxyAgent } from 'undici';

/** The agent, and the method that it needs on its own connections: undici adds it when all of it is loaded. */
export type ProxyParts = { readonly ProxyAgent: typeof ProxyAgent; readonly connect: Dispatcher['connect'] };

let pool: Promise<typeof Pool> | undefined;

// Node 20 gives the WebAssembly of undici's parser to its slow compiler at once, which costs more than a whole plan.
const hastens = process.versions.node.startsWith('20.');

/** The pool of undici and no more of it, loaded when the first request needs it. */
export function loadPool(): Promise<typeof Pool> {
  pool ??= importPool();
  return pool;
}

async function importPool(): Promise<typeof Pool> {
  if (hastens) setFlagsFromString('--liftoff-only');
  return (await import('undici/lib/dispatcher/pool.js')).default;
}

/** Gives the compiler its usual setting back once the parser is there: this process may run WebAssembly of others. */
export function parserIsLoaded(): void {
  if (hastens) setFlagsFromString('--no-liftoff-only');
}

/** What sends through a proxy; few runs need it. */
export async function loadProxyAgent(): Promise<ProxyParts> {
  const [proxyAgent, connect] = await Promise.all([
    import('undici/lib/dispatcher/proxy-agent.js'),
    import('undici/lib/api/api-connect.js'),
  ]);
  return { ProxyAgent: proxyAgent.default, connect: connect.default };
}
