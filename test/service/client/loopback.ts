import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import { type ApiOptions, createApi } from '../../../src/service/client/create-api.ts';

export const applicationId = 'app1';
export const caller = 'caller1';
/** Must never be seen in anything that comes out. */
export const canary = 'CANARY-do-not-show-7f3a';
export const basic = `Basic ${Buffer.from(`${caller}:${canary}`).toString('base64')}`;

export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Loopback = { readonly url: string; readonly seen: Seen[] };

/** An http server on this machine that notes what it gets and answers as told. */
export async function serve(answer: (seen: Seen, response: ServerResponse, index: number) => void): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      answer(one, response, seen.length - 1);
    });
  });
  return { url: await listen(server), seen };
}

/** Listens on a free port until the test ends. */
export async function listen(server: Server | NetServer): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** An API against that server which never really waits. `pausesMs` has what it would have waited. */
export function connect(url: string, options: Partial<ApiOptions> = {}) {
  const pausesMs: number[] = [];
  const api = createApi({
    application: { id: applicationId, region: null, configUrl: url, captureUrl: url },
    credentials: { clientId: caller, clientSecret: new Secret(canary) },
    userAgent: { name: 'capstan', version: '9.8.7' },
    sleep: async (ms) => {
      pausesMs.push(ms);
    },
    random: () => 0.5,
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    ...options,
  });
  onTestFinished(() => api.close());
  return { api, pausesMs };
}

export const settingsSelf = `/config/${applicationId}/settings`;

export function clientSelf(id: string): string {
  return `/config/${applicationId}/clients/${id}`;
}

export function clientItem(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _self: clientSelf(id),
    _id: id,
    _secret: canary,
    _settings: `${clientSelf(id)}/settings`,
    name: `Client ${id}`,
    ipWhitelist: ['0.0.0.0/0'],
    features: ['owner'],
    ...more,
  };
}

/** The value of a read, or a failed test. */
export function valueIn<T>(read: { readonly kind: string; readonly value?: T }): T {
  if (read.kind !== 'value') throw new Error(`not a value: ${JSON.stringify(read)}`);
  return read.value as T;
}
