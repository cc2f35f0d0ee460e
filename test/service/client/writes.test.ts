import { EventEmitter, once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import { LossyBodyError } from '../../../src/service/client/refuse-lossy-body.ts';
import type { SettingsBody, SettingsReply, WriteApi } from '../../../src/service/interface.ts';
import { features } from '../../support/properties.ts';
import {
  applicationId,
  basic,
  canary,
  clientItem,
  clientSelf,
  connect,
  json,
  listen,
  serve,
  settingsSelf,
  valueIn,
} from './loopback.ts';

const ok = { stat: 'ok' };
const none = { settings: new Set<string>(), custom: new Set<string>() };
const global = { _self: settingsSelf, a: 1, gone: null, custom: { b: 'x' } };

/** Answers reads with `read` and writes with `write`. */
async function service(read: unknown, write: unknown = {}, status = 200, headers: Record<string, string> = {}) {
  return serve(({ method }, response) =>
    method === 'GET' ? json(response, read) : json(response, write, status, headers),
  );
}

function parameters(body: string | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

function sameBody(read: SettingsReply): SettingsBody {
  const kept = (of: ReadonlyMap<string, unknown>) => new Map([...of].filter(([, value]) => value !== null)) as never;
  return { settings: kept(read.sections.settings), custom: kept(read.sections.custom) };
}

describe('setting keys', () => {
  it('sends one form with texts only, for all clients', async () => {
    const { url, seen } = await service({}, ok);
    const items = new Map<string, string | number | boolean | Secret>([
      ['text', 'ü & = +'],
      ['number', -12],
      ['flag', true],
      ['rpx_key', new Secret('opened')],
      ['__proto__', 'own'],
    ]);
    expect(await connect(url).api.setKeys(null, items)).toEqual({ kind: 'done' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/settings/set_default_multi' });
    expect(seen[0]?.headers).toMatchObject({
      authorization: basic,
      'content-type': 'application/x-www-form-urlencoded',
    });
    const sent = parameters(seen[0]?.body);
    expect(Object.keys(sent)).toEqual(['items']);
    expect(sent['items']).toBe('{"text":"ü & = +","number":"-12","flag":"true","rpx_key":"opened","__proto__":"own"}');
  });

  it('names the client that it is for', async () => {
    const { url, seen } = await service({}, ok);
    await connect(url).api.setKeys('c1', new Map([['a', 'b']]));
    expect(seen[0]?.url).toBe('/settings/set_multi');
    expect(parameters(seen[0]?.body)).toEqual({ items: '{"a":"b"}', for_client_id: 'c1' });
  });

  it.each([
    ['a list', ['x']],
    ['a map', { x: 1 }],
    ['null', null],
    ['a fraction', 1.5],
    ['a number beyond exactness', 2 ** 53],
    ['a secret list', new Secret([canary])],
  ])('throws for %s before anything is sent, and does not show it', async (_, value) => {
    const { url, seen } = await service({}, ok);
    const error = await connect(url)
      .api.setKeys(null, new Map([['the_key', value]]))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain('the_key');
    expect(String(error)).not.toContain(canary);
    expect(seen).toEqual([]);
  });
});

describe('calls for one client', () => {
  const calls: [string, (api: WriteApi, id: string) => Promise<unknown>][] = [
    ['setKeys', (api, id) => api.setKeys(id, new Map([['a', 'b']]))],
    ['deleteKey', (api, id) => api.deleteKey(id, 'a')],
    ['setProperty', (api, id) => api.setProperty({ kind: 'client', clientId: id }, features, ['owner'])],
  ];
  it.each(calls)('%s never leave for_client_id empty: it would mean the caller', async (_, call) => {
    const { url, seen } = await service({}, ok);
    const { api } = connect(url);
    await expect(call(api, '')).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
    await call(api, 'c1');
    expect(parameters(seen[0]?.body)['for_client_id']).toBe('c1');
  });

  it('delete one key, of a client or of all', async () => {
    const { url, seen } = await service({}, { stat: 'ok', result: false });
    const { api } = connect(url);
    expect(await api.deleteKey('c1', 'a&b')).toEqual({ kind: 'done' });
    expect(await api.deleteKey(null, 'a')).toEqual({ kind: 'done' });
    expect(seen.map((one) => [one.url, parameters(one.body)])).toEqual([
      ['/settings/delete', { key: 'a&b', for_client_id: 'c1' }],
      ['/settings/delete_default', { key: 'a' }],
    ]);
  });

  it('set the features as a list', async () => {
    const { url, seen } = await service({}, ok);
    await connect(url).api.setProperty({ kind: 'client', clientId: 'c1' }, features, ['login_client']);
    expect(seen[0]?.url).toBe('/clients/set_features');
    expect(parameters(seen[0]?.body)).toEqual({ features: '["login_client"]', for_client_id: 'c1' });
  });

  it('throw for what cannot be a call', async () => {
    const { url, seen } = await service({}, ok);
    const { api } = connect(url);
    await expect(api.setKeys(null, new Map())).rejects.toThrow('at least one');
    await expect(api.deleteKey(null, '')).rejects.toThrow('its name');
    await expect(api.deleteKey(null, 'a\ud800')).rejects.toThrow('broken text');
    const withoutCapture = connect(url, {
      application: { id: applicationId, region: null, configUrl: url, captureUrl: null },
    });
    await expect(withoutCapture.api.deleteKey(null, 'a')).rejects.toThrow('captureUrl');
    expect(seen).toEqual([]);
  });
});

describe('replacing settings', () => {
  it('sends everything of the read with the planned changes, and no null', async () => {
    const { url, seen } = await service({ ...global, rpx_key: 'k', _id: 'x' }, global);
    const { api } = connect(url);
    const read = valueIn(await api.readGlobalSettings());
    const body: SettingsBody = {
      settings: new Map<string, never>([
        ['a', 2 as never],
        ['rpx_key', new Secret('k') as never],
      ]),
      custom: new Map([
        ['b', 'x'],
        ['c', 'new'],
      ]),
    };
    const planned = { settings: new Set(['a']), custom: new Set(['c']) };
    expect(await api.replaceSettings(null, read, body, planned)).toEqual({ kind: 'done' });
    expect(seen[1]).toMatchObject({ method: 'PUT', url: '/config/app1/settings' });
    expect(seen[1]?.headers).toMatchObject({ 'content-type': 'application/json', authorization: basic });
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ a: 2, rpx_key: 'k', custom: { b: 'x', c: 'new' } });
  });

  it('goes to the client whose settings were read', async () => {
    const { url, seen } = await service(
      { _self: `${clientSelf('c1')}/settings`, _global: { z: 1 }, a: 1, custom: {} },
      { a: 1 },
    );
    const { api } = connect(url);
    const read = valueIn(await api.readClientSettings('c1'));
    expect(await api.replaceSettings('c1', read, sameBody(read), none)).toEqual({ kind: 'done' });
    expect(seen[1]).toMatchObject({
      method: 'PUT',
      url: '/config/app1/clients/c1/settings',
      body: '{"a":1,"custom":{}}',
    });
  });

  async function attempt(
    change: (read: SettingsReply, api: WriteApi, body: SettingsBody) => Promise<unknown>,
    read: unknown = global,
  ) {
    const { url, seen } = await service(read, read);
    const { api } = connect(url);
    const reply = valueIn(await api.readGlobalSettings());
    const error = await change(reply, api, sameBody(reply)).catch((thrown: unknown) => thrown);
    return { error, puts: seen.filter(({ method }) => method === 'PUT').length };
  }

  it('throws and sends nothing when a key would be lost, without showing a value', async () => {
    const { error, puts } = await attempt(
      (read, api) => api.replaceSettings(null, read, { settings: new Map(), custom: new Map() }, none),
      {
        ...global,
        rpx_key: canary,
      },
    );
    expect(error).toBeInstanceOf(LossyBodyError);
    expect(error).toMatchObject({
      details: ['settings.a would be removed', 'settings.rpx_key would be removed', 'custom.b would be removed'],
    });
    expect(JSON.stringify(error) + String(error)).not.toContain(canary);
    expect(puts).toBe(0);
  });

  it.each<[string, (read: SettingsReply, api: WriteApi, body: SettingsBody) => Promise<unknown>]>([
    ['a copy of the reply', (read, api, body) => api.replaceSettings(null, { ...read }, body, none)],
    ['the reply of another scope', (read, api, body) => api.replaceSettings('c1', read, body, none)],
    [
      'a reply older than a write to its scope',
      async (read, api, body) => {
        await api.setKeys(null, new Map([['z', '1']]));
        return api.replaceSettings(null, read, body, none);
      },
    ],
    [
      'a reply that was used once',
      async (read, api, body) => {
        await api.replaceSettings(null, read, body, none);
        return api.replaceSettings(null, read, body, none);
      },
    ],
  ])('throws for %s', async (_, change) => {
    const { error } = await attempt(change);
    expect(error).toBeInstanceOf(LossyBodyError);
  });

  it('throws for a reply of another instance, or of another application', async () => {
    const { url } = await service(global);
    const read = valueIn(await connect(url).api.readGlobalSettings());
    await expect(connect(url).api.replaceSettings(null, read, sameBody(read), none)).rejects.toThrow(LossyBodyError);
    const foreign = await attempt((reply, api, body) => api.replaceSettings(null, reply, body, none), {
      _self: '/config/other/settings',
      custom: {},
    });
    expect(foreign).toMatchObject({ error: expect.any(LossyBodyError), puts: 0 });
  });

  it('throws when a number of the reply cannot be sent back', async () => {
    const text = `{"_self":"${settingsSelf}","custom":{},"big":12345678901234567890}`;
    const { error, puts } = await attempt(
      (read, api, body) => api.replaceSettings(null, read, body, { settings: new Set(['big']), custom: new Set() }),
      text,
    );
    expect(String(error)).toContain('settings.big holds a number that cannot be sent back');
    expect(puts).toBe(0);
  });

  it('throws for a setting that would replace the custom section, and for an impossible client', async () => {
    const { error } = await attempt((read, api) =>
      api.replaceSettings(null, read, { settings: new Map([['custom', 'x']]), custom: new Map() }, none),
    );
    expect(error).toBeInstanceOf(TypeError);
    const climbing = await attempt((read, api, body) => api.replaceSettings('..', read, body, none));
    expect(String(climbing.error)).toContain('An id cannot be');
    expect(climbing.puts).toBe(0);
  });
});

describe('replacing a client', () => {
  const none = new Map([['features', []]]);
  const item = clientItem('c1', { description: 'kept', nothing: null, features: ['owner', 'x'] });

  it('sends the whole client with the new features, without names of the service or secrets', async () => {
    const { url, seen } = await service(item, item);
    const { api } = connect(url);
    const read = valueIn(await api.readClient('c1'));
    expect(await api.replaceClient(read, new Map([['features', ['owner']]]))).toEqual({ kind: 'done' });
    expect(seen[1]).toMatchObject({ method: 'PUT', url: clientSelf('c1') });
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({
      name: 'Client c1',
      ipWhitelist: ['0.0.0.0/0'],
      description: 'kept',
      features: ['owner'],
    });
  });

  it.each(['features', 'ipWhitelist'])(
    'throws when the read lacks %s, since leaving it out would open or strip the client',
    async (name) => {
      const { url, seen } = await service({ ...item, [name]: undefined });
      const { api } = connect(url);
      const read = valueIn(await api.readClient('c1'));
      await expect(api.replaceClient(read, new Map([['features', ['owner']]]))).rejects.toThrow(LossyBodyError);
      expect(seen).toHaveLength(1);
    },
  );

  it('throws for an item of the list, for a number that cannot be sent back, and for another application', async () => {
    const list = await service([clientItem('caller1')]);
    const listing = connect(list.url).api;
    const [first] = valueIn(await listing.listClients());
    if (first === undefined) throw new Error('no client');
    await expect(listing.replaceClient(first, none)).rejects.toThrow(LossyBodyError);

    const inexact = await service(JSON.stringify(item).replace('"kept"', '1e400'));
    const { api } = connect(inexact.url);
    await expect(api.replaceClient(valueIn(await api.readClient('c1')), none)).rejects.toThrow(LossyBodyError);

    const foreign = await service({ ...item, _self: '/config/other/clients/c1' });
    const other = connect(foreign.url).api;
    await expect(other.replaceClient(valueIn(await other.readClient('c1')), none)).rejects.toThrow(
      'another application',
    );
  });
});

describe('the outcome of a write', () => {
  const post = (api: WriteApi) =>
    api.setKeys(
      null,
      new Map([
        ['login_attempts', '5'],
        ['rpx_key', canary],
      ]),
    );

  async function outcome(write: unknown, status = 200, headers: Record<string, string> = {}) {
    const { url, seen } = await service({}, write, status, headers);
    const sent = await post(connect(url).api);
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(sent)).not.toContain(canary);
    return sent;
  }

  it.each([
    ['429', 'no', 429, 'rate-limited'],
    ['HTTP 510', 'no', 510, 'rate-limited'],
    ['api_limit_error by code', { stat: 'error', code: 510 }, 200, 'rate-limited'],
    ['api_limit_error by name', { stat: 'error', error: 'api_limit_error' }, 400, 'rate-limited'],
  ])('is refused after %s, with the wait that the service asks for', async (_, body, status, code) => {
    expect(await outcome(body, status, { 'retry-after': '7' })).toMatchObject({
      kind: 'refused',
      failure: { code, status: status === 429 ? 429 : 510 },
      retryAfterMs: 7000,
    });
  });

  it('is refused without a wait when the service names none', async () => {
    expect(await outcome('no', 429)).toMatchObject({ kind: 'refused', retryAfterMs: null });
  });

  it.each([
    [
      { code: 200, error: 'invalid_argument', argument_name: 'items', request_id: 'ytjjh5pqjhkwyhdr' },
      'rejected',
      'invalid_argument (code 200), parameter items, request ytjjh5pqjhkwyhdr',
    ],
    [{ code: 402, error: 'invalid_client_credentials' }, 'unauthorized', 'invalid_client_credentials (code 402)'],
    [{ code: 403, error: 'client_permission_error' }, 'forbidden', 'client_permission_error (code 403)'],
    [{ code: 221, error: 'unknown_application' }, 'application-not-found', 'unknown_application (code 221)'],
    [
      { code: 224, error: 'application_not_found', request_id: 1_234_567_890 },
      'application-not-found',
      'application_not_found (code 224)',
    ],
    [{ code: canary, error: 'invalid_argument', request_id: 'short' }, 'rejected', 'invalid_argument'],
    [{ error: canary, argument_name: canary, request_id: 'login' }, 'rejected', 'an error without a documented name'],
  ])('is rejected after an error of the registration API: %j', async (error, code, words) => {
    const echo = { stat: 'error', error_description: `${canary} was not valid`, message: canary, ...error };
    for (const status of [200, 400]) {
      const sent = await outcome(echo, status);
      const reason = `the service rejected the request: ${words}`;
      expect(sent).toMatchObject({ kind: 'rejected', failure: { code, status, reason } });
    }
  });

  it('does not show a request id that was part of what was sent', async () => {
    const { url } = await service({}, { stat: 'error', code: 200, request_id: 'secretvalue' });
    const sent = await connect(url).api.setKeys(null, new Map([['a', 'secretvalue']]));
    expect(JSON.stringify(sent)).not.toContain('secretvalue');
  });

  it.each([
    [
      'a documented text about a key that was sent',
      { errors: 'login_attempts must be an integer.' },
      'login_attempts must be an integer.',
    ],
    ['texts in a list', { errors: ['rpx_key is not a valid string.', canary] }, 'rpx_key is not a valid string.'],
    ['texts in a map', { errors: { x: 'login_attempts must be valid json.' } }, 'must be valid json.'],
    ['a text about a key that was not sent', { errors: `${canary} must be an integer.` }, 'documented one'],
    ['a text that goes on', { errors: `login_attempts must be an integer. ${canary}` }, 'documented one'],
    ['a text as long as one', { errors: `login_attempts${'x'.repeat(20)}` }, 'documented one'],
    ['no text at all', { errors: 5 }, 'documented one'],
    ['a client that is gone', { errors: 'Client ID not found.' }, 'Client ID not found.'],
  ])('is rejected after 400 with %s', async (_, body, words) => {
    const sent = await outcome(body, 400);
    expect(sent).toMatchObject({ kind: 'rejected', failure: { code: 'rejected', status: 400 } });
    expect(JSON.stringify(sent)).toContain(words);
  });

  it.each([
    [401, 'Authentication required.', 'unauthorized'],
    [403, 'Authentication required.', 'forbidden'],
    [404, 'Application ID not found.', 'application-not-found'],
  ])('is rejected after %i %s', async (status, errors, code) => {
    expect(await outcome({ errors }, status)).toMatchObject({ kind: 'rejected', failure: { code, status } });
  });

  it.each<[string, unknown, number, Record<string, string>]>([
    ['500', 'no', 500, {}],
    ['500 that names errors', { errors: 'Authentication required.' }, 500, {}],
    ['502', 'no', 502, {}],
    ['503 with Retry-After', 'no', 503, { 'retry-after': '1' }],
    ['504', 'no', 504, {}],
    ['a page under 200', '<html></html>', 200, { 'content-type': 'text/html' }],
    ['nothing under 200', '', 200, {}],
    ['JSON that confirms nothing', { result: true }, 200, {}],
    ['a list', [], 200, {}],
    ['202', ok, 202, {}],
    ['a redirect', '', 307, { location: 'http://127.0.0.1:9/' }],
    ['a redirect that names errors', { errors: 'Authentication required.' }, 302, {}],
    ['a 403 page of a firewall', '<html></html>', 403, { 'content-type': 'text/html' }],
    ['404 JSON without errors', {}, 404, {}],
    ['an unexpected_error of the registration API', { stat: 'error', code: 500, error: 'unexpected_error' }, 200, {}],
    ['a time-out of the registration API', { stat: 'error', code: 504 }, 200, {}],
  ])('is unknown after %s, and the write is not repeated', async (_, body, status, headers) => {
    expect(await outcome(body, status, headers)).toMatchObject({ kind: 'unknown', failure: { status } });
  });

  it.each<[string, unknown, number]>([
    ['nothing', '', 200],
    ['204', '', 204],
    ['a list', [1], 200],
    ['a text', '"done"', 200],
    ['an object without anything', {}, 200],
    ['errors under 200', { errors: 'login_attempts must be an integer.' }, 200],
  ])('of a PUT is unknown after %s', async (_, body, status) => {
    const { url, seen } = await service(global, body, status);
    const { api } = connect(url);
    const read = valueIn(await api.readGlobalSettings());
    const sent = await api.replaceSettings(null, read, sameBody(read), none);
    expect(sent).toMatchObject({ kind: 'unknown', failure: { code: 'bad-reply' } });
    expect(seen).toHaveLength(2);
  });

  it('is trouble of the service after an unexpected_error', async () => {
    const trouble = { stat: 'error', code: 500, error: 'unexpected_error' };
    expect(await outcome(trouble)).toMatchObject({ kind: 'unknown', failure: { code: 'server-error' } });
  });

  it('is refused when no connection was made', async () => {
    expect(await post(connect('http://127.0.0.1:1').api)).toMatchObject({
      kind: 'refused',
      failure: { code: 'unreachable', status: null },
      retryAfterMs: null,
    });
  });

  const half = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"stat":"ok"}';
  it.each<[string, (socket: Socket) => unknown]>([
    ['reset', (socket) => socket.resetAndDestroy()],
    ['end', (socket) => socket.end()],
    ['hold', () => undefined],
    ['cut', (socket) => socket.end(half)],
  ])('is unknown when the connection breaks after the request: %s', async (_, end) => {
    let requests = 0;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests += 1;
        end(socket);
      });
    });
    const url = await listen(server);
    const limits = { headersTimeoutMs: 1, readAttempts: 1 };
    const { api } = connect(url, { limits });
    const sent = await post(api);
    expect(sent).toMatchObject({ kind: 'unknown', failure: { status: null } });
    expect(JSON.stringify(sent)).not.toContain(canary);
    // What undici would send again on a new connection shows here.
    await connect(url, { limits }).api.readGlobalSettings();
    expect(requests).toBe(2);
  });

  it('is unknown when the run ends while the write is under way', async () => {
    const arrived = new EventEmitter();
    const { url } = await serve(() => arrived.emit('request'));
    const { api } = connect(url);
    const sent = post(api);
    await once(arrived, 'request');
    await api.close();
    expect(await sent).toMatchObject({ kind: 'unknown', failure: { code: 'unreachable' } });
  });

  it('narrows what runs at a time when it is refused for too much', async () => {
    let running = 0;
    let most = 0;
    const { url } = await serve(({ method }, response) => {
      if (method === 'POST') return json(response, 'no', 429);
      running += 1;
      most = Math.max(most, running);
      return setImmediate(() => {
        running -= 1;
        json(response, { errors: 'Client ID not found.' }, 404);
      });
    });
    const { api } = connect(url, { limits: { requestsInFlight: 2 } });
    await post(api);
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => api.readClient(id)));
    expect(most).toBe(1);
  });
});
