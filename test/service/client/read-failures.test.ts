import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { caller, canary, clientItem, connect, json, listen, serve, settingsSelf } from './loopback.ts';

const sound = { _self: settingsSelf, custom: {} };

/** A server below HTTP: sends these bytes for each request and then does as told. */
async function raw(reply: string, then: 'end' | 'reset' | 'hold'): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      requests += 1;
      if (reply !== '') socket.write(reply);
      if (then === 'end') socket.end();
      if (then === 'reset') setImmediate(() => socket.resetAndDestroy());
    });
  });
  return { url: await listen(server), requests: () => requests };
}

describe('a read is tried again', () => {
  it.each([429, 500, 502, 503, 504, 510])('after status %i, and gives what comes then', async (status) => {
    const { url, seen } = await serve((_, response, index) =>
      json(response, index === 0 ? 'no' : sound, index === 0 ? status : 200),
    );
    const { api, pausesMs } = connect(url);
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    expect(seen).toHaveLength(2);
    expect(pausesMs).toEqual([125]);
    expect(api.requests()).toBe(2);
  });

  it('after an api_limit_error, whatever its status', async () => {
    const limit = { stat: 'error', code: 510, error: 'api_limit_error' };
    const { url, seen } = await serve((_, response, index) => json(response, index === 0 ? limit : sound));
    expect(await connect(url).api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    expect(seen).toHaveLength(2);
  });

  it('and is too much for the service when each is an api_limit_error', async () => {
    const { url } = await serve((_, response) => json(response, { stat: 'error', error: 'api_limit_error' }));
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'rate-limited', status: 510 } });
  });

  it('five times in all, with growing and scattered waits', async () => {
    const { url, seen } = await serve((_, response) => json(response, 'no', 503));
    const told: number[] = [];
    const { api, pausesMs } = connect(url, { onRepeat: ({ tries, of, status }) => told.push(tries, of, status ?? 0) });
    const read = await api.readGlobalSettings();
    expect(told).toEqual([2, 3, 4, 5].flatMap((tries) => [tries, 5, 503]));
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'server-error', status: 503, tries: 5 } });
    expect(seen).toHaveLength(5);
    expect(pausesMs).toEqual([125, 250, 500, 1000]);
  });

  it.each([
    ['2', {}, 2000],
    ['0', {}, 125],
    ['Thu, 01 Jan 2026 00:00:03 GMT', {}, 3000],
    ['Wed, 01 Jan 2020 00:00:00 GMT', {}, 125],
    ['Fri, 31 Dec 9999 23:59:59 GMT', {}, 30_000],
    // A date is compared with the clock that wrote it, so that neither a wrong clock here nor one that jumps matters.
    ['Tue, 01 Jan 2030 00:00:04 GMT', { date: 'Tue, 01 Jan 2030 00:00:00 GMT' }, 4000],
    ['Thu, 01 Jan 1970 00:00:05 GMT', { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 5000],
    ['Thu, 01 Jan 2026 00:00:03 GMT', { date: 'nonsense' }, 3000],
    ['999999', {}, 30_000],
    ['999999999999', {}, 125],
    ['-5', {}, 125],
    ['1.5', {}, 125],
    ['2e3', {}, 125],
    ['soon', {}, 125],
    ['', {}, 125],
  ])('no sooner than Retry-After says, up to a bound: "%s" with %o is %i ms', async (value, headers, expectedMs) => {
    const { url } = await serve((_, response, index) => {
      response.sendDate = false;
      json(response, sound, index === 0 ? 429 : 200, { ...headers, 'retry-after': value });
    });
    const { api, pausesMs } = connect(url);
    await api.readGlobalSettings();
    expect(pausesMs).toEqual([expectedMs]);
  });

  it('and fewer run at a time once the service says that it is too much', async () => {
    let running = 0;
    const widths: number[] = [];
    const { url } = await serve((_, response, index) => {
      running += 1;
      widths.push(running);
      setImmediate(() => {
        running -= 1;
        if (index === 0) json(response, 'no', 429);
        else json(response, { errors: 'Client ID not found.' }, 404);
      });
    });
    const { api } = connect(url, { limits: { requestsInFlight: 4 } });
    await api.readClient('first');
    widths.length = 0;
    await Promise.all(Array.from({ length: 12 }, (_, index) => api.readClient(`c${index}`)));
    expect(Math.max(...widths)).toBeLessThanOrEqual(2);
  });

  it('when the connection is reset before a reply', async () => {
    const { url, requests } = await raw('', 'reset');
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'unreachable', status: null } });
    expect(requests()).toBe(5);
  });

  it.each([
    [
      'shorter than its length',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{"_self":"/config/app1/settings"}',
    ],
    [
      'cut in a chunk',
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n21\r\n{"_self":"/config',
    ],
    ['cut in its headers', 'HTTP/1.1 200 OK\r\ncontent-ty'],
  ])('when the reply is %s', async (_, reply) => {
    const { url, requests } = await raw(reply, 'end');
    expect(await connect(url).api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { code: 'unreachable' },
    });
    expect(requests()).toBe(5);
  });

  it('when nothing listens', async () => {
    const { api, pausesMs } = connect('http://127.0.0.1:1');
    const read = await api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'unreachable', status: null } });
    expect(JSON.stringify(read)).toContain('ECONNREFUSED');
    expect(pausesMs).toHaveLength(4);
  });

  it.each([
    ['headers', { headersTimeoutMs: 20 }, ''],
    ['the rest of a reply', { bodyTimeoutMs: 20 }, 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'],
  ])('when %s take too long', async (_, limits, reply) => {
    const { url, requests } = await raw(reply, 'hold');
    const { api } = connect(url, { limits: { ...limits, readAttempts: 2 } });
    expect(await api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { code: 'timeout', status: null },
    });
    expect(requests()).toBe(2);
  });

  it('when a request as a whole takes too long, however the reply trickles', async () => {
    const { url } = await raw('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{', 'hold');
    const { api, pausesMs } = connect(url, { limits: { requestTimeoutMs: 20, readAttempts: 3 } });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'failed', failure: { code: 'timeout' } });
    expect(pausesMs).toHaveLength(2);
  });
});

