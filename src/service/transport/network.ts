import type { Dispatcher } from 'undici';
import type { ApiLimits } from '../interface.ts';
import { noReplyCode } from './connection-error.ts';
import type { Route } from './connections.ts';
import { makeDispatcher } from './connections.ts';

/** Connections, and how many requests may be in progress, by host. All applications of a run may share one. */
export type Network = {
  readonly gate: (origin: string) => Gate;
  readonly dispatcher: (
    origin: string,
    route: Exclude<Route, { kind: 'invalid' }>,
  ) => Promise<Pick<Dispatcher, 'dispatch'>>;
  /** Ends all connections at once. */
  readonly close: () => Promise<void>;
};

/** No connection is opened before it is needed. */
export function createNetwork(limits: ApiLimits): Network {
  const gates = new Map<string, Gate>();
  const dispatchers = new Map<string, Promise<Dispatcher>>();
  return {
    gate: (origin) => known(gates, origin, () => createGate(limits.requestsInFlight)),
    dispatcher: (origin, route) => known(dispatchers, origin, () => makeDispatcher(origin, route, limits)),
    close: async () => {
      const made = await Promise.all(dispatchers.values());
      await Promise.all(made.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

function known<T>(all: Map<string, T>, key: string, make: () => T): T {
  const found = all.get(key) ?? make();
  all.set(key, found);
  return found;
}

/** Lets so many through at a time; the rest wait in order. */
export type Gate = {
  /** `work` is told when it was let in, for `narrow`. */
  pass<T>(work: (entry: Entry) => Promise<T>): Promise<T>;
  /**
   * Halves what may be in progress from now on, down to one: for a service that says it is too much. What entered
   * before the last narrowing does not narrow again: the responses to one burst say the same thing once.
   */
  narrow(entry: Entry): void;
};

/** What was let in. */
export type Entry = {
  /** How often the gate had been narrowed by then. */
  readonly narrowings: number;
  /**
   * Makes room before the work has ended, where no more than `width` others did; whether one that waited is let in by it.
   * What has left still holds its reply, and replies that come at once would all be held at the same time.
   */
  readonly leave: () => boolean;
};

/** A gate for `width` at a time. */
export function createGate(width: number): Gate {
  let allowed = width;
  let inside = 0;
  let narrowings = 0;
  // Of those that have left, how many are still at work.
  let outside = 0;
  const waiting = new Queue();

  function leave(): boolean {
    inside -= 1;
    let isLetIn = false;
    while (inside < allowed) {
      const next = waiting.next();
      if (next === undefined) break;
      inside += 1;
      isLetIn = true;
      next();
    }
    return isLetIn;
  }

  async function enter(): Promise<void> {
    if (inside < allowed) {
      inside += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      waiting.add(resolve);
    });
  }

  return {
    async pass(work) {
      await enter();
      let hasLeft = false;
      const leaveEarly = (): boolean => {
        if (hasLeft || outside >= width) return false;
        hasLeft = true;
        outside += 1;
        return leave();
      };
      try {
        return await work({ narrowings, leave: leaveEarly });
      } finally {
        if (hasLeft) outside -= 1;
        else leave();
      }
    },
    narrow(entry) {
      if (entry.narrowings !== narrowings) return;
      narrowings += 1;
      allowed = Math.max(1, Math.floor(allowed / 2));
    },
  };
}

/** Those who wait, in order. Taking the first element out of a long array moves all the others each time. */
class Queue {
  #waiting: (() => void)[] = [];
  #first = 0;

  add(one: () => void): void {
    this.#waiting.push(one);
  }

  next(): (() => void) | undefined {
    const one = this.#waiting[this.#first];
    this.#first += 1;
    if (this.#first >= this.#waiting.length) {
      this.#waiting = [];
      this.#first = 0;
    }
    return one;
  }
}

/** One HTTP request, as it is to leave. Its headers hold the credentials: they are for that origin alone. */
export type HttpRequest = {
  /** Scheme, host and port: `https://v1.api.us.janrain.com`. */
  readonly origin: string;
  /** Path and query, already encoded. */
  readonly path: string;
  /** POST and PUT change something. */
  readonly method: 'GET' | 'POST' | 'PUT';
  /** By name; credentials among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes to send; null: none. */
  readonly body: Uint8Array | null;
  /** Aborted when the request took too long, or its response is too large. */
  readonly signal: AbortSignal;
};

/** A whole response. Redirects are not followed: they are a response like any other. */
export type HttpReply = {
  /** The HTTP status: 100 to 599. */
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** All of it; empty when there is none. */
  readonly body: Uint8Array;
};

/**
 * Carries one request in place of the connections of capstan. It never repeats one: whether that may be is decided above
 * it. When it rejects, the request may have arrived.
 */
export type HttpTransport = (request: HttpRequest) => Promise<HttpReply>;

/** A network that sends by a transport of the caller. The limits of requests hold for it too; proxies are its own affair. */
export function networkOver(send: HttpTransport, limits: ApiLimits): Network {
  const dispatcher = dispatcherOver(send);
  return { ...createNetwork(limits), dispatcher: () => Promise.resolve(dispatcher) };
}

function dispatcherOver(send: HttpTransport): Pick<Dispatcher, 'dispatch'> {
  return {
    dispatch: (options, handler) => {
      const stop = new AbortController();
      const controller = controllerOf(stop);
      handler.onRequestStart?.(controller, {});
      replyBy(send, requestOf(options, stop.signal)).then(
        ({ status, headers, body }) => {
          handler.onResponseStart?.(controller, status, headers, '');
          handler.onResponseData?.(controller, body);
          handler.onResponseEnd?.(controller, {});
        },
        (cause: unknown) => handler.onResponseError?.(controller, asError(cause)),
      );
      return true;
    },
  };
}

function controllerOf(stop: AbortController): Dispatcher.DispatchController {
  return {
    aborted: false,
    paused: false,
    reason: null,
    abort: (reason) => stop.abort(reason),
    pause: () => {},
    resume: () => {},
  };
}

function requestOf(options: Dispatcher.DispatchOptions, signal: AbortSignal): HttpRequest {
  const { origin, path, method, headers, body } = options;
  return {
    origin: String(origin),
    path,
    method: method as HttpRequest['method'], // no other is ever made
    headers: headers as HttpRequest['headers'], // made by the transport, as an object of texts
    body: body instanceof Uint8Array ? body : null,
    signal,
  };
}

/**
 * What a transport gives. Without types it may throw before it promises anything, or give anything: neither may escape
 * as an error without a handler, which ends the process, and a run with it.
 */
async function replyBy(send: HttpTransport, request: HttpRequest): Promise<HttpReply & { readonly body: Buffer }> {
  const reply: Partial<HttpReply> | null | undefined = await send(request);
  const { status, headers, body } = reply ?? {};
  if (!Number.isInteger(status) || status === undefined) throw noReply();
  if (typeof headers !== 'object' || headers === null || body === undefined) throw noReply();
  return { status, headers, body: bytesOf(body) };
}

function bytesOf(body: Uint8Array): Buffer {
  try {
    return Buffer.from(body);
  } catch {
    throw noReply();
  }
}

function noReply(): Error {
  return Object.assign(new Error('no reply'), { code: noReplyCode });
}

// What else it throws may have no text, and its text is not shown.
function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('the transport failed', { cause });
}
