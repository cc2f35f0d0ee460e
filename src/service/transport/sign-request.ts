import { createHmac } from 'node:crypto';
import { parseUrl } from '../../leaf/addresses.ts';
import { isAllowedHost, isLoopback } from '../../model/desired.ts';
import { openSecret, type Secret } from '../../model/value.ts';
import type { Failure } from '../interface.ts';
import type { Reply } from '../responses/parse-settings.ts';

/** What a signature covers: where the request goes, when, and its parameters as they are before encoding. */
type Signable = {
  /** From the root, without a query. */
  readonly path: string;
  readonly parameters: Iterable<readonly [string, string]>;
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly nowMs: number;
};

/** The headers of a signed request. */
type SignedHeaders = { readonly authorization: string; readonly date: string };

/** Signs a request as the registration domain reads it: HMAC-SHA1 over path, date and sorted parameters. */
export function signRequest(
  request: Signable,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: Secret },
): SignedHeaders {
  const date = signatureDate(request.nowMs);
  const key = String(openSecret(clientSecret));
  const signature = createHmac('sha1', key).update(stringToSign(request, date), 'utf8').digest('base64');
  return { authorization: `Signature ${clientId}:${signature}`, date };
}

/** Path, date and each `name=value` on lines of their own; values may hold line ends, which are not escaped. */
export function stringToSign({ path, parameters }: Pick<Signable, 'path' | 'parameters'>, date: string): string {
  const lines = [...parameters].map(([name, value]) => `${name}=${value}`).sort(byBytes);
  return [path, date, ...lines, ''].join('\n');
}

// Not the date of HTTP, although its header is the same: YYYY-MM-DD HH:MM:SS in UTC.
function signatureDate(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ');
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** When a response says that it was made, in milliseconds since 1970; null when it does not say. */
export function replyDateMs(reply: Reply): number | null {
  const text = reply.headers.get('date') ?? '';
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** How far the clock of this machine is ahead of the service's; negative: behind. null: unknown. */
export type SkewMs = number | null;

/** A refusal of a signed request, with the clock as a possible cause: the date is a part of what was signed. */
export function withClock(failure: Failure, skewMs: SkewMs): Failure {
  return { ...failure, reason: `${failure.reason}; ${clockCause(skewMs)}` };
}

function clockCause(skewMs: SkewMs): string {
  const seconds = Math.round(Math.abs(skewMs ?? 0) / 1000);
  if (skewMs === null) return 'the request was signed with the date of this machine: check its clock';
  if (seconds <= 1) return 'the request was signed, and the clock of this machine agrees with that of the service';
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return `the request was signed with the date of this machine, whose clock is ${seconds} s ${direction} that of the service: set it`;
}

/** Whether credentials may be sent there: to an allowed host, over https unless it is this machine. */
export function isAllowedOrigin(origin: string, extraHosts: readonly string[]): boolean {
  const url = parseUrl(origin);
  if (url === undefined) return false;
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isPrivate && isAllowedHost(url, extraHosts);
}