describe('a read is not tried again', () => {
  it.each([
    [401, 'unauthorized', 'status 401'],
    [403, 'forbidden', 'status 403'],
    [400, 'rejected', 'status 400'],
    [404, 'bad-reply', 'this path does not exist'],
    [407, 'unreachable', 'proxy'],
    [505, 'server-error', 'status 505'],
    [204, 'bad-reply', 'status 204'],
  ])('after status %i', async (status, code, words) => {
    const { url, seen } = await serve((_, response) =>
      json(response, status === 204 ? '' : { errors: 'Some text.' }, status),
    );
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code, status, tries: 1 } });
    expect(JSON.stringify(read)).toContain(words);
    expect(seen).toHaveLength(1);
  });

  it.each([
    [400, 'rejected'],
    [403, 'forbidden'],
  ])('as absent by its words alone, under status %i', async (status, code) => {
    const gone = await serve((_, response) => json(response, { errors: 'Client ID not found.' }, status));
    expect(await connect(gone.url).api.readClient('c1')).toMatchObject({ kind: 'failed', failure: { code } });
    const none = await serve((_, response) => json(response, { errors: 'Application ID not found.' }, status));
    expect(await connect(none.url).api.readGlobalSettings()).toMatchObject({ kind: 'failed', failure: { code } });
  });

  it('for an application that does not exist', async () => {
    const { url, seen } = await serve((_, response) => json(response, { errors: 'Application ID not found.' }, 404));
    expect(await connect(url).api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: {
        code: 'application-not-found',
        status: 404,
        reason: expect.stringContaining('application not found in this region'),
        tries: 1,
      },
    });
    expect(seen).toHaveLength(1);
  });

  it('when it is redirected, and the credentials go nowhere else', async () => {
    const elsewhere = await serve((_, response) => json(response, sound));
    const { url, seen } = await serve((_, response) =>
      json(response, '', 302, { location: `${elsewhere.url}/config/app1/settings` }),
    );
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply', status: 302 } });
    expect(seen).toHaveLength(1);
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([
    ['a page', 'text/html; charset=utf-8', '<html>login</html>', 'a page of a proxy'],
    ['plain text', 'text/plain', JSON.stringify(sound), 'not JSON by its content type'],
    ['half of the JSON', 'application/json', '{"_self":"/config/app1/settings","a":', 'not complete JSON'],
    ['JSON and more', 'application/json', `${JSON.stringify(sound)}x`, 'not complete JSON'],
    ['nothing', 'application/json', '', 'empty'],
  ])('when the reply holds %s', async (_, type, body, words) => {
    const { url, seen } = await serve((__, response) => json(response, body, 200, { 'content-type': type }));
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply', status: 200 } });
    expect(JSON.stringify(read)).toContain(words);
    expect(seen).toHaveLength(1);
  });

  it('when the reply is compressed although that was not asked for', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(sound)));
    });
    expect(await connect(url).api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { reason: expect.stringContaining('compressed') },
    });
  });

  it('when the reply is not UTF-8', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.from([0x22, 0xff, 0x22]));
    });
    expect(await connect(url).api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { reason: expect.stringContaining('UTF-8') },
    });
  });

  it('when the reply is larger than the bound', async () => {
    const { url, seen } = await serve((_, response) => json(response, { ...sound, a: 'x'.repeat(5000) }));
    const { api } = connect(url, { limits: { replyMaxBytes: 1000 } });
    expect(await api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { code: 'bad-reply', reason: expect.stringContaining('larger than 1000 bytes') },
    });
    expect(seen).toHaveLength(1);
  });

  it('when the reply nests too deep, even without end', async () => {
    for (const text of [`{"_self":"${settingsSelf}","a":${'['.repeat(70)}${']'.repeat(70)}}`, '['.repeat(1_000_000)]) {
      const { url } = await serve((_, response) => json(response, text));
      expect(await connect(url).api.readGlobalSettings()).toMatchObject({
        kind: 'failed',
        failure: { reason: expect.stringContaining('64 levels') },
      });
    }
  });
});

