import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A service with any number of applications, all alike, that counts what happens. The sandbox has only one. */
export type Service = {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly requests: () => number;
  readonly mostInFlight: () => number;
  readonly connections: () => number;
  /** The requests that write, as `METHOD application`. */
  readonly writes: () => readonly string[];
  readonly close: () => Promise<void>;
};

const caller = { id: 'caller000000000000000000000000aa', secret: 'secret-of-the-caller-0123' };

const theCaller = { id: caller.id, name: 'caller', features: ['owner'], ipWhitelist: [] };

type Options = {
  /** How long each reply takes. */
  readonly latencyMs?: number;
  /** The status that writes to an application get in place of being done. */
  readonly refuse?: (application: string) => number | null;
  /** A request that never gets its answer: `before` anything was done, or `after`. */
  readonly hold?: (application: string, method: string) => 'before' | 'after' | null;
};

export async function startService({
  latencyMs = 10,
  refuse = () => null,
  hold = () => null,
}: Options = {}): Promise<Service> {
  const settings = new Map<string, Record<string, unknown>>();
  const writes: string[] = [];
  let [requests, inFlight, most, connections] = [0, 0, 0, 0];
  const server = createServer((request, response) => {
    requests += 1;
    inFlight += 1;
    most = Math.max(most, inFlight);
    answer(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        inFlight -= 1;
      });
  });
  server.on('connection', () => {
    connections += 1;
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    await sleep(latencyMs);
    const [, , application = '', kind = '', ...rest] = (request.url ?? '').split('/');
    const held = hold(application, request.method ?? '');
    if (held === 'before') return;
    const [status, reply] = replyTo(application, [kind, ...rest].join('/'), { method: request.method ?? '', body });
    if (held === 'after') return;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  }

  function replyTo(application: string, what: string, asked: { readonly method: string; readonly body: string }) {
    const self = `/config/${application}/${what}`;
    if (application === 'nowhere') return [404, { errors: 'Application ID not found.' }] as const;
    if (what === 'clients') return [200, [{ ...theCaller, _self: `${self}/${caller.id}` }]] as const;
    if (what === 'settings/options') return [404, { errors: 'Not found.' }] as const;
    const refused = asked.method === 'GET' ? null : written(application, asked);
    if (refused !== null) return [refused, {}] as const;
    return [200, { ...stateOf(application), _self: self }] as const;
  }

  function stateOf(application: string): object {
    return settings.get(application) ?? { login_attempts: 5, custom: {} };
  }

  function written(application: string, { method, body }: { readonly method: string; readonly body: string }) {
    writes.push(`${method} ${application}`);
    const status = refuse(application);
    if (status === null) settings.set(application, JSON.parse(body));
    return status;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    env: { CAPSTAN_CLIENT_ID: caller.id, CAPSTAN_CLIENT_SECRET: caller.secret },
    requests: () => requests,
    mostInFlight: () => most,
    connections: () => connections,
    writes: () => writes,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
