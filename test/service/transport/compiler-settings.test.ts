import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Script } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { apiLimits } from '../../../src/service/interface.ts';

let count = 0;

/** What V8 compares before it takes compiled code that was kept: a digest of its settings. */
function settings(): string {
  count += 1;
  return new Script('1', { filename: `${count}.js` }).createCachedData().toString('hex', 12, 16);
}

it('the parser of replies is compiled with settings of its own, and the first reply leaves them as they were', async () => {
  // Tests of other files may have loaded the parser before.
  vi.resetModules();
  const { makeDispatcher } = await import('../../../src/service/transport/connections.ts');
  const { exchange } = await import('../../../src/service/transport/exchange.ts');
  const before = settings();
  const during: string[] = [];
  const server = createServer((_request, response) => {
    during.push(settings());
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispatcher = await makeDispatcher(`http://${host}`, { kind: 'direct' }, apiLimits);
  const { kind } = await exchange(dispatcher, { path: '/', method: 'GET' }, { host, proxyHost: null }, apiLimits);
  expect(kind).toBe('reply');
  // Only Node 20 has a slow compiler that begins at once.
  expect(during.map((one) => one !== before)).toEqual([process.versions.node.startsWith('20.')]);
  expect(settings()).toBe(before);
  await dispatcher.close();
  server.close();
});
