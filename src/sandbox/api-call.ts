import type { RecordedRequest } from './request.ts';
import { isObject, type Json, type JsonObject, newId, type SandboxClient, type SandboxState } from './state.ts';
import type { Switches } from './switches.ts';

/** An HTTP response with the exact text of its body. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The result of a call: a response and, after a successful write, the new state. */
export type Answer = { readonly reply: Reply; readonly state?: SandboxState };

/** A response with a JSON body. */
export function jsonReply(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** An error of the Configuration API: `{"errors": "<text>"}`. */
export function configError(
  status: number,
  text: string,
  switches: Switches,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  // The object form is keyed by the name that the text begins with.
  const errors = switches.errorsShape === 'object' ? { [text.split(' ')[0] ?? '']: text } : text;
  return jsonReply(status, { errors }, headers);
}

/** A success of the registration domain. */
function okReply(fields: JsonObject = {}): Reply {
  return jsonReply(200, { ...fields, stat: 'ok' });
}

/** A list in the order that the switch sets. */
export function inReplyOrder(items: readonly string[], switches: Switches): readonly string[] {
  switch (switches.listOrder) {
    case 'stored':
      return items;
    case 'sorted':
      return items.toSorted();
    case 'reversed':
      return items.toReversed();
  }
}

/** Repeats a response for some seconds, like a service with cached settings. */
type ReplyCache = (key: string, fresh: Reply, nowMs: number) => Reply;

/** A cache that keeps each response for so many seconds from the time it was made; 0 keeps nothing. */
export function makeReplyCache(seconds: number): ReplyCache {
  const kept = new Map<string, { readonly reply: Reply; readonly validUntilMs: number }>();
  return (key, fresh, nowMs) => {
    const old = kept.get(key);
    if (old !== undefined && nowMs < old.validUntilMs) {
      return old.reply;
    }
    if (seconds > 0) {
      kept.set(key, { reply: fresh, validUntilMs: nowMs + seconds * 1000 });
    }
    return fresh;
  };
}

/** A call of the Configuration API whose credentials are good. */
export type ConfigCall = {
  readonly state: SandboxState;
  readonly switches: Switches;
  readonly caller: SandboxClient;
  readonly address: string;
  readonly nowMs: number;
  readonly parameters: readonly (readonly [string, string])[];
  readonly body: Json | undefined;
};

/** A call about one client. */
export type ClientCall = ConfigCall & { readonly client: SandboxClient };

/** An error response and no write. */
export function failed(call: ConfigCall, status: number, text: string): Answer {
  return { reply: configError(status, text, call.switches) };
}

/** Answers with the body of the request if it is a JSON object, else refuses it. */
export function withObjectBody(call: ConfigCall, answer: (body: JsonObject) => Answer): Answer {
  return isObject(call.body) ? answer(call.body) : failed(call, 400, 'The request body must be valid json.');
}

/** A JSON response with status 200 and, after a write, the new state. */
export function replied(body: Json, state?: SandboxState): Answer {
  return state === undefined ? { reply: jsonReply(200, body) } : { reply: jsonReply(200, body), state };
}

/** A call of the registration domain whose credentials and parameters are good. */
export type RegistrationCall = {
  readonly state: SandboxState;
  readonly switches: Switches;
  readonly caller: SandboxClient;
  /** The client that for_client_id names; left out, the caller. */
  readonly client: SandboxClient;
  readonly address: string;
  readonly nowMs: number;
  /** A parameter as text; empty when it was left out. */
  readonly text: (name: string) => string;
  /** A parameter that was declared as a JSON list of strings. */
  readonly strings: (name: string) => readonly string[];
  /** A parameter that was declared as a JSON object of strings. */
  readonly texts: (name: string) => Readonly<Record<string, string>>;
};

const ERROR_NAMES: Readonly<Record<number, string>> = {
  100: 'missing_argument',
  200: 'invalid_argument',
  201: 'duplicate_argument',
  221: 'unknown_application',
  224: 'application_not_found',
  402: 'invalid_client_credentials',
  403: 'client_permission_error',
  500: 'unexpected_error',
  510: 'api_limit_error',
};

/** An error of the registration domain: HTTP 200, and everything else in the body. */
export function registrationError(code: number, description: string, more: JsonObject = {}, status = 200): Answer {
  const error = ERROR_NAMES[code] ?? 'unexpected_error';
  const body = { ...more, request_id: newId(16), code, error_description: description, error, stat: 'error' };
  return { reply: jsonReply(status, body) };
}

/** The documented refusal of one argument. */
export function invalidArgument(name: string, reason: string): Answer {
  const description = `${name} was not valid for the following reason: ${reason}`;
  return registrationError(200, description, { argument_name: name });
}

/** The refusal of a call that lacks an argument. */
export function missingArgument(name: string): Answer {
  return registrationError(100, `missing argument: ${name}`, { argument_name: name });
}

/** A success with its fields and, after a write, the new state. */
export function succeeded(fields: JsonObject = {}, state?: SandboxState): Answer {
  return state === undefined ? { reply: okReply(fields) } : { reply: okReply(fields), state };
}

/** Whether the work of the request, above all its write, is done in spite of the fault. */
type Work = 'done' | 'skipped';

/**
 * A fault that a test injects into one request. Where `reply` is left out, the true response is used: that of the
 * work when it is done, else an empty JSON object.
 */
export type Interception =
  /** Answers with another status, other headers or another body. Headers and body left out: a JSON type and `{}`. */
  | { readonly kind: 'answer'; readonly work: Work; readonly reply: PartialReply }
  /** Does the work and lets the test change the true response. */
  | { readonly kind: 'edit-reply'; readonly edit: (reply: Reply) => PartialReply }
  /** Ends the connection with a reset and without an answer. */
  | { readonly kind: 'reset'; readonly work: Work }
  /** Announces the full length, sends a part of the body and ends the connection. */
  | { readonly kind: 'cut-off'; readonly work: Work; readonly reply?: PartialReply; readonly sendBytes?: number }
  /** Never answers; the connection stays open until the caller or the sandbox closes it. */
  | { readonly kind: 'silence'; readonly work: Work }
  /** Waits before or after the work (by its clock, not that of `now`), then goes on, with another fault if one is given. */
  | {
      readonly kind: 'delay';
      readonly delayMs: number;
      readonly when: 'before-work' | 'after-work';
      readonly then?: Interception;
    }
  /** Does nothing and answers nothing until something has happened, then goes on. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown>; readonly then?: Interception };

type PartialReply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Intercept = (request: RecordedRequest) => Interception | undefined;

/** How the response is sent. */
export type Delivery = {
  readonly how: 'whole' | 'reset' | 'cut-off' | 'silence';
  readonly reply: Reply;
  readonly sendBytes?: number;
};

/** Handles a request under a fault: does the work or not, and returns the response. */
export async function underFault(
  fault: Interception | undefined,
  work: () => Reply,
  wait: (delayMs: number) => Promise<void>,
): Promise<Delivery> {
  if (fault === undefined) {
    return { how: 'whole', reply: work() };
  }
  switch (fault.kind) {
    case 'answer':
      return { how: 'whole', reply: otherReply(afterWork(fault.work, work), fault.reply) };
    case 'edit-reply': {
      const reply = work();
      return { how: 'whole', reply: otherReply(reply, fault.edit(reply)) };
    }
    case 'cut-off': {
      const reply = otherReply(afterWork(fault.work, work), fault.reply);
      return { how: 'cut-off', reply, sendBytes: fault.sendBytes ?? Math.floor(reply.body.length / 2) };
    }
    case 'reset':
    case 'silence':
      return { how: fault.kind, reply: afterWork(fault.work, work) };
    case 'delay':
      return delayed(fault, work, wait);
    case 'hold':
      await fault.until;
      return underFault(fault.then, work, wait);
  }
}

async function delayed(
  fault: Extract<Interception, { kind: 'delay' }>,
  work: () => Reply,
  wait: (delayMs: number) => Promise<void>,
): Promise<Delivery> {
  if (fault.when === 'before-work') {
    await wait(fault.delayMs);
    return underFault(fault.then, work, wait);
  }
  const delivery = await underFault(fault.then, work, wait);
  await wait(fault.delayMs);
  return delivery;
}

function afterWork(done: Work, work: () => Reply): Reply {
  return done === 'done' ? work() : { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
}

function otherReply(reply: Reply, other: PartialReply | undefined): Reply {
  if (other === undefined) {
    return reply;
  }
  return {
    status: other.status,
    headers: other.headers ?? { 'content-type': 'application/json' },
    body: other.body ?? '{}',
  };
}
