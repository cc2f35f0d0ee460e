import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect as connectSocket, createServer as createSocketServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/service/transport/connections.ts';
import { applicationId, canary, connect, json, listen, serve, settingsSelf } from './loopback.ts';

const sound = { _self: settingsSelf, custom: {} };
const service = new URL('https://v1.api.us.janrain.com');

type ProxySeen = { readonly method: string; readonly url: string; readonly authorization: string | undefined };

/** A proxy that tunnels and forwards, each to the given port of this machine. */
async function startProxy(port: string, status = 200) {
  const seen: ProxySeen[] = [];
  const proxy = createHttpServer((request, response) => {
    seen.push({ method: 'FORWARD', url: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (status === 200) json(response, sound);
    else json(response, 'no', status);
  });
  proxy.on('connect', (request, socket) => {
    seen.push({ method: 'CONNECT', url: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    socket.on('error', () => undefined);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const upstream = connectSocket(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    return upstream;
  });
  return { url: await listen(proxy), seen };
}

function overTls(environment: Record<string, string>) {
  return connect('', {
    application: { id: applicationId, region: 'us', configUrl: service.origin, captureUrl: service.origin },
    environment,
    limits: { readAttempts: 1 },
  }).api;
}

describe('a proxy', () => {
  it('gets a tunnel, its own credentials, and nothing of the request', async () => {
    const tls = createTlsServer(
      {
        key: await readFile(new URL('tls/server-key-for-tests-only.pem', import.meta.url)),
        cert: await readFile(new URL('tls/server-for-tests-only.pem', import.meta.url)),
      },
      (_, response) => json(response, sound),
    );
    const proxy = await startProxy(new URL(await listen(tls)).port);
    const read = await overTls({ HTTPS_PROXY: `http://user:p%40ss@${new URL(proxy.url).host}` }).readGlobalSettings();
    expect(proxy.seen).toEqual([
      {
        method: 'CONNECT',
        url: 'v1.api.us.janrain.com:443',
        authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
      },
    ]);
    // This process does not trust the authority of the certificate, as behind a proxy that opens what it carries.
    expect(read).toMatchObject({
      kind: 'failed',
      failure: { code: 'unreachable', cure: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    });
  });

  it.each([
    [401, 'a user and a password of its own'],
    [407, 'a user and a password of its own'],
    [403, 'NO_PROXY'],
  ])('that refuses with %i is named without its credentials, and a write is refused', async (status, words) => {
    const proxy = await startProxy('1', status);
    const api = overTls({ https_proxy: `http://user:${canary}@${new URL(proxy.url).host}` });
    const read = await api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'unreachable' } });
    expect(JSON.stringify(read)).toContain(
      `the proxy ${new URL(proxy.url).host} refused to connect to v1.api.us.janrain.com (status ${status})`,
    );
    expect(JSON.stringify(read)).toContain(words);
    expect(JSON.stringify(read)).not.toContain(canary);
    const sent = await api.setKeys(null, new Map([['a', 'b']]));
    expect(sent).toMatchObject({ kind: 'refused', failure: { code: 'unreachable' } });
    expect(JSON.stringify(sent)).toContain(words);
  });

  it('that is not there is named', async () => {
    const read = await overTls({ HTTPS_PROXY: '127.0.0.1:1' }).readGlobalSettings();
    expect(read).toMatchObject({
      kind: 'failed',
      failure: { code: 'unreachable', reason: expect.stringContaining('or its proxy 127.0.0.1:1') },
    });
  });

  it('that hangs up is given up after the bound, and the request never left', async () => {
    const proxy = createHttpServer().on('connect', (_, socket) => socket.destroy());
    const environment = { HTTPS_PROXY: await listen(proxy) };
    const limits = { readAttempts: 1, requestTimeoutMs: 50 };
    const application = { id: applicationId, region: 'us', configUrl: service.origin, captureUrl: service.origin };
    const { api } = connect('', { application, environment, limits });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'failed', failure: { status: null } });
    expect(await api.deleteKey(null, 'a')).toMatchObject({ kind: 'refused', failure: { status: null } });
  });

  it('forwards plain http on this machine', async () => {
    const proxy = await startProxy('1');
    const { api } = connect('http://127.0.0.1:9', { environment: { HTTP_PROXY: proxy.url } });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    expect(proxy.seen).toEqual([
      { method: 'FORWARD', url: 'http://127.0.0.1:9/config/app1/settings', authorization: undefined },
    ]);
  });

  it('that forwards may refuse too', async () => {
    const proxy = await startProxy('1', 407);
    const { api } = connect('http://127.0.0.1:9', { environment: { HTTP_PROXY: proxy.url } });
    expect(await api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { code: 'unreachable', reason: expect.stringContaining('status 407') },
    });
    expect(proxy.seen).toHaveLength(1);
  });

  it('is not used for what NO_PROXY names', async () => {
    const { url, seen } = await serve((_, response) => json(response, sound));
    const { api } = connect(url, { environment: { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'x, 127.0.0.1' } });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    expect(seen).toHaveLength(1);
  });

  it.each(['socks5://127.0.0.1:1', 'http://', 'ftp://x'])(
    'of a kind that cannot be used is a failure that names the variable: %s',
    async (text) => {
      const read = await overTls({ HTTPS_PROXY: text }).readGlobalSettings();
      expect(read).toMatchObject({
        kind: 'failed',
        failure: { code: 'unreachable', reason: expect.stringContaining('HTTPS_PROXY') },
      });
    },
  );
});

