import { isJsonObject, type JsonObject } from '../core/model/json.ts';
import type { Failure } from './interface.ts';

/** The names that the documentation lists; any other is not repeated, since a reply may echo what was sent. */
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
const parameters: readonly string[] = ['items', 'key', 'features', 'for_client_id'];

/** What the registration API says when it says no; undefined when the body is something else. */
export type CaptureError = { readonly code: number | null; readonly failure: Failure };

/** Reads `stat: error`. Its free text is never shown: it may quote a value. `sent` is the body of the request. */
export function captureError(body: unknown, status: number, asked: string, sent: string): CaptureError | undefined {
  if (!isJsonObject(body) || body['stat'] !== 'error') return undefined;
  const code = typeof body['code'] === 'number' ? body['code'] : null;
  const said = [describeError(body, code), describeArgument(body), describeRequest(body, sent)].join('');
  return { code, failure: { code: failureCode(code), status, message: `${asked}: the service said no: ${said}` } };
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
