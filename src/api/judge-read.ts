import type { Exchange } from './exchange.ts';
import type { Failure } from './interface.ts';
import type { ParsedJson } from './parse-json.ts';
import { type Reply, replyJson } from './reply-json.ts';
import { retryAfterMs } from './retry-after.ts';
import { applicationNotFound, clientNotFound, errorTexts, isLimitError, limitStatuses } from './service-words.ts';
import { applicationFailure, statusFailure } from './status-failure.ts';

/** What one attempt to read gave. */
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

/** Judges the reply to a GET, as far as every read does. */
export function judgeRead(result: Exchange, asked: string, nowMs: number): ReadAttempt {
  if (result.kind === 'broken') {
    const { code, message, lasting, cure } = result.trouble;
    const advice = cure === undefined ? {} : { cure };
    return failed({ code, status: null, message: `${asked}: ${message}`, ...advice }, !lasting);
  }
  const json = replyJson(result);
  const wait = retryAfterMs(result, nowMs);
  if (json.ok && isLimitError(json.json.value)) return failed(statusFailure(510, asked), true, wait);
  if (result.status !== 200) {
    const texts = json.ok ? errorTexts(json.json.value) : [];
    return judgeStatus(result, asked, texts, wait);
  }
  if (json.ok) return { kind: 'json', json: json.json };
  return failed(badReply(result, asked, json.wrong), false);
}

function judgeStatus(reply: Reply, asked: string, texts: readonly string[], wait: number | null): ReadAttempt {
  if (reply.status === 404 && texts.includes(clientNotFound)) return { kind: 'no-client' };
  if (reply.status === 404 && texts.includes(applicationNotFound)) return failed(applicationFailure(404, asked), false);
  return failed(statusFailure(reply.status, asked), passingStatuses.includes(reply.status), wait);
}

/** A reply that cannot be believed. */
export function badReply(reply: { readonly status: number }, asked: string, wrong: string): Failure {
  return { code: 'bad-reply', status: reply.status, message: `${asked}: the reply cannot be used: ${wrong}` };
}

function failed(failure: Failure, repeat: boolean, wait: number | null = null): FailedAttempt {
  return { kind: 'failed', failure, repeat, retryAfterMs: wait };
}
