import type { Dispatcher } from 'undici';
import type { ApiLimits } from '../interface.ts';
import { type ConnectionError, connectionErrorOf, type Destination } from './connection-error.ts';
import { parserIsCompiled } from './connections.ts';

/** A whole response, or why there is none. `sent` false: certainly no byte of the request left. */
export type Exchange =
  | { readonly kind: 'reply'; readonly status: number; readonly headers: ReplyHeaders; readonly body: Buffer }
  | { readonly kind: 'broken'; readonly error: ConnectionError; readonly sent: boolean };

/** Headers of a response, names in lower case; of a repeated one, the first. */
type ReplyHeaders = ReadonlyMap<string, string>;

type Head = { readonly status: number; readonly headers: ReplyHeaders };

/** Sends one request over `dispatcher`. Never throws and never sends twice, whatever comes back. */
export function exchange(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  options: Dispatcher.DispatchOptions,
  to: Destination,
  limits: ApiLimits,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const receiver = new Receiver(to, limits, resolve);
    dispatcher.dispatch(options, receiver);
  });
}

class Receiver implements Dispatcher.DispatchHandler {
  readonly #to: Destination;
  readonly #limits: ApiLimits;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #head: Head | null = null;
  #bytes = 0;
  #over = false;

  constructor(to: Destination, limits: ApiLimits, resolve: (exchange: Exchange) => void) {
    this.#to = to;
    this.#limits = limits;
    this.#resolve = resolve;
    const late: ConnectionError = { code: 'timeout', message: 'the request as a whole took too long', lasting: false };
    this.#timer = setTimeout(() => this.#giveUp(late), limits.requestTimeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici may start a request again after losing its connection, and may start one that was given up while it
    // waited. Neither may reach the service.
    if (this.#over || this.#controller !== null) controller.abort(new Error('not sent'));
    this.#controller ??= controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: Readonly<Record<string, unknown>>): void {
    if (status >= 200) this.#head = { status, headers: plainHeaders(headers) };
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= this.#limits.replyMaxBytes) this.#chunks.push(chunk);
    else
      this.#giveUp({
        code: 'bad-reply',
        message: `the reply is larger than ${this.#limits.replyMaxBytes} bytes`,
        lasting: true,
      });
  }

  onResponseEnd(): void {
    const head = this.#head;
    if (head === null) this.#fail({ code: 'bad-reply', message: 'the reply has no status', lasting: false });
    else this.#finish({ kind: 'reply', ...head, body: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#fail(connectionErrorOf(error, this.#to));
  }

  #giveUp(error: ConnectionError): void {
    this.#fail(error);
    this.#controller?.abort(new Error('given up'));
  }

  #fail(error: ConnectionError): void {
    this.#finish({ kind: 'broken', error, sent: this.#controller !== null });
  }

  #finish(exchange: Exchange): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    parserIsCompiled();
    this.#resolve(exchange);
  }
}

function plainHeaders(headers: Readonly<Record<string, unknown>>): ReplyHeaders {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return [name.toLowerCase(), typeof first === 'string' ? first : ''];
  });
  return new Map(entries);
}
