import { isJsonObject } from '../core/model/json.ts';
import type { Exchange } from './exchange.ts';
import type { Outgoing } from './outgoing.ts';

// The documents show `request_id` in bodies of the registration domain. They name no header; these are the usual ones.
const headerNames: readonly string[] = ['x-request-id', 'x-correlation-id', 'x-amzn-requestid', 'request-id'];
const bodyMaxBytes = 16 * 1024;

type Method = Outgoing['method'];

/** By which name the service knows a request, for questions to its support; null when the reply does not say. */
export function requestIdOf(exchange: Exchange, method: Method, sent: readonly string[]): string | null {
  if (exchange.kind === 'broken') return null;
  // What a read gives are settings, whatever their names are.
  const inBody = method === 'POST' ? idInBody(exchange.body) : undefined;
  const said = [...headerNames.map((name) => exchange.headers.get(name)), inBody];
  // A reply may repeat what was sent, and that may be a secret.
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
