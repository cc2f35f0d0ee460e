import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { type Json, parseJson } from './json.ts';

// Generous against every documented body; a bigger one is a mistake of the caller.
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A request as the sandbox received it. The status is undefined as long as nothing was answered. */
export type RecordedRequest = {
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The parameters of a form body; empty for any other body. */
  readonly form: Readonly<Record<string, string>>;
  /** The body read as JSON; undefined when it is none. */
  readonly body: Json | undefined;
  /** The body as sent. */
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The id that the credentials name, in the header or as a parameter, right or wrong. */
  readonly clientId: string | undefined;
  readonly status: number | undefined;
};

/** A request with what only the sandbox itself needs of it. */
export type ReceivedRequest = {
  readonly record: RecordedRequest;
  /** All parameters of query and form, repeated ones included. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly address: string;
  readonly tooLarge: boolean;
};

/** Reads a request to its end. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const { text, tooLarge } = await readBody(message);
  const [path = '/', ...search] = (message.url ?? '/').split('?');
  const query = [...new URLSearchParams(search.join('?'))];
  const headers = singleHeaders(message);
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const form = isForm ? [...new URLSearchParams(text)] : [];
  return {
    record: {
      method: message.method ?? 'GET',
      path,
      query: Object.fromEntries(query),
      form: Object.fromEntries(form),
      body: isForm ? undefined : parseJson(text),
      text,
      headers,
      clientId: claimedClientId(headers['authorization'] ?? '') ?? firstOf([...query, ...form], 'client_id'),
      status: undefined,
    },
    parameters: [...query, ...form],
    address: message.socket.remoteAddress ?? '',
    tooLarge,
  };
}

async function readBody(message: IncomingMessage): Promise<{ readonly text: string; readonly tooLarge: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // The rest is read and thrown away, so that the caller gets the reply and not a broken connection.
    if (bytes <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  return { text: Buffer.concat(chunks).toString('utf8'), tooLarge: bytes > MAX_BODY_BYTES };
}

function singleHeaders(message: IncomingMessage): Readonly<Record<string, string>> {
  const headers = Object.entries(message.headers);
  return Object.fromEntries(
    headers.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : `${value}`]),
  );
}

/** The value of a parameter; of one that was sent twice the first. */
export function firstOf(parameters: ReceivedRequest['parameters'], wanted: string): string | undefined {
  return parameters.find(([name]) => name === wanted)?.[1];
}

function claimedClientId(authorization: string): string | undefined {
  const [scheme = '', value = ''] = authorization.split(' ');
  const text = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
  const [id = ''] = text.split(':');
  return id === '' ? undefined : id;
}
