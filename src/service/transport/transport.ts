import type { Dispatcher } from 'undici';
import { once, requestsLeave } from '../../leaf/work.ts';
import { openSecret, type Secret } from '../../model/value.ts';
import { assertSuperset, createReadLedger, type ReadLedger } from '../client/refuse-lossy-body.ts';
import type { ApiLimits } from '../interface.ts';
import { type Environment, proxyFor, type Route } from './connections.ts';
import { type Exchange, exchange } from './exchange.ts';
import { createNetwork, type Entry, type Network } from './network.ts';
import { isLimit, type Judged, type Outgoing, outcomeOf, type RequestNote, requestIdOf } from './request.ts';
import { isAllowedOrigin, replyDateMs, type SkewMs, signRequest } from './sign-request.ts';

export type TransportOptions = {
  readonly credentials: { readonly clientId: string; readonly clientSecret: Secret };
  /** How calls of the registration domain prove who calls. The Configuration API takes Basic alone. */
  readonly auth: 'basic' | 'signed';
  readonly userAgent: { readonly name: string; readonly version: string };
  readonly environment: Environment;
  readonly extraHosts: readonly string[];
  readonly limits: ApiLimits;
  /** Shared with others, who close it; left out: one of its own. */
  readonly network: Network | undefined;
  readonly onRequest: (note: RequestNote) => void;
  /** How many requests wait for their turn. */
  readonly onQueue: (waiting: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Carries requests, one attempt each. */
export type Transport = {
  /** `judge` says what the response means; when that is "too much", fewer requests run at a time from then on. */
  send<T extends Judged>(request: Outgoing, judge: (exchange: Exchange) => T): Promise<T>;
  /** By the last response that told the time. */
  skewMs(): SkewMs;
  requests(): number;
  close(): Promise<void>;
  /** Fires when it is closed: there is nothing more to wait for. */
  readonly ended: AbortSignal;
  readonly ledger: ReadLedger;
};

export function createTransport(options: TransportOptions): Transport {
  return new HttpTransport(options);
}

type Way = { readonly origin: URL; readonly route: Route };

class HttpTransport implements Transport {
  readonly ledger = createReadLedger();
  readonly #options: TransportOptions;
  readonly #network: Network;
  readonly #ways = new Map<string, Way>();
  #requests = 0;
  #queued = 0;
  #skewMs: SkewMs = null;
  readonly #closing = new AbortController();
  readonly ended = this.#closing.signal;
  readonly #basic = once(() => {
    const { clientId, clientSecret } = this.#options.credentials;
    const pair = `${clientId}:${String(openSecret(clientSecret))}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  });

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#network = options.network ?? createNetwork(options.limits);
  }

  async send<T extends Judged>(request: Outgoing, judge: (exchange: Exchange) => T): Promise<T> {
    const way = this.#wayTo(request.origin);
    const gate = this.#network.gate(way.origin.origin);
    this.#queue(1);
    return gate.pass(async (entry) => {
      this.#queue(-1);
      const result = await this.#carry(request, way, judge, entry);
      if (isLimit(result)) gate.narrow(entry);
      return result;
    });
  }

  /** How to reach an origin, decided once for all of its requests. */
  #wayTo(origin: string): Way {
    const known = this.#ways.get(origin);
    if (known !== undefined) return known;
    const { environment, extraHosts } = this.#options;
    const url = new URL(origin);
    // The last fence before the credentials leave; people get theirs earlier, as a problem with a place in the file.
    if (!isAllowedOrigin(origin, extraHosts)) {
      throw new Error(`The host ${url.host} is not one that credentials may be sent to.`);
    }
    const way = { origin: url, route: proxyFor(url, environment) };
    this.#ways.set(origin, way);
    return way;
  }

  #queue(more: 1 | -1): void {
    this.#queued += more;
    this.#options.onQueue(this.#queued);
  }

  skewMs(): SkewMs {
    return this.#skewMs;
  }

  requests(): number {
    return this.#requests;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#options.network === undefined) await this.#network.close();
  }

  async #carry<T extends Judged>(
    request: Outgoing,
    { origin, route }: Way,
    judge: (exchange: Exchange) => T,
    entry: Entry,
  ): Promise<T> {
    if (route.kind === 'invalid') {
      const cure = 'correct it, or name the host in NO_PROXY';
      return judge(unsent(`${route.variable} is not the URL of an http or https proxy; ${cure}`));
    }
    const dispatcher = await this.#network.dispatcher(origin.origin, route);
    if (this.ended.aborted) return judge(unsent('the run is ending'));
    const to = { host: origin.host, proxyHost: route.kind === 'proxy' ? route.host : null };
    const prepared = this.#prepare(request);
    const begun = { atMs: this.#options.now(), monotonicMs: monotonicMs() };
    const exchanged = await exchange(dispatcher, prepared.options, to, this.#options.limits);
    const durationMs = monotonicMs() - begun.monotonicMs;
    // Nothing of it is in progress any more: the next request leaves before this reply is looked through.
    if (request.method === 'GET' && isComplete(exchanged) && entry.leave()) await requestsLeave();
    this.#lookAtClock(exchanged);
    const result = judge(exchanged);
    this.#note({
      method: request.method,
      host: origin.host,
      path: request.path,
      clientId: request.clientId,
      atMs: begun.atMs,
      status: exchanged.kind === 'reply' ? exchanged.status : null,
      durationMs,
      requestId: requestIdOf(exchanged, request.method, prepared.sent),
      outcome: outcomeOf(result),
    });
    return result;
  }

  // Nothing comes between the assertions and the dispatch of the very bytes they saw.
  #prepare(request: Outgoing): { readonly options: Dispatcher.DispatchOptions; readonly sent: readonly string[] } {
    const body = bodyOf(request);
    if (request.method === 'PUT') {
      this.ledger.assertCurrent(request.check.read, request.writes);
      assertSuperset(body, request.check);
    }
    if (request.method !== 'GET') this.ledger.wrote(request.writes);
    this.#requests += 1;
    const headers = this.#headers(request);
    const options: Dispatcher.DispatchOptions = {
      origin: request.origin,
      path: request.path,
      method: request.method,
      headers,
      body: request.method === 'GET' ? null : body,
      idempotent: request.method === 'GET',
      headersTimeout: this.#options.limits.headersTimeoutMs,
      bodyTimeout: this.#options.limits.bodyTimeoutMs,
    };
    return { options, sent: [body.toString(), ...Object.values(headers)] };
  }

  #headers(request: Outgoing): Readonly<Record<string, string>> {
    const { name, version } = this.#options.userAgent;
    return {
      ...this.#proof(request),
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': `${name}/${version} (+node)`,
      ...contentType(request.method),
    };
  }

  // In headers alone: what is in a URL or a body is written down by every proxy and server on the way.
  #proof(request: Outgoing): Readonly<Record<string, string>> {
    const { auth, credentials, now } = this.#options;
    if (auth === 'signed' && request.method === 'POST') {
      const parameters = new URLSearchParams(request.form);
      return signRequest({ path: request.path, parameters, nowMs: now() }, credentials);
    }
    return this.#basic();
  }

  #lookAtClock(exchanged: Exchange): void {
    const dateMs = exchanged.kind === 'reply' ? replyDateMs(exchanged) : null;
    if (dateMs !== null) this.#skewMs = this.#options.now() - dateMs;
  }

  #note(note: RequestNote): void {
    try {
      this.#options.onRequest(note);
    } catch {
      // An onlooker's failure must not hide the outcome of a write.
    }
  }
}

// Node loads eight parts of itself for `performance`, before the first request.
function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

function contentType(method: Outgoing['method']): Readonly<Record<string, string>> {
  switch (method) {
    case 'GET':
      return {};
    case 'POST':
      return { 'content-type': 'application/x-www-form-urlencoded' };
    case 'PUT':
      return { 'content-type': 'application/json' };
  }
}

function bodyOf(request: Outgoing): Buffer {
  switch (request.method) {
    case 'GET':
      return Buffer.alloc(0);
    case 'POST':
      return Buffer.from(request.form);
    case 'PUT':
      return Buffer.from(request.json);
  }
}

// Any other status may say that it is too much, so that its room is given to others once that is known.
function isComplete(exchanged: Exchange): boolean {
  return exchanged.kind === 'reply' && exchanged.status === 200;
}

function unsent(message: string): Exchange {
  return { kind: 'broken', error: { code: 'unreachable', message, lasting: true }, sent: false };
}
