import type { Dispatcher } from 'undici';
import type { ApiLimits } from '../limits.ts';
import { createNetwork, type Network } from './network.ts';

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
      send(requestOf(options, stop.signal)).then(
        ({ status, headers, body }) => {
          handler.onResponseStart?.(controller, status, headers, '');
          handler.onResponseData?.(controller, Buffer.from(body));
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

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
