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
import { expect, it, onTestFinished } from 'vitest';
import { basic, json, listen, settingsSelf } from './loopback.ts';

const pem = (name: string): URL => new URL(`tls/${name}-for-tests-only.pem`, import.meta.url);

// The variable is read when a process starts, so that the proof needs a process of its own, bundled as the program is.
it('reads over TLS, straight and through a proxy, with an authority that NODE_EXTRA_CA_CERTS names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'capstan-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = join(folder, 'read.cjs');
  const entry = fileURLToPath(new URL('tls/read-settings.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: program,
    logLevel: 'silent',
  });

  const authorizations: unknown[] = [];
  const tls = createTlsServer(
    { key: await readFile(pem('server-key')), cert: await readFile(pem('server')) },
    (request, response) => {
      authorizations.push(request.headers.authorization);
      json(response, { _self: settingsSelf, a: 1, custom: {} });
    },
  );
  const { port } = new URL(await listen(tls));
  const tunnels: unknown[] = [];
  const proxy = createHttpServer().on('connect', (request, socket) => {
    tunnels.push(request.url);
    const upstream = connectSocket(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
  });
  const proxyUrl = await listen(proxy);

  async function read(origin: string, more: Record<string, string>): Promise<string> {
    const env = { PATH: process.env['PATH'] ?? '', ...more };
    const { stdout } = await promisify(execFile)(process.execPath, [program, origin], { env });
    return stdout;
  }
  const trusted = { NODE_EXTRA_CA_CERTS: fileURLToPath(pem('ca')) };
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
}, 30_000);
