import type { Place } from './read-ledger.ts';
import type { BodyCheck } from './superset.ts';

type Address = {
  readonly origin: string;
  readonly path: string;
  /** The client that it is about; null: the application. */
  readonly clientId: string | null;
};

/** A request on its way. One that replaces has to bring what it is held against. */
export type Outgoing =
  | (Address & { readonly method: 'GET' })
  | (Address & { readonly method: 'POST'; readonly form: string; readonly writes: Place })
  | (Address & { readonly method: 'PUT'; readonly json: string; readonly writes: Place; readonly check: BodyCheck });

/** What an onlooker may know of a request: nothing of its query, headers or body. */
export type RequestNote = {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** The client that it is about; null: the application. */
  readonly clientId: string | null;
  /** When it was begun, by the clock of this machine: milliseconds since 1970. */
  readonly atMs: number;
  /** null when no whole reply came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** The name that the service gave the request; null: none. */
  readonly requestId: string | null;
  /** Of a read: answered, absent or failed. Of a write: done, refused, rejected or unknown, as in `Sent`. */
  readonly outcome: 'answered' | 'absent' | 'failed' | 'done' | 'refused' | 'rejected' | 'unknown';
};
