import { type Sleep, sleepMs } from '../../leaf/work.ts';
import type { Application } from '../../model/desired.ts';
import type { Secret } from '../../model/value.ts';
import type { ReadApi, RepeatNote, WriteApi } from '../interface.ts';
import { type ApiLimits, apiLimits } from '../interface.ts';
import { type ConnectionError, connectionErrorText } from '../transport/connection-error.ts';
import { type Environment, makeDispatcher, proxyFor } from '../transport/connections.ts';
import { exchange } from '../transport/exchange.ts';
import { createNetwork, type HttpTransport, type Network, networkOver } from '../transport/network.ts';
import type { RequestNote } from '../transport/request.ts';
import { isAllowedOrigin, replyDateMs } from '../transport/sign-request.ts';
import { createTransport, type Transport } from '../transport/transport.ts';
import { createReads } from './reads.ts';
import { createWrites } from './writes.ts';

/** Everything that the two APIs are made from. */
export type ApiOptions = {
  readonly application: Application;
  readonly credentials: { readonly clientId: string; readonly clientSecret: Secret };
  /** Name and version of the program, for the User-Agent header. */
  readonly userAgent: { readonly name: string; readonly version: string };
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. */
  readonly environment?: Environment;
  /** Hosts beyond the service's own that the holder of the credentials allows. */
  readonly extraHosts?: readonly string[];
  readonly onRequest?: (note: RequestNote) => void;
  /** Hears of each read that is tried again, before the pause. */
  readonly onRepeat?: ((note: RepeatNote) => void) | undefined;
  /** Hears how many requests wait until fewer are in progress at their host. */
  readonly onQueue?: ((waiting: number) => void) | undefined;
  readonly limits?: Partial<ApiLimits>;
  /** Connections shared with other applications, from `shareNetwork`; who made it closes it. Left out: of its own. */
  readonly network?: Network | undefined;
  readonly sleep?: Sleep;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
  /** Milliseconds since 1970: for a Retry-After that is a date, and for the date of signed requests. */
  readonly now?: () => number;
};

/** What an API can do besides its requests. */
export type Connection = {
  /** Ends all connections and pauses at once; a write in progress is then `unknown`. */
  close(): Promise<void>;
  /** How many requests were sent so far, repeats included. */
  requests(): number;
};

/** Connections, and a limit of requests for each host, that several APIs share. */
export function shareNetwork(limits: Partial<ApiLimits> = {}): Network {
  return createNetwork({ ...apiLimits, ...limits });
}

/** The same over a transport of the caller. */
export function networkBy(transport: HttpTransport): Network {
  return networkOver(transport, apiLimits);
}

/** An API that reads and has no means to write. */
export function createReadApi(options: ApiOptions): ReadApi & Connection {
  const transport = transportFor(options);
  return { ...readsOver(transport, options), ...connection(transport) };
}

/** An API that reads and writes. Only `apply/` may be given one. */
export function createApi(options: ApiOptions): WriteApi & Connection {
  const transport = transportFor(options);
  const writes = createWrites({ application: options.application, transport, now: nowOf(options) });
  return { ...readsOver(transport, options), ...writes, ...connection(transport) };
}

function transportFor(options: ApiOptions): Transport {
  return createTransport({
    credentials: options.credentials,
    auth: options.application.auth ?? 'basic',
    userAgent: options.userAgent,
    environment: options.environment ?? {},
    extraHosts: options.extraHosts ?? [],
    limits: limitsOf(options),
    network: options.network,
    onRequest: options.onRequest ?? (() => undefined),
    onQueue: options.onQueue ?? (() => undefined),
    now: nowOf(options),
  });
}

function readsOver(transport: Transport, options: ApiOptions): ReadApi {
  return createReads({
    application: options.application,
    credentials: options.credentials,
    transport,
    patience: {
      limits: limitsOf(options),
      sleep: options.sleep ?? sleepMs,
      random: options.random ?? Math.random,
      onRepeat: options.onRepeat ?? (() => undefined),
    },
    now: nowOf(options),
  });
}

function limitsOf(options: ApiOptions): ApiLimits {
  return { ...apiLimits, ...options.limits };
}

function nowOf(options: ApiOptions): () => number {
  return options.now ?? Date.now;
}

function connection(transport: Transport): Connection {
  return { close: () => transport.close(), requests: () => transport.requests() };
}

/** For callers that may not look into leaf/. */
export { sleepMs };

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

/** Where a notice goes and what the request needs. No credentials travel with it. */
export type NoticeOptions = {
  readonly url: URL;
  readonly json: string;
  readonly userAgent: string;
  readonly environment: Environment;
  /** Hosts that the holder of the credentials allows, besides this machine. */
  readonly allowedHosts: readonly string[];
  readonly sleep: (ms: number) => Promise<void>;
};

/** `reason` is for people: it names the host and never the path, which for a webhook is its secret. */
export type NoticeResult = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly reason: string };

/** How often a notice is tried in all, and the waits between. A notice that arrives twice does no harm. */
const retryDelaysMs: readonly number[] = [1_000, 4_000];

/** Sends a JSON text to a webhook. Never throws for what the other side or the network does. */
export async function postNotice(options: NoticeOptions): Promise<NoticeResult> {
  const { url, environment, allowedHosts, sleep } = options;
  if (!isAllowedOrigin(url.origin, allowedHosts)) {
    return failed(
      `the host ${url.host} is not one that may be written to; name it in CAPSTAN_ALLOWED_HOSTS, and use https`,
    );
  }
  const route = proxyFor(url, environment);
  if (route.kind === 'invalid') return failed(`${route.variable} is not the URL of an http or https proxy`);
  const proxyHost = route.kind === 'proxy' ? route.host : null;
  const dispatcher = await makeDispatcher(url.origin, route, apiLimits);
  try {
    for (const delayMs of retryDelaysMs) {
      const tried = await attempt(dispatcher, options, proxyHost);
      if (tried.kind !== 'again') return tried.result;
      await sleep(delayMs);
    }
    return (await attempt(dispatcher, options, proxyHost)).result;
  } finally {
    await dispatcher.destroy();
  }
}

type Attempt = { readonly kind: 'final' | 'again'; readonly result: NoticeResult };

async function attempt(
  dispatcher: Awaited<ReturnType<typeof makeDispatcher>>,
  options: NoticeOptions,
  proxyHost: string | null,
): Promise<Attempt> {
  const { url, json, userAgent } = options;
  const request = {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
    body: Buffer.from(json),
    headersTimeout: apiLimits.headersTimeoutMs,
    bodyTimeout: apiLimits.bodyTimeoutMs,
  } as const;
  const reply = await exchange(dispatcher, request, { host: url.host, proxyHost }, apiLimits);
  if (reply.kind === 'broken') {
    const { error } = reply;
    return { kind: error.lasting ? 'final' : 'again', result: failed(connectionErrorText(error)) };
  }
  if (reply.status >= 200 && reply.status < 300) return { kind: 'final', result: { kind: 'sent' } };
  const passing = reply.status === 429 || reply.status >= 500;
  return { kind: passing ? 'again' : 'final', result: failed(`${url.host} answered with status ${reply.status}`) };
}

function failed(reason: string): NoticeResult {
  return { kind: 'failed', reason };
}
