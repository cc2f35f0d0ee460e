import { thingKinds } from '../../kinds/table.ts';
import { isJsonObject, type Json, type JsonObject } from '../../leaf/json.ts';
import type { JsonResult } from '../../leaf/parse-json.ts';
import type { Failure, Sent } from '../interface.ts';
import { connectionErrorText } from '../transport/connection-error.ts';
import type { Exchange } from '../transport/exchange.ts';
import {
  applicationFailure,
  applicationNotFound,
  clientNotFound,
  errorTexts,
  isLimitError,
  limitStatuses,
  retryAfterMs,
  statusFailure,
} from './classify-read.ts';
import { type Reply, replyJson } from './parse-settings.ts';

/** A write, as far as its response is judged by it. */
export type SentWrite = {
  readonly method: 'POST' | 'PUT';
  /** The request, for messages. */
  readonly asked: string;
  readonly keys: readonly string[];
  /** The body as it was sent. */
  readonly sent: string;
};

/** The outcome of a write. Done, refused and rejected need proof; otherwise the outcome is `unknown`. */
export function classifyWrite(result: Exchange, written: SentWrite, nowMs: number): Sent {
  if (result.kind === 'broken') {
    const { error } = result;
    const reason = connectionErrorText(error);
    const failure: Failure = { code: error.code, status: null, request: written.asked, reason, tries: 1 };
    return result.sent ? { kind: 'unknown', failure } : { kind: 'refused', failure, retryAfterMs: null };
  }
  const json = replyJson(result);
  if (limitStatuses.includes(result.status) || (json.ok && isLimitError(json.json.value))) {
    const status = limitStatuses.includes(result.status) ? result.status : 510;
    return {
      kind: 'refused',
      failure: statusFailure(status, written.asked),
      retryAfterMs: retryAfterMs(result, nowMs),
    };
  }
  if (result.status >= 200 && result.status < 300) return judgeSuccess(result, json, written);
  return judgeRefusal(result, json, written);
}

function judgeSuccess(reply: Reply, json: JsonResult, written: SentWrite): Sent {
  if (!json.ok) return unknown(reply, written, `the response is invalid: ${json.wrong}`);
  const body = json.json.value;
  const error = captureError(body, reply.status, written.asked, written.sent);
  if (error !== undefined) return saidNo(error);
  const confirmed = isJsonObject(body) && (written.method === 'PUT' ? saysSomething(body) : body['stat'] === 'ok');
  return confirmed && reply.status === 200
    ? { kind: 'done' }
    : unknown(reply, written, 'the response confirms nothing');
}

// The response of a PUT is what it made. An empty object is what proxies and half-dead services answer, and errors may
// come with any status; settings that were made have `custom` beside a key of that name.
function saysSomething(body: JsonObject): boolean {
  const reportsErrors = Object.hasOwn(body, 'errors') && !Object.hasOwn(body, 'custom');
  return Object.keys(body).length > 0 && !reportsErrors;
}

function judgeRefusal(reply: Reply, json: JsonResult, written: SentWrite): Sent {
  const body: Json = json.ok ? json.json.value : null;
  if (reply.status >= 400 && reply.status < 500) {
    const error = captureError(body, reply.status, written.asked, written.sent);
    if (error !== undefined) return saidNo(error);
    if (isJsonObject(body) && Object.hasOwn(body, 'errors')) return rejected(reply, errorTexts(body), written);
  }
  return { kind: 'unknown', failure: statusFailure(reply.status, written.asked) };
}

// Codes from 500 on are failures of the service: it may have done the work, or a part of it.
function saidNo({ code, failure }: CaptureError): Sent {
  if (code !== null && code >= 500) return { kind: 'unknown', failure: { ...failure, code: 'server-error' } };
  return { kind: 'rejected', failure };
}

function rejected(reply: Reply, texts: readonly string[], written: SentWrite): Sent {
  if (texts.includes(applicationNotFound)) {
    return { kind: 'rejected', failure: applicationFailure(reply.status, written.asked) };
  }
  const failure = statusFailure(reply.status, written.asked);
  if (reply.status === 401 || reply.status === 403) return { kind: 'rejected', failure };
  const keys = new Set(written.keys);
  const known = texts.filter((text) => isDocumented(text, keys));
  const why = known.length === 0 ? 'the reason is not a documented one' : known.join(' ');
  const reason = `the service rejected the request (status ${reply.status}): ${why}`;
  return {
    kind: 'rejected',
    failure: { code: 'rejected', status: reply.status, request: written.asked, reason, tries: 1 },
  };
}

// Only what is known to hold no value is passed on: a text that begins with a key that was sent and goes on as documented.
function isDocumented(text: string, keys: ReadonlySet<string>): boolean {
  if (text === clientNotFound) return true;
  const endings = [
    ' is not a valid string.',
    ' must be a boolean value.',
    ' must be valid json.',
    ' must be an integer.',
  ];
  return endings.some((ending) => text.endsWith(ending) && keys.has(text.slice(0, -ending.length)));
}

function unknown(reply: Reply, written: SentWrite, said: string): Sent {
  return {
    kind: 'unknown',
    failure: {
      code: 'bad-reply',
      status: reply.status,
      request: written.asked,
      reason: `${said}; its outcome is unknown`,
      tries: 1,
    },
  };
}

/** The names that the documentation lists; any other is not repeated, since a response may echo what was sent. */
const documentedErrors: readonly string[] = [
  'missing_argument',
  'invalid_argument',
  'duplicate_argument',
  'invalid_auth_method',
  'unknown_application',
  'application_not_found',
  'invalid_client_credentials',
  'client_permission_error',
  'access_token_expired',
  'api_feature_disabled',
  'unexpected_error',
  'api_limit_error',
];
const parameters: readonly string[] = [
  ...['items', 'key'],
  ...thingKinds.flatMap(({ place, properties }) => [
    place.parameter,
    ...properties.flatMap(({ call }) => (call === null ? [] : [call.parameter])),
  ]),
];

/** An error of the registration API; undefined for other bodies. */
type CaptureError = { readonly code: number | null; readonly failure: Failure };

/** Reads `stat: error`. Its free text is never shown: it may quote a value. `sent` is the body of the request. */
function captureError(body: unknown, status: number, asked: string, sent: string): CaptureError | undefined {
  if (!isJsonObject(body) || body['stat'] !== 'error') return undefined;
  const code = typeof body['code'] === 'number' ? body['code'] : null;
  const said = [describeError(body, code), describeArgument(body), describeRequest(body, sent)].join('');
  const reason = `the service rejected the request: ${said}`;
  return { code, failure: { code: failureCode(code), status, request: asked, reason, tries: 1 } };
}

function describeError(body: JsonObject, code: number | null): string {
  const name = documentedErrors.find((known) => known === body['error']) ?? 'an error without a documented name';
  return code === null ? name : `${name} (code ${code})`;
}

function describeArgument(body: JsonObject): string {
  const argument = parameters.find((known) => known === body['argument_name']);
  return argument === undefined ? '' : `, parameter ${argument}`;
}

function describeRequest(body: JsonObject, sent: string): string {
  const id = body['request_id'];
  const isPlain = typeof id === 'string' && /^[a-z0-9]{8,40}$/.test(id) && !sent.includes(id);
  return isPlain ? `, request ${id}` : '';
}

function failureCode(code: number | null): Failure['code'] {
  if (code === 402) return 'unauthorized';
  if (code === 403) return 'forbidden';
  if (code === 221 || code === 224) return 'application-not-found';
  return 'rejected';
}
