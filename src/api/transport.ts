import type { Dispatcher } from 'undici';
import { openSecret, type Secret } from '../core/model/secret.ts';
import { isAllowedOrigin } from './allowed-origin.ts';
import { type Exchange, exchange } from './exchange.ts';
import { createGate, type Gate } from './gate.ts';
import type { ApiLimits } from './limits.ts';
import { makeDispatcher } from './make-dispatcher.ts';
import type { Outgoing, RequestNote } from './outgoing.ts';
import { type Environment, proxyFor, type Route } from './proxy-for.ts';
import { createReadLedger, type ReadLedger } from './read-ledger.ts';
import { assertSuperset } from './superset.ts';

export type TransportOptions = {
  readonly credentials: { readonly clientId: string; readonly clientSecret: Secret };
  readonly userAgent: { readonly name: string; readonly version: string };
  readonly environment: Environment;
  readonly extraHosts: readonly string[];
  readonly limits: ApiLimits;
  readonly onRequest: (note: RequestNote) => void;
};

/** Carries requests, one attempt each. */
export type Transport = {
  send(request: Outgoing): Promise<Exchange>;
  /** Fewer at a time from now on. */
  slowDown(): void;
  requests(): number;
  close(): Promise<void>;
  readonly ledger: ReadLedger;
};

export function createTransport(options: TransportOptions): Transport {
  return new HttpTransport(options);
}

class HttpTransport implements Transport {
  readonly ledger = createReadLedger();
  readonly #options: TransportOptions;
  readonly #gate: Gate;
  readonly #dispatchers = new Map<string, Promise<Dispatcher>>();
  #requests = 0;
  #closed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#gate = createGate(options.limits.requestsInFlight);
  }

  async send(request: Outgoing): Promise<Exchange> {
    const origin = new URL(request.origin);
    // The last fence before the credentials leave; people get theirs earlier, as a problem with a place in the file.
    if (!isAllowedOrigin(request.origin, this.#options.extraHosts)) {
      throw new Error(`The host ${origin.host} is not one that credentials may be sent to.`);
    }
    return this.#gate.pass(() => this.#carry(request, origin));
  }

  slowDown(): void {
    this.#gate.narrow();
  }

  requests(): number {
    return this.#requests;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const dispatchers = await Promise.all(this.#dispatchers.values());
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy()));
  }

  async #carry(request: Outgoing, origin: URL): Promise<Exchange> {
    const route = proxyFor(origin, this.#options.environment);
    if (route.kind === 'invalid') {
      const cure = 'correct it, or name the host in NO_PROXY';
      return unsent(`${route.variable} is not the URL of an http or https proxy; ${cure}`);
    }
    const dispatcher = await this.#dispatcherFor(origin, route);
    if (this.#closed) return unsent('the run is ending');
    const to = { host: origin.host, proxyHost: route.kind === 'proxy' ? route.host : null };
    const startedAt = performance.now();
    const reply = await exchange(dispatcher, this.#prepare(request), to, this.#options.limits);
    this.#note(request, origin.host, reply, performance.now() - startedAt);
    return reply;
  }

  // Nothing comes between the assertions and the dispatch of the very bytes they saw.
  #prepare(request: Outgoing): Dispatcher.DispatchOptions {
    const body = bodyOf(request);
    if (request.method === 'PUT') {
      this.ledger.assertCurrent(request.check.read, request.writes);
      assertSuperset(body, request.check);
    }
    if (request.method !== 'GET') this.ledger.wrote(request.writes);
    this.#requests += 1;
    return {
      origin: request.origin,
      path: request.path,
      method: request.method,
      headers: this.#headers(request.method),
      body: request.method === 'GET' ? null : body,
      idempotent: request.method === 'GET',
      headersTimeout: this.#options.limits.headersTimeoutMs,
      bodyTimeout: this.#options.limits.bodyTimeoutMs,
    };
  }

  #headers(method: Outgoing['method']): Record<string, string> {
    const { credentials, userAgent } = this.#options;
    const pair = `${credentials.clientId}:${String(openSecret(credentials.clientSecret))}`;
    return {
      authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': `${userAgent.name}/${userAgent.version} (+node)`,
      ...contentType(method),
    };
  }

  #dispatcherFor(origin: URL, route: Exclude<Route, { kind: 'invalid' }>): Promise<Dispatcher> {
    const known = this.#dispatchers.get(origin.origin);
    if (known !== undefined) return known;
    const made = makeDispatcher(origin.origin, route, this.#options.limits);
    this.#dispatchers.set(origin.origin, made);
    return made;
  }

  #note(request: Outgoing, host: string, reply: Exchange, durationMs: number): void {
    const status = reply.kind === 'reply' ? reply.status : null;
    try {
      this.#options.onRequest({ method: request.method, host, path: request.path, status, durationMs });
    } catch {
      // An onlooker's failure must not hide what became of a write.
    }
  }
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

function unsent(message: string): Exchange {
  return { kind: 'broken', trouble: { code: 'unreachable', message, lasting: true }, sent: false };
}