describe('a reply is believed', () => {
  it('by its JSON types, with a byte order mark, or without a content type', async () => {
    for (const type of [
      'application/json; charset=utf-8',
      'Application/JSON',
      'application/vnd.x+json',
      'text/json',
      '',
    ]) {
      const { url } = await serve((_, response) => {
        response.writeHead(200, type === '' ? {} : { 'content-type': type });
        response.end(`\ufeff${JSON.stringify(sound)}`);
      });
      expect(await connect(url).api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    }
  });

  it('after interim replies and with headers that repeat', async () => {
    const body = JSON.stringify(sound);
    const { url } = await raw(
      `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\nset-cookie: a\r\nset-cookie: b\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      'hold',
    );
    expect(await connect(url).api.readGlobalSettings()).toMatchObject({ kind: 'value' });
  });
});

describe('nothing that reading gives', () => {
  it('holds the credentials or a client secret', async () => {
    const replies: [unknown, number][] = [
      [[clientItem(caller)], 200],
      [[clientItem(caller, { name: 5 })], 200],
      [{ errors: `secret ${canary} is wrong` }, 401],
      [{ errors: `secret ${canary} is wrong` }, 400],
      [`<html>${canary}</html>`, 200],
      [canary, 500],
    ];
    const out: unknown[] = [];
    for (const [body, status] of replies) {
      const { url } = await serve((_, response) =>
        json(response, body, status, { 'x-echo': canary, location: `http://${canary}/` }),
      );
      const { api } = connect(url, { onRequest: (note) => out.push(note) });
      out.push(
        await api.listClients(),
        await api.readClient(caller),
        await api.readGlobalSettings(),
        await api.readOptions(),
        api,
      );
    }
    const text = `${JSON.stringify(out, (_, value) => (value instanceof Map ? [...value] : value))}`;
    expect(text).not.toContain(canary);
    expect(text).not.toContain(Buffer.from(`${caller}:${canary}`).toString('base64'));
    expect(text.length).toBeGreaterThan(500);
  });
});