it('refuses a write when TLS breaks off before it', async () => {
  const server = createSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const url = (await listen(server)).replace('http:', 'https:');
  expect(await connect(url).api.deleteKey(null, 'a')).toMatchObject({
    kind: 'refused',
    failure: { code: 'unreachable', status: null },
  });
});

describe('the choice of a proxy', () => {
  const proxy = 'http://proxy.example:3128';
  it.each<[string, string, Record<string, string>, string]>([
    ['none without variables', service.origin, {}, 'direct'],
    ['none for an empty variable', service.origin, { HTTPS_PROXY: ' ' }, 'direct'],
    ['HTTPS_PROXY for https', service.origin, { HTTPS_PROXY: proxy }, 'proxy'],
    ['lower case first', service.origin, { https_proxy: proxy, HTTPS_PROXY: 'socks5://x' }, 'proxy'],
    ['HTTP_PROXY never for https', service.origin, { HTTP_PROXY: proxy }, 'direct'],
    ['a proxy elsewhere never for plain http', 'http://localhost:1', { HTTP_PROXY: proxy }, 'direct'],
    ['none for *', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: '*' }, 'direct'],
    ['none for the name', service.origin, { HTTPS_PROXY: proxy, no_proxy: 'V1.API.us.janrain.com' }, 'direct'],
    ['none for a domain', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: 'a.b janrain.com' }, 'direct'],
    ['none for a domain with a dot', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: '.janrain.com' }, 'direct'],
    ['none for a domain with a star', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: '*.janrain.com:443' }, 'direct'],
    ['the proxy for another port', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: 'janrain.com:8443' }, 'proxy'],
    [
      'the proxy for a name that only ends alike',
      service.origin,
      { HTTPS_PROXY: proxy, NO_PROXY: 'rain.com' },
      'proxy',
    ],
    ['none for an IPv6 address', 'https://[::1]:8443', { HTTPS_PROXY: proxy, NO_PROXY: '[::1]:8443' }, 'direct'],
    ['none for a bare IPv6 address', 'https://[::1]:8443', { HTTPS_PROXY: proxy, NO_PROXY: '::1' }, 'direct'],
    ['none for an address in a network', 'https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, 'direct'],
    ['the proxy for one outside', 'https://11.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: 'x,10.0.0.0/8' }, 'proxy'],
    ['none in a network of one', 'https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.1.2.3/32' }, 'direct'],
    ['none in the network of all', 'https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '0.0.0.0/0' }, 'direct'],
    ['none in a network with host bits', 'https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.9.9.9/8' }, 'direct'],
    ['none on the port of a network', 'https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8:443' }, 'direct'],
    ['the proxy on another', 'https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8:8443' }, 'proxy'],
    [
      'the proxy for a length that is none',
      'https://10.1.2.3',
      { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/33' },
      'proxy',
    ],
    [
      'the proxy for half a network',
      'https://10.1.2.3',
      { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/ 10/8 /8' },
      'proxy',
    ],
    [
      'the proxy for the end of an address',
      'https://10.1.2.3',
      { HTTPS_PROXY: proxy, NO_PROXY: '1.2.3,.2.3' },
      'proxy',
    ],
    ['none in an IPv6 network', 'https://[fd00::7]', { HTTPS_PROXY: proxy, NO_PROXY: 'fd00::/8' }, 'direct'],
    ['none in one in brackets', 'https://[fd00::7]', { HTTPS_PROXY: proxy, NO_PROXY: '[fd00::/8]:443' }, 'direct'],
    [
      'none for an address in long form',
      'https://[::1]',
      { HTTPS_PROXY: proxy, NO_PROXY: '0:0:0:0:0:0:0:1' },
      'direct',
    ],
    [
      'the whole of an address, no port',
      'https://[fe80::1:2]',
      { HTTPS_PROXY: proxy, NO_PROXY: 'fe80::1:2' },
      'direct',
    ],
    ['the proxy for its beginning', 'https://[fe80::1:2]:2', { HTTPS_PROXY: proxy, NO_PROXY: 'fe80::1' }, 'proxy'],
    ['the proxy for a name beside a network', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: '0.0.0.0/0' }, 'proxy'],
    ['none for * among others', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: 'localhost, *' }, 'direct'],
    [
      'none for names with a dot at the end',
      `${service.origin}.`,
      { HTTPS_PROXY: proxy, NO_PROXY: 'janrain.com.' },
      'direct',
    ],
    ['the proxy for a dot alone', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: '., *.' }, 'proxy'],
    ['the proxy beside an entry that is none', service.origin, { HTTPS_PROXY: proxy, NO_PROXY: ':' }, 'proxy'],
  ])('is %s', (_, origin, environment, kind) => {
    expect(proxyFor(new URL(origin), environment).kind).toBe(kind);
  });

  it('keeps the credentials apart from what messages show', () => {
    const route = proxyFor(service, { HTTPS_PROXY: 'https://us%zzer:pa%ss@proxy.example' });
    expect(route).toEqual({
      kind: 'proxy',
      origin: 'https://proxy.example',
      host: 'proxy.example',
      authorization: `Basic ${Buffer.from('us%zzer:pa%ss').toString('base64')}`,
    });
  });
});
