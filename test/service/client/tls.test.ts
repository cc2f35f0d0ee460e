import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basic, json, listen, settingsSelf } from './loopback.ts';

const pem = (name: string): URL => new URL(`tls/${name}-for-tests-only.pem`, import.meta.url);

// The variable is read when a process starts, so that the proof needs a process of its own, bundled as the program is.
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capstan-tls-'));
  await build({
    entryPoints: [fileURLToPath(new URL('tls/read-settings.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(folder, 'read.cjs'),
    logLevel: 'silent',
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** What came of reading from an origin, with these variables and no others. */
async function read(origin: string, more: Record<string, string>): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', ...more };
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'read.cjs'), origin], { env });
  return stdout;
}

const trusted = { NODE_EXTRA_CA_CERTS: fileURLToPath(pem('ca')) };

async function serveTls(certificate: string, seen: (authorization: string | undefined) => void): Promise<string> {
  const tls = createTlsServer(
    { key: await readFile(pem('server-key')), cert: await readFile(pem(certificate)) },
    (request, response) => {
      seen(request.headers.authorization);
      json(response, { _self: settingsSelf, a: 1, custom: {} });
    },
  );
  return new URL(await listen(tls)).port;
}

async function tunnelTo(port: string, seen: (target: string | undefined) => void): Promise<string> {
  const proxy = createHttpServer().on('connect', (request, socket) => {
    seen(request.url);
    socket.on('error', () => undefined);
    const upstream = connectSocket(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  return listen(proxy);
}

it('reads over TLS, straight and through a proxy, with an authority that NODE_EXTRA_CA_CERTS names', async () => {
  const authorizations: unknown[] = [];
  const port = await serveTls('server', (value) => authorizations.push(value));
  const tunnels: unknown[] = [];
  const proxyUrl = await tunnelTo(port, (target) => tunnels.push(target));
  const [straight, proxied, untrusted] = await Promise.all([
    read(`https://localhost:${port}`, trusted),
    read('https://v1.api.us.janrain.com', { ...trusted, HTTPS_PROXY: proxyUrl }),
    read(`https://localhost:${port}`, {}),
  ]);
  expect(straight).toBe('value');
  expect(proxied).toBe('value');
  expect(untrusted).toContain('NODE_EXTRA_CA_CERTS');
  expect(tunnels).toEqual(['v1.api.us.janrain.com:443']);
  expect(authorizations).toEqual([basic, basic]);
});

it.each([
  ['expired', 'has expired', 'Check the clock of this machine'],
  ['early', 'is not valid yet', 'Set the clock of this machine'],
  ['other', 'is for another name', 'is the right host'],
  ['self-signed', 'is self-signed', 'name the file with its certificate'],
])(
  'gives a certificate that is %s its own advice, straight and through a proxy, and sends nothing',
  async (name, wrong, cure) => {
    const authorizations: unknown[] = [];
    const port = await serveTls(name, (value) => authorizations.push(value));
    const proxyUrl = await tunnelTo(port, () => undefined);
    const said = await Promise.all([
      read(`https://localhost:${port}`, trusted),
      read('https://v1.api.us.janrain.com', { ...trusted, HTTPS_PROXY: proxyUrl }),
    ]);
    for (const text of said) {
      expect(text).toContain(wrong);
      expect(text).toContain(cure);
    }
    expect(authorizations).toEqual([]);
  },
);
