import { apiLimits } from '../limits.ts';
import type { ConnectionError } from '../transport/connection-error.ts';
import { makeDispatcher } from '../transport/dispatcher.ts';
import { exchange } from '../transport/exchange.ts';
import { type Environment, proxyFor } from '../transport/proxy-for.ts';
import { isAllowedOrigin, replyDateMs } from '../transport/sign-request.ts';

/** Which host, and how to get there. */
export type ProbeOptions = {
  readonly origin: string;
  readonly userAgent: string;
  readonly environment: Environment;
  /** Hosts beyond the service's own that the holder of the credentials allows. */
  readonly extraHosts: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** What a probe found. `proxyHost` null: no proxy. */
export type Probe = { readonly host: string; readonly proxyHost: string | null } & (
  | {
      readonly kind: 'answered';
      readonly durationMs: number;
      /** How far the clock of this machine is ahead of the host's; null: the response does not say. */
      readonly skewMs: number | null;
    }
  | { readonly kind: 'silent'; readonly error: ConnectionError }
  | { readonly kind: 'no-proxy'; readonly variable: string }
);

const limits = { ...apiLimits, headersTimeoutMs: 10_000, bodyTimeoutMs: 10_000, requestTimeoutMs: 20_000 };

/** Asks a host for its root, without credentials: whether it answers, how fast, and what time it is there. */
export async function probeHost({ origin, userAgent, environment, extraHosts, now }: ProbeOptions): Promise<Probe> {
  const url = new URL(origin);
  const { host } = url;
  if (!isAllowedOrigin(origin, extraHosts)) throw new Error(`The host ${host} is not one that may be asked.`);
  const route = proxyFor(url, environment);
  if (route.kind === 'invalid') return { kind: 'no-proxy', host, proxyHost: null, variable: route.variable };
  const to = { host, proxyHost: route.kind === 'proxy' ? route.host : null };
  const dispatcher = await makeDispatcher(url.origin, route, limits);
  const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': userAgent };
  try {
    const begun = performance.now();
    const request = { origin: url.origin, path: '/', method: 'GET', headers, body: null } as const;
    const result = await exchange(dispatcher, request, to, limits);
    if (result.kind === 'broken') return { kind: 'silent', ...to, error: result.error };
    const dateMs = replyDateMs(result);
    const skewMs = dateMs === null ? null : now() - dateMs;
    return { kind: 'answered', ...to, durationMs: performance.now() - begun, skewMs };
  } finally {
    await dispatcher.destroy();
  }
}
