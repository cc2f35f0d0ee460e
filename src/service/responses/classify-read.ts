import { isJsonObject, type Json } from '../../leaf/json.ts';
import type { ParsedJson } from '../../leaf/parse-json.ts';
import type { Failure } from '../interface.ts';
import type { Exchange } from '../transport/exchange.ts';
import { replyDateMs } from '../transport/sign-request.ts';
import { type Reply, replyJson } from './parse-settings.ts';

/** HTTP statuses of rate limiting. */
export const limitStatuses: readonly number[] = [429, 510];

/** Whether a body is the registration API's way to say that too many calls run at once, whatever its status. */
export function isLimitError(body: Json): boolean {
  if (!isJsonObject(body) || body['stat'] !== 'error') return false;
  return body['code'] === 510 || body['error'] === 'api_limit_error';
}

/** The texts under `errors`, whichever of the shapes in use they come in. */
export function errorTexts(body: Json): readonly string[] {
  if (!isJsonObject(body)) return [];
  const errors = body['errors'];
  if (typeof errors === 'string') return [errors];
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.values(errors).filter((text) => typeof text === 'string');
}

export const applicationNotFound = 'Application ID not found.';
export const clientNotFound = 'Client ID not found.';

/** The result of one read attempt. */
export type ReadAttempt =
  | { readonly kind: 'json'; readonly json: ParsedJson }
  | { readonly kind: 'no-client' }
  | FailedAttempt;

export type FailedAttempt = {
  readonly kind: 'failed';
  readonly failure: Failure;
  /** Whether another attempt may help. */
  readonly repeat: boolean;
  readonly retryAfterMs: number | null;
};

const passingStatuses: readonly number[] = [...limitStatuses, 500, 502, 503, 504];

/** Classifies the response to a GET, as far as all reads share it. */
export function classifyRead(result: Exchange, asked: string, nowMs: number): ReadAttempt {
  if (result.kind === 'broken') {
    const { code, message, lasting, cure } = result.error;
    const advice = cure === undefined ? {} : { cure };
    return failed({ code, status: null, request: asked, reason: message, tries: 1, ...advice }, { repeat: !lasting });
  }
  const json = replyJson(result);
  const wait = retryAfterMs(result, nowMs);
  if (json.ok && isLimitError(json.json.value)) return failed(statusFailure(510, asked), { repeat: true }, wait);
  if (result.status !== 200) {
    const texts = json.ok ? errorTexts(json.json.value) : [];
    return judgeStatus(result, asked, texts, wait);
  }
  if (json.ok) return { kind: 'json', json: json.json };
  return failed(badReply(result, asked, json.wrong), { repeat: false });
}

function judgeStatus(reply: Reply, asked: string, texts: readonly string[], wait: number | null): ReadAttempt {
  if (reply.status === 404 && texts.includes(clientNotFound)) return { kind: 'no-client' };
  if (reply.status === 404 && texts.includes(applicationNotFound))
    return failed(applicationFailure(404, asked), { repeat: false });
  return failed(statusFailure(reply.status, asked), { repeat: passingStatuses.includes(reply.status) }, wait);
}

/** A response that cannot be trusted. */
export function badReply(reply: { readonly status: number }, asked: string, wrong: string): Failure {
  const reason = `the response is invalid: ${wrong}`;
  return { code: 'bad-reply', status: reply.status, request: asked, reason, tries: 1 };
}

function failed(
  failure: Failure,
  { repeat }: Pick<FailedAttempt, 'repeat'>,
  wait: number | null = null,
): FailedAttempt {
  return { kind: 'failed', failure, repeat, retryAfterMs: wait };
}

/** The failure for an error status. `asked` names the request; the cure depends on the caller. */
export function statusFailure(status: number, asked: string): Failure {
  return { ...meaning(status), status, request: asked, tries: 1 };
}

/** The application is not where it was looked for. */
export function applicationFailure(status: number, asked: string): Failure {
  const reason = 'application not found in this region';
  return { code: 'application-not-found', status, request: asked, reason, tries: 1 };
}

function meaning(status: number): { readonly code: Failure['code']; readonly reason: string } {
  if (limitStatuses.includes(status)) {
    return { code: 'rate-limited', reason: `the service asks for fewer requests (status ${status})` };
  }
  if (status === 401) {
    return { code: 'unauthorized', reason: 'the credentials are not accepted (status 401)' };
  }
  if (status === 403) {
    return { code: 'forbidden', reason: 'the credentials do not allow this (status 403)' };
  }
  if (status === 407)
    return { code: 'unreachable', reason: 'a proxy requires credentials (status 407); check the proxy variables' };
  if (status >= 500) return { code: 'server-error', reason: `the service failed (status ${status})` };
  if (status >= 300 && status < 400) {
    return { code: 'bad-reply', reason: `the reply is a redirect (status ${status}), and redirects are not followed` };
  }
  if (status === 404) return { code: 'bad-reply', reason: 'this path does not exist (status 404)' };
  if (status >= 400) return { code: 'rejected', reason: `the service rejected the request (status ${status})` };
  return { code: 'bad-reply', reason: `the reply has status ${status}, which is unexpected` };
}

/** The Retry-After of the service; null: none. */
export function retryAfterMs(reply: Reply, nowMs: number): number | null {
  const text = reply.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  // By the clock that wrote it, where the response shows that one: the clock of this machine may be wrong, or jump.
  return Math.max(0, at - (replyDateMs(reply) ?? nowMs));
}
