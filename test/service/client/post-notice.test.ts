import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type NoticeOptions, postNotice } from '../../../src/service/client/create-api.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A webhook that answers with these statuses, one after the other, the last one for ever. */
async function webhook(statuses: readonly number[]) {
  const seen: { readonly path: string; readonly body: string; readonly headers: unknown }[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString(), headers: request.headers });
      response.writeHead(statuses[seen.length - 1] ?? statuses.at(-1) ?? 200).end('ok');
    });
  });
  await new Promise<void>((resolve) => {
    server?.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/secret-path?x=1`), seen };
}

const options: Omit<NoticeOptions, 'url'> = {
  json: '{"text":"x"}',
  userAgent: 'capstan/0.1.0',
  environment: {},
  allowedHosts: [],
  sleep: () => Promise.resolve(),
};

describe('a notice', () => {
  it('arrives as JSON, whole and without credentials', async () => {
    const { url, seen } = await webhook([200]);
    expect(await postNotice({ ...options, url })).toEqual({ kind: 'sent' });
    expect(seen).toMatchObject([
      { path: '/secret-path?x=1', body: '{"text":"x"}', headers: { 'content-type': 'application/json' } },
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/authorization/i);
  });

  it('is tried three times while the other side has trouble of its own', async () => {
    const { url, seen } = await webhook([503, 429, 200]);
    expect(await postNotice({ ...options, url })).toEqual({ kind: 'sent' });
    expect(seen).toHaveLength(3);
  });

  it('is given up after that, and the reason does not name the path', async () => {
    const { url, seen } = await webhook([500]);
    const result = await postNotice({ ...options, url });
    expect(result).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(result)).toContain('status 500');
    expect(JSON.stringify(result)).not.toContain('secret-path');
    expect(seen).toHaveLength(3);
  });

  it('is not tried again when the other side said no', async () => {
    const { url, seen } = await webhook([404]);
    expect(await postNotice({ ...options, url })).toMatchObject({ kind: 'failed' });
    expect(seen).toHaveLength(1);
  });

  it('fails in words when no one listens', async () => {
    const result = await postNotice({ ...options, url: new URL('http://127.0.0.1:1/secret-path') });
    expect(result).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(result)).not.toContain('secret-path');
  });

  it.each([
    ['a host that no one allowed', 'https://hooks.example.com/x', []],
    ['plain http to another machine', 'http://hooks.example.com/x', ['hooks.example.com']],
  ])('is not sent to %s', async (_name, url, allowedHosts) => {
    const result = await postNotice({ ...options, url: new URL(url), allowedHosts });
    expect(result).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(result)).toContain('CAPSTAN_ALLOWED_HOSTS');
  });

  it('says which proxy variable is wrong', async () => {
    const environment = { HTTPS_PROXY: 'ftp://proxy' };
    const url = new URL('https://hooks.example.com/x');
    const result = await postNotice({ ...options, url, environment, allowedHosts: ['hooks.example.com'] });
    expect(JSON.stringify(result)).toContain('HTTPS_PROXY');
  });
});
