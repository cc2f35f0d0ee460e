import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { clientById, type Json, parseJson, type SandboxClient, type World } from './state.ts';

// Generous against every documented body; a bigger one is an error of the client.
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A request as the sandbox received it. The status is undefined until there is a response. */
export type RecordedRequest = {
  /** GET, POST, PUT or DELETE. */
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** The parameters behind the path; of a repeated one, the last. */
  readonly query: Readonly<Record<string, string>>;
  /** The parameters of a form body; empty for any other body. */
  readonly form: Readonly<Record<string, string>>;
  /** The body read as JSON; undefined when it is none. */
  readonly body: Json | undefined;
  /** The body as sent. */
  readonly text: string;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The id that the credentials name, in the header or as a parameter, right or wrong. */
  readonly clientId: string | undefined;
  /** The response. */
  readonly status: number | undefined;
};

/** A request with data for the sandbox only. */
export type ReceivedRequest = {
  readonly record: RecordedRequest;
  /** All parameters of query and form, repeated ones included. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly address: string;
  readonly tooLarge: boolean;
};

/** A raw request, before validation. */
type Arrived = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly address: string;
  readonly tooLarge: boolean;
};

/** Reads a request to its end. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const { method = 'GET', url = '/', socket } = message;
  const body = await readBody(message);
  return understand({ method, url, headers: singleHeaders(message), address: socket.remoteAddress ?? '', ...body });
}

/** The parsed request, independent of its transport. */
export function understand({ method, url, headers, text, address, tooLarge }: Arrived): ReceivedRequest {
  const [path = '/', ...search] = url.split('?');
  const query = [...new URLSearchParams(search.join('?'))];
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const form = isForm ? [...new URLSearchParams(text)] : [];
  return {
    record: {
      method,
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
    address,
    tooLarge,
  };
}

async function readBody(message: IncomingMessage): Promise<{ readonly text: string; readonly tooLarge: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // The rest is read and thrown away, so that the caller gets the response and not a broken connection.
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
function firstOf(parameters: ReceivedRequest['parameters'], wanted: string): string | undefined {
  return parameters.find(([name]) => name === wanted)?.[1];
}

function claimedClientId(authorization: string): string | undefined {
  const [scheme = '', value = ''] = authorization.split(' ');
  const text = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
  const [id = ''] = text.split(':');
  return id === '' ? undefined : id;
}

/** Who calls, or why the caller is unknown. */
export type Caller = SandboxClient | 'missing' | 'invalid';

/** The caller by Basic authentication, the only one that the Configuration API documents. */
export function basicCaller(request: ReceivedRequest, context: World): Caller {
  const { scheme, value } = authorization(request);
  if (scheme !== 'basic') {
    return scheme === '' ? 'missing' : 'invalid';
  }
  const credentials = Buffer.from(value, 'base64').toString('utf8');
  const colon = credentials.indexOf(':');
  return clientWith(credentials.slice(0, Math.max(colon, 0)), credentials.slice(colon + 1), context);
}

/** The caller by Basic authentication, a janrain-signed request, or parameters: the registration domain takes all three. */
export function registrationCaller(request: ReceivedRequest, context: World): Caller {
  const { scheme, value } = authorization(request);
  if (scheme === '') {
    return parameterCaller(request, context);
  }
  if (scheme !== 'signature') {
    return basicCaller(request, context);
  }
  const [id = '', signature = ''] = value.split(':');
  const client = clientById(context.state, id);
  const date = request.record.headers['date'] ?? '';
  if (client === undefined || !isRecent(date, context)) {
    return 'invalid';
  }
  const signed = stringToSign(request.record.path, date, request.parameters);
  const matches = validSecrets(client, context.nowMs).some((secret) => sign(secret, signed) === signature);
  return matches ? client : 'invalid';
}

function parameterCaller({ parameters }: ReceivedRequest, context: World): Caller {
  const id = firstOf(parameters, 'client_id');
  const secret = firstOf(parameters, 'client_secret');
  return id === undefined || secret === undefined ? 'missing' : clientWith(id, secret, context);
}

function clientWith(id: string, secret: string, { state, nowMs }: World): Caller {
  const client = clientById(state, id);
  return client !== undefined && validSecrets(client, nowMs).includes(secret) ? client : 'invalid';
}

function authorization(request: ReceivedRequest): { readonly scheme: string; readonly value: string } {
  const [scheme = '', value = ''] = (request.record.headers['authorization'] ?? '').trim().split(/ +/);
  return { scheme: scheme.toLowerCase(), value };
}

function validSecrets(client: SandboxClient, nowMs: number): readonly string[] {
  const old = (client.oldSecrets ?? []).filter(({ validUntilMs }) => nowMs < validUntilMs);
  return [client.secret, ...old.map(({ secret }) => secret)];
}

// The date is UTC and no RFC date: 2016-02-26 19:08:44.
function isRecent(date: string, { switches, nowMs }: World): boolean {
  const dateMs = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(date) ? Date.parse(`${date.replace(' ', 'T')}Z`) : Number.NaN;
  return Math.abs(nowMs - dateMs) <= switches.signatureWindowSeconds * 1000;
}

// The credentials themselves are not signed.
function stringToSign(path: string, date: string, parameters: ReceivedRequest['parameters']): string {
  const signed = parameters.filter(([name]) => name !== 'client_id' && name !== 'client_secret');
  const lines = signed.map(([name, value]) => `${name}=${value}`).toSorted(byCodePoint);
  return [path, date, ...lines, ''].join('\n');
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function sign(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text).digest('base64');
}
