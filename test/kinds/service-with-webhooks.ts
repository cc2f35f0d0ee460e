import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook, as the service of this test has it: what capstan is told of, and more that a full replace has to carry. */
export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly createdBy: string;
};

/** A service whose application has webhooks, which no service has that capstan knows. */
export async function serveWebhooks(callerId: string) {
  const webhooks = new Map<string, Webhook>([
    ['wh1', { id: 'wh1', url: 'https://a.example/hook', events: ['created'], createdBy: 'ann' }],
    ['wh2', { id: 'wh2', url: 'https://b.example/hook', events: [], createdBy: 'bob' }],
  ]);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { pathname } = new URL(request.url ?? '', 'http://service.invalid');
      requests.push(`${request.method} ${pathname}${body === '' ? '' : ` ${decodeURIComponent(body)}`}`);
      const answer = request.method === 'GET' ? shown(webhooks, callerId, pathname) : written(webhooks, pathname, body);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webhooks,
    /** The requests that are no reads, since the last time. */
    writes: () => requests.splice(0).filter((line) => !line.startsWith('GET ')),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function shown(webhooks: ReadonlyMap<string, Webhook>, callerId: string, path: string): unknown {
  const option = { name: 'site_name', type: 'string', globalOnly: false, group: null, values: [] };
  if (path.endsWith('/settings/options')) return [option];
  if (path.endsWith('/settings')) return { _self: path, site_name: 'Shop', custom: {} };
  if (path.endsWith('/clients')) {
    const self = `/config/app/clients/${callerId}`;
    return [{ _self: self, _id: callerId, name: 'capstan', features: ['owner'], ipWhitelist: ['0.0.0.0/0'] }];
  }
  if (path.endsWith('/webhooks')) return [...webhooks.values()];
  return webhooks.get(path.split('/')[4] ?? '');
}

function written(webhooks: Map<string, Webhook>, path: string, body: string): unknown {
  if (path !== '/webhooks/set_url') {
    const id = path.split('/')[4] ?? '';
    webhooks.set(id, JSON.parse(body));
    return webhooks.get(id);
  }
  const form = new URLSearchParams(body);
  const webhook = webhooks.get(form.get('webhook_id') ?? '');
  if (webhook === undefined) return { stat: 'error', code: 200 };
  webhooks.set(webhook.id, { ...webhook, url: form.get('url') ?? '' });
  return { stat: 'ok' };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
