import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { firstOf, type ReceivedRequest } from './request.ts';
import { clientById, type SandboxClient } from './state.ts';
import type { World } from './world.ts';

/** Who calls, or why nobody known does. */
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

// The credentials themselves are no part of what is signed.
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
