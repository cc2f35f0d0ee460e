import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ApiLimits } from '../../../src/service/interface.ts';
import { applicationId, connect, listen } from './loopback.ts';

/** A service that takes connections, answers the first data on each with `reply`, and then says nothing more. */
async function silent(reply = ''): Promise<{ readonly url: string; readonly connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (reply !== '') socket.write(reply);
    });
  });
  return { url: await listen(server), connections: () => connections };
}

const half = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"stat"';

/** Each bound with a service that exhausts it, and what the message says. */
const bounds: readonly [keyof ApiLimits, string, string][] = [
  ['headersTimeoutMs', '', 'did not respond in time'],
  ['bodyTimeoutMs', half, 'the response stopped'],
];

describe.each(bounds)('%s', (bound, reply, words) => {
  it('ends a read, which is tried again', async () => {
    const { url, connections } = await silent(reply);
    const { api, pausesMs } = connect(url, { limits: { [bound]: 10, readAttempts: 3 } });
    const read = await api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'timeout', status: null } });
    expect(JSON.stringify(read)).toContain(words);
    expect(pausesMs).toHaveLength(2);
    expect(connections()).toBe(3);
  });

  it('ends a write, of which no one knows what became, and which is not repeated', async () => {
    const { url, connections } = await silent(reply);
    const { api, pausesMs } = connect(url, { limits: { [bound]: 10 } });
    expect(await api.deleteKey(null, 'a')).toMatchObject({ kind: 'unknown', failure: { code: 'timeout' } });
    expect([pausesMs.length, connections()]).toEqual([0, 1]);
  });
});

describe('connectTimeoutMs', () => {
  // TCP alone connects at once here: it is the TLS handshake that is never answered.
  async function withoutHandshake() {
    const { url } = await silent();
    const secure = url.replace('http:', 'https:');
    const application = { id: applicationId, region: null, configUrl: secure, captureUrl: secure };
    return connect(url, { application, limits: { connectTimeoutMs: 10, readAttempts: 2 } });
  }

  it('ends a read, which is tried again', async () => {
    const { api, pausesMs } = await withoutHandshake();
    const read = await api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'timeout' } });
    expect(JSON.stringify(read)).toContain('the connection timed out');
    expect(pausesMs).toHaveLength(1);
  });

  it('ends a write of which certainly no byte left', async () => {
    const { api } = await withoutHandshake();
    expect(await api.deleteKey(null, 'a')).toMatchObject({
      kind: 'refused',
      failure: { code: 'timeout' },
      retryAfterMs: null,
    });
  });
});
