import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import type { WriteApi } from '../../../src/service/interface.ts';
import type { RequestNote } from '../../../src/service/transport/request.ts';
import { canary, clientItem, clientSelf, connect, json, type Seen, serve, settingsSelf } from './loopback.ts';

/** What an onlooker is told of the requests that `work` makes. */
async function notesOf(
  answer: (seen: Seen, response: ServerResponse, index: number) => void,
  work: (api: WriteApi) => Promise<unknown>,
  readAttempts = 1,
): Promise<readonly RequestNote[]> {
  const { url } = await serve(answer);
  const notes: RequestNote[] = [];
  const { api } = connect(url, { onRequest: (note) => notes.push(note), limits: { readAttempts } });
  await work(api);
  return notes;
}

const set = (api: WriteApi) => api.setKeys('c1', new Map([['rpx_key', new Secret(canary)]]));

describe('an onlooker', () => {
  it('is told which client a request is about, whatever its path', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      [settingsSelf]: { _self: settingsSelf, custom: {} },
      [clientSelf('c1')]: clientItem('c1'),
      '/settings/set_multi': { stat: 'ok' },
    };
    const notes = await notesOf(
      ({ url }, response) => json(response, answers[url] ?? 'no', url in answers ? 200 : 404),
      async (api) => {
        await api.readGlobalSettings();
        await api.readClient('c1');
        await api.readOptions();
        await set(api);
      },
    );
    expect(notes.map(({ clientId, outcome, status }) => [clientId, outcome, status])).toEqual([
      [null, 'answered', 200],
      ['c1', 'answered', 200],
      [null, 'failed', 404],
      ['c1', 'done', 200],
    ]);
  });

  it('is told what came of each attempt, and of each write', async () => {
    const reads = await notesOf(
      (_, response, index) =>
        index === 0 ? json(response, 'no', 503) : json(response, { errors: 'Client ID not found.' }, 404),
      (api) => api.readClient('c1'),
      2,
    );
    expect(reads.map(({ outcome }) => outcome)).toEqual(['failed', 'absent']);
    for (const [body, status, outcome] of [
      [{ stat: 'ok' }, 200, 'done'],
      ['no', 429, 'refused'],
      [{ errors: 'Authentication required.' }, 401, 'rejected'],
      ['no', 500, 'unknown'],
    ] as const) {
      expect(await notesOf((_, response) => json(response, body, status), set)).toMatchObject([{ outcome, status }]);
    }
    expect(await notesOf(({ method }, response) => void (method && response.destroy()), set)).toMatchObject([
      { outcome: 'unknown', status: null, requestId: null },
    ]);
  });

  it('is told the name that the service gave a request', async () => {
    const named = async (headers: Record<string, string>, body: unknown = { stat: 'ok' }) =>
      (await notesOf((_, response) => json(response, body, 200, headers), set))[0]?.requestId;
    expect(await named({ 'x-request-id': 'f3a-77.b:9_c' })).toBe('f3a-77.b:9_c');
    expect(await named({ 'x-correlation-id': 'corr-12345' })).toBe('corr-12345');
    expect(await named({}, { stat: 'error', code: 200, request_id: 'at86pruhzayqxapr' })).toBe('at86pruhzayqxapr');
    expect(await named({ 'x-request-id': 'head-12345' }, { stat: 'ok', request_id: 'body-12345' })).toBe('head-12345');
    expect(await named({})).toBeNull();
  });

  it('is told no name that could be something else: a value, what was sent, or what is no name at all', async () => {
    const named = async (headers: Record<string, string>, body: unknown = { stat: 'ok' }) =>
      (await notesOf((_, response) => json(response, body, 200, headers), set))[0]?.requestId;
    for (const id of [canary, 'short', 'a b c d e f g', `x${'y'.repeat(80)}`]) {
      expect(await named({ 'x-request-id': id })).toBeNull();
      expect(await named({}, { stat: 'error', code: 200, request_id: id })).toBeNull();
    }
    expect(await named({}, { stat: 'error', code: 200, request_id: ['a-list-of-names'] })).toBeNull();
    expect(await named({}, `${'x'.repeat(20_000)}`)).toBeNull();
    const settings = { _self: settingsSelf, request_id: 'a-setting-of-that-name', custom: {} };
    const [read] = await notesOf(
      (_, response) => json(response, settings),
      (api) => api.readGlobalSettings(),
    );
    expect(read?.requestId).toBeNull();
  });

  it('is told nothing of values, headers and bodies', async () => {
    const notes = await notesOf((_, response) => json(response, { stat: 'ok' }), set);
    expect(JSON.stringify(notes)).not.toContain(canary);
    expect(JSON.stringify(notes)).not.toContain('rpx_key');
    expect(Object.keys(notes[0] ?? {}).sort()).toEqual([
      'atMs',
      'clientId',
      'durationMs',
      'host',
      'method',
      'outcome',
      'path',
      'requestId',
      'status',
    ]);
  });
});
