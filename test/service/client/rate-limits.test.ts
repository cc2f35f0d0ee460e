import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connect, json, type Seen, serve, settingsSelf } from './loopback.ts';

const limit = { stat: 'error', code: 510, error: 'api_limit_error', error_description: 'too many', request_id: 'r' };
const sound = { _self: settingsSelf, custom: {} };

/** Every form in which the documents and the vendor's own programs know a limit. */
const forms: readonly [string, unknown, number][] = [
  ['status 429', { errors: 'Too many.' }, 429],
  ['status 429 with a page', '<html></html>', 429],
  ['status 510', {}, 510],
  ['status 510 without a body', '', 510],
  ['api_limit_error under 200', limit, 200],
  ['api_limit_error by its code alone', { stat: 'error', code: 510 }, 200],
  ['api_limit_error by its name alone', { stat: 'error', error: 'api_limit_error' }, 200],
  ['api_limit_error under 403', limit, 403],
  ['api_limit_error under 503', limit, 503],
];

/** Answers nothing until so many requests are there; then all of them, in the order in which they came. */
function inCrowds(size: number, answer: (seen: Seen, response: ServerResponse, index: number) => void) {
  let crowd: (() => void)[] = [];
  return (seen: Seen, response: ServerResponse, index: number): void => {
    crowd.push(() => answer(seen, response, index));
    if (crowd.length < size) return;
    const complete = crowd;
    crowd = [];
    for (const reply of complete) reply();
  };
}

describe.each(forms)('%s', (_, body, status) => {
  it('makes a read come back, and narrows what runs at a time', async () => {
    let [running, most] = [0, 0];
    const { url, seen } = await serve((__, response, index) => {
      if (index === 0) return json(response, body, status);
      running += 1;
      most = Math.max(most, running);
      return setImmediate(() => {
        running -= 1;
        json(response, sound);
      });
    });
    const { api } = connect(url, { limits: { requestsInFlight: 2 } });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    expect(seen).toHaveLength(2);
    await Promise.all([1, 2, 3, 4].map(() => api.readGlobalSettings()));
    expect(most).toBe(1);
  });

  it('refuses a write, which is not repeated here, and narrows what runs at a time', async () => {
    let [running, most] = [0, 0];
    const { url, seen } = await serve(({ method }, response) => {
      if (method === 'POST') return json(response, body, status, { 'retry-after': '7' });
      running += 1;
      most = Math.max(most, running);
      return setImmediate(() => {
        running -= 1;
        json(response, sound);
      });
    });
    const { api } = connect(url, { limits: { requestsInFlight: 2 } });
    expect(await api.deleteKey(null, 'a')).toMatchObject({
      kind: 'refused',
      failure: { code: 'rate-limited' },
      retryAfterMs: 7000,
    });
    expect(seen).toHaveLength(1);
    await Promise.all([1, 2, 3, 4].map(() => api.readGlobalSettings()));
    expect(most).toBe(1);
  });
});

describe('a limit', () => {
  it('halves the requests in flight once for all replies to one burst', async () => {
    // Were they down to less than five, the crowd of five would never be complete.
    const first = inCrowds(10, (_, response) => json(response, 'no', 429));
    const later = inCrowds(5, (_, response) => json(response, sound));
    const { url, seen } = await serve((one, response, index) =>
      index < 10 ? first(one, response, index) : later(one, response, index),
    );
    const { api } = connect(url);
    const reads = await Promise.all(Array.from({ length: 10 }, () => api.readGlobalSettings()));
    expect(reads.every(({ kind }) => kind === 'value')).toBe(true);
    expect(seen).toHaveLength(20);
  });

  it('is not what a failing service or refused credentials are taken for', async () => {
    for (const [body, status] of [
      ['no', 503],
      [{ stat: 'error', code: 500, error: 'unexpected_error' }, 200],
      [{ errors: 'Authentication required.' }, 403],
    ] as const) {
      const { url } = await serve((_, response) => json(response, body, status));
      const sent = await connect(url).api.deleteKey(null, 'a');
      expect(sent.kind).not.toBe('refused');
    }
  });

  it('reads a Retry-After of a write by the clock of the service, however wrong the one here is', async () => {
    const headers = { 'retry-after': 'Tue, 01 Jan 2030 00:00:09 GMT', date: 'Tue, 01 Jan 2030 00:00:00 GMT' };
    const { url } = await serve((_, response) => json(response, 'no', 429, headers));
    for (const now of [0, Date.UTC(2026, 0), Date.UTC(2100, 0)]) {
      expect(await connect(url, { now: () => now }).api.deleteKey(null, 'a')).toMatchObject({ retryAfterMs: 9000 });
    }
  });
});
