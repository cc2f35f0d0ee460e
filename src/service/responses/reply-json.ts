import { type JsonResult, parseJson } from '../../leaf/parse-json.ts';
import type { Exchange } from '../transport/exchange.ts';

/** A whole reply of the service. */
export type Reply = Extract<Exchange, { kind: 'reply' }>;

/** The JSON of a reply, if the reply is what it should be: JSON by its own word, uncompressed, UTF-8 and complete. */
export function replyJson(reply: Reply): JsonResult {
  const type = mediaType(reply);
  if (type !== '' && !/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) {
    const guess = type === 'text/html' ? '; a page of a proxy or a firewall?' : '';
    return { ok: false, wrong: `it is not JSON by its content type${guess}` };
  }
  const encoding = reply.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') return { ok: false, wrong: 'it is compressed, which was not asked for' };
  if (reply.body.length === 0) return { ok: false, wrong: 'it is empty' };
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(reply.body));
  } catch {
    return { ok: false, wrong: 'it is not UTF-8' };
  }
}

function mediaType(reply: Reply): string {
  return (reply.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
