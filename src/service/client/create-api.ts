import type { Application } from '../../model/desired.ts';
import type { Secret } from '../../model/value.ts';
import type { ReadApi, RepeatNote, WriteApi } from '../interface.ts';
import { type ApiLimits, apiLimits } from '../limits.ts';
import type { Environment } from '../transport/connections.ts';
import { createNetwork, type HttpTransport, type Network, networkOver } from '../transport/network.ts';
import type { RequestNote } from '../transport/request.ts';
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
  readonly sleep?: (ms: number) => Promise<void>;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
  /** Milliseconds since 1970: for a Retry-After that is a date, and for the date of signed requests. */
  readonly now?: () => number;
};

/** What an API can do besides its requests. */
export type Connection = {
  /** Ends all connections at once; a write in progress is then `unknown`. */
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

function sleepMs(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
