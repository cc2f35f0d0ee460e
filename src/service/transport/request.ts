import { isJsonObject } from '../../leaf/json.ts';
import type { BodyCheck, ReadPlace } from '../client/refuse-lossy-body.ts';
import type { Sent } from '../interface.ts';
import type { ReadAttempt } from '../responses/classify-read.ts';
import type { Exchange } from './exchange.ts';

type Address = {
  readonly origin: string;
  readonly path: string;
  /** The client that it is about; null: the application. */
  readonly clientId: string | null;
};

/** A request on its way. One that replaces has to bring what it is compared with. */
export type Outgoing =
  | (Address & { readonly method: 'GET' })
  | (Address & { readonly method: 'POST'; readonly form: string; readonly writes: ReadPlace })
  | (Address & {
      readonly method: 'PUT';
      readonly json: string;
      readonly writes: ReadPlace;
      readonly check: BodyCheck;
    });

/** What an onlooker may know of a request: nothing of its query, headers or body. */
export type RequestNote = {
  /** GET, POST or PUT. */
  readonly method: string;
  /** Without scheme; with the port, where it is not the usual one. */
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  /** The client that it is about; null: the application. */
  readonly clientId: string | null;
  /** When it was begun, by the clock of this machine: milliseconds since 1970. */
  readonly atMs: number;
  /** null when no whole response came. */
  readonly status: number | null;
  /** From its beginning to the last byte of the response, in milliseconds. */
  readonly durationMs: number;
  /** The name that the service gave the request; null: none. */
  readonly requestId: string | null;
  /** Of a read: answered, absent or failed. Of a write: done, refused, rejected or unknown, as in `Sent`. */
  readonly outcome: 'answered' | 'absent' | 'failed' | 'done' | 'refused' | 'rejected' | 'unknown';
};

// The documents show `request_id` in bodies of the registration domain. They name no header; these are the usual ones.
const headerNames: readonly string[] = ['x-request-id', 'x-correlation-id', 'x-amzn-requestid', 'request-id'];
const bodyMaxBytes = 16 * 1024;

type Method = Outgoing['method'];

/** By which name the service knows a request, for questions to its support; null when the response does not say. */
export function requestIdOf(exchange: Exchange, method: Method, sent: readonly string[]): string | null {
  if (exchange.kind === 'broken') return null;
  // What a read gives are settings, whatever their names are.
  const inBody = method === 'POST' ? idInBody(exchange.body) : undefined;
  const said = [...headerNames.map((name) => exchange.headers.get(name)), inBody];
  // A response may repeat what was sent, and that may be a secret.
  const isPlain = (id: unknown): id is string =>
    typeof id === 'string' && /^[\w.:-]{8,64}$/.test(id) && !sent.some((text) => text.includes(id));
  return said.find(isPlain) ?? null;
}

function idInBody(body: Buffer): unknown {
  if (body.length > bodyMaxBytes) return undefined;
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return isJsonObject(parsed) ? parsed['request_id'] : undefined;
  } catch {
    return undefined;
  }
}

/** What a response was found to mean. */
export type Judged = ReadAttempt | Sent;

/** The same in a word, for onlookers. */
export function outcomeOf(judged: Judged): RequestNote['outcome'] {
  switch (judged.kind) {
    case 'json':
      return 'answered';
    case 'no-client':
      return 'absent';
    case 'failed':
    case 'done':
    case 'refused':
    case 'rejected':
    case 'unknown':
      return judged.kind;
  }
}

/** Whether the service said that it is too much, in whichever of its ways. */
export function isLimit(judged: Judged): boolean {
  return 'failure' in judged && judged.failure.code === 'rate-limited';
}
