import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client has in the service of this test. */
export type Contacts = {
  readonly name: string;
  readonly features: readonly string[];
  readonly ipWhitelist: readonly string[];
  readonly contacts: readonly string[];
};

/** A service whose clients have contacts, which no service has that capstan knows. */
export async function serveContacts(callerId: string, webId: string) {
  const clients = new Map<string, Contacts>([
    [callerId, { name: 'capstan', features: ['owner'], ipWhitelist: ['0.0.0.0/0'], contacts: [] }],
    [webId, { name: 'Web', features: ['login_client'], ipWhitelist: ['0.0.0.0/0'], contacts: ['ann', 'bob'] }],
  ]);
  const writes: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { pathname } = new URL(request.url ?? '', 'http://service.invalid');
      const isRead = request.method === 'GET';
      if (!isRead) writes.push(`${request.method} ${pathname} ${decodeURIComponent(body)}`);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRead ? shown(clients, pathname) : written(clients, pathname, body)));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clients,
    writes,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Clients = Map<string, Contacts>;

function idIn(path: string): string {
  return path.split('/')[4] ?? '';
}

function item(clients: Clients, id: string): object {
  const self = `/config/app/clients/${id}`;
  return { _self: self, _id: id, _secret: 'canary', _settings: `${self}/settings`, ...clients.get(id) };
}

function shown(clients: Clients, path: string): unknown {
  const option = { name: 'site_name', type: 'string', globalOnly: false, group: null, values: [] };
  if (path.endsWith('/settings/options')) return [option];
  if (path.endsWith('/settings')) return { _self: path, custom: {}, _global: { custom: {} } };
  return path.endsWith('/clients') ? [...clients.keys()].map((id) => item(clients, id)) : item(clients, idIn(path));
}

function written(clients: Clients, path: string, body: string): unknown {
  if (path !== '/clients/set_contacts') {
    clients.set(idIn(path), JSON.parse(body));
    return item(clients, idIn(path));
  }
  const form = new URLSearchParams(body);
  const id = form.get('for_client_id') ?? '';
  const client = clients.get(id);
  if (client === undefined) return { stat: 'error', code: 200 };
  clients.set(id, { ...client, contacts: JSON.parse(form.get('contacts') ?? '') });
  return { stat: 'ok' };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
