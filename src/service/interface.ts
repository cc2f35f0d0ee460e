import type { Property, PropertyValue } from '../kinds/kind.ts';
import type { ThingKind } from '../kinds/table.ts';
import type { Json } from '../leaf/json.ts';
import type { Section, ThingScope } from '../model/address.ts';
import type { SettingOption } from '../model/setting.ts';
import type { Secret, Value } from '../model/value.ts';

/** Why a request did not give what was asked. For people see `failureText`. Nothing in it holds a secret. */
export type Failure = {
  readonly code:
    | 'unreachable'
    | 'timeout'
    | 'unauthorized'
    | 'forbidden'
    | 'application-not-found'
    | 'rate-limited'
    | 'server-error'
    | 'bad-reply'
    | 'rejected';
  /** HTTP status; null when no response came. */
  readonly status: number | null;
  /** `GET https://host/path`; null: no single request failed. */
  readonly request: string | null;
  /** What went wrong. */
  readonly reason: string;
  /** How often the request was sent. */
  readonly tries: number;
  /** What to do, where it is known better than by the code. */
  readonly cure?: string;
};

/** A read that is tried again: which try comes now, of how many, and what the last one was answered; null: nothing. */
export type RepeatNote = { readonly tries: number; readonly of: number; readonly status: number | null };

/** A failure in one sentence: the request, what went wrong, and how often it was tried. */
export function failureText({ request, reason, tries }: Pick<Failure, 'request' | 'reason' | 'tries'>): string {
  return `${request === null ? '' : `${request}: `}${reason}${tries > 1 ? ` (tried ${tries} times)` : ''}`;
}

/** What a read gives. A failed read is never "absent", and neither is ever "empty". */
export type Read<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * The outcome of a write. `refused`: the service certainly did nothing and asks to come back later (429, HTTP 510,
 * api_limit_error, or the connection was never made). `rejected`: the service said no. `unknown`: everything else; the
 * work may be done or not.
 */
export type Sent =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly failure: Failure; readonly retryAfterMs: number | null }
  | { readonly kind: 'rejected'; readonly failure: Failure }
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** Settings of the application or of one client, as one response gave them, nulls included. */
export type SettingsReply = {
  /** The application id that `_self` names. */
  readonly application: string;
  /** Top-level keys other than `custom` and the service's own underscore names; and the keys of `custom`. */
  readonly sections: Readonly<Record<Section, ReadonlyMap<string, Json>>>;
  readonly inexact: Readonly<Record<Section, ReadonlySet<string>>>;
  /** `_global` of a client's response; null at the global scope or when the response has none. */
  readonly inherited: Readonly<Record<Section, ReadonlyMap<string, Json>>> | null;
};

export type ClientReply = {
  readonly application: string;
  readonly id: string;
  readonly name: string;
  readonly features: readonly string[] | null;
  readonly ipWhitelist: readonly string[] | null;
  /** Further members that a full replace has to carry, as they came. Never a secret of the client. */
  readonly rest: ReadonlyMap<string, Json>;
  /** Underscore names other than _self, _id, _secret and _settings. */
  readonly unknownNames: readonly string[];
};

/** The record of a thing of a kind without settings, as a response has it. */
export type ThingReply = {
  readonly kind: ThingKind;
  readonly id: string;
  /** All but the service's own underscore names. A full replace has to carry them. */
  readonly members: ReadonlyMap<string, Json>;
};

/** The reads. With this alone nothing can be written. */
export interface ReadApi {
  /** The client id whose credentials are used. */
  readonly caller: string;
  /** Its secret, which nothing that is read may show. */
  readonly callerSecret: Secret;
  listClients(): Promise<Read<readonly ClientReply[]>>;
  readClient(clientId: string): Promise<Read<ClientReply>>;
  readGlobalSettings(): Promise<Read<SettingsReply>>;
  readClientSettings(clientId: string): Promise<Read<SettingsReply>>;
  readOptions(): Promise<Read<readonly SettingOption[]>>;
  /** All things of a kind without settings. */
  listThings(kind: ThingKind): Promise<Read<readonly ThingReply[]>>;
  readThing(kind: ThingKind, id: string): Promise<Read<ThingReply>>;
}

/** Body of a settings PUT: what the scope will hold, by section. */
export type SettingsBody = Readonly<Record<Section, ReadonlyMap<string, Value>>>;

/** The keys that a full replace may change or drop; all others must leave as they were read. */
export type PlannedKeys = Readonly<Record<Section, ReadonlySet<string>>>;

/**
 * Reads and writes. No write is ever repeated here. A replacing write takes the response it was made from, and throws
 * `LossyBodyError` before any byte leaves when the body lacks something of that response that the plan does not touch.
 */
export interface WriteApi extends ReadApi {
  /** One `settings/set_default_multi` (clientId null) or `settings/set_multi`. Values as texts. */
  setKeys(clientId: string | null, items: ReadonlyMap<string, Value>): Promise<Sent>;
  /** One `settings/delete_default` (clientId null) or `settings/delete`. */
  deleteKey(clientId: string | null, key: string): Promise<Sent>;
  /** One call that writes a property of a client, or of a thing of another kind: `clients/set_features`, ... */
  setProperty(thing: Pick<ThingScope, 'kind' | 'clientId'>, property: Property, value: PropertyValue): Promise<Sent>;
  /** One PUT of the settings of the application (clientId null) or a client. */
  replaceSettings(
    clientId: string | null,
    read: SettingsReply,
    body: SettingsBody,
    planned: PlannedKeys,
  ): Promise<Sent>;
  /** One PUT of a client with other values of these members. */
  replaceClient(read: ClientReply, members: ReadonlyMap<string, PropertyValue>): Promise<Sent>;
  /** The same of a thing of another kind. */
  replaceThing(read: ThingReply, members: ReadonlyMap<string, PropertyValue>): Promise<Sent>;
}

/** The bounds of everything that waits, repeats or grows here. */
export type ApiLimits = {
  /** How often a read is tried in all. Writes are sent once. */
  readonly readAttempts: number;
  readonly requestsInFlight: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Between two pieces of a response. */
  readonly bodyTimeoutMs: number;
  /** One request from its start to the end of its response: a response that trickles ends here. */
  readonly requestTimeoutMs: number;
  readonly backoffBaseMs: number;
  readonly backoffMaxMs: number;
  /** The longest that a Retry-After is obeyed. */
  readonly retryAfterMaxMs: number;
  readonly replyMaxBytes: number;
};

/** The bounds as they are outside tests. */
export const apiLimits: ApiLimits = {
  readAttempts: 5,
  requestsInFlight: 10,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  requestTimeoutMs: 120_000,
  backoffBaseMs: 250,
  backoffMaxMs: 8_000,
  retryAfterMaxMs: 30_000,
  // Many times what a real application gives; what is made of empty lists takes some twenty times its size in memory.
  replyMaxBytes: 8 * 1024 * 1024,
};
