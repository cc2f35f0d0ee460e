import { describe, expect, it } from 'vitest';
import { isCustomName } from '../../../src/model/setting.ts';
import { Secret } from '../../../src/model/value.ts';
import { createReadApi } from '../../../src/service/client/create-api.ts';
import {
  applicationId,
  basic,
  caller,
  canary,
  clientItem,
  clientSelf,
  connect,
  json,
  serve,
  settingsSelf,
  valueIn,
} from './loopback.ts';

describe('requests', () => {
  it('carry Basic credentials, a name and version, and ask for plain JSON', async () => {
    const { url, seen } = await serve((_, response) => json(response, { _self: settingsSelf, custom: {} }));
    await connect(url).api.readGlobalSettings();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/config/app1/settings', body: '' });
    expect(seen[0]?.headers).toMatchObject({
      authorization: basic,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'capstan/9.8.7 (+node)',
    });
  });

  it('escape what they put into a path', async () => {
    const { url, seen } = await serve((_, response) => json(response, { errors: 'Client ID not found.' }, 404));
    await connect(url).api.readClientSettings('a/../b ü?x');
    expect(seen[0]?.url).toBe('/config/app1/clients/a%2F..%2Fb%20%C3%BC%3Fx/settings');
  });

  it.each(['', '.', '..', '\ud800'])('are not made for an id that would change the path: %j', async (id) => {
    const { url, seen } = await serve((_, response) => json(response, {}));
    const { api } = connect(url);
    expect(await api.readClientSettings(id)).toEqual({ kind: 'absent' });
    expect(await api.readClient(id)).toEqual({ kind: 'absent' });
    expect(seen).toEqual([]);
  });

  it('are noted for an onlooker without query, headers or body, whatever the onlooker does', async () => {
    const { url } = await serve((_, response) => json(response, { _self: settingsSelf, custom: {} }));
    const notes: unknown[] = [];
    const { api } = connect(url, {
      onRequest: (note) => {
        notes.push(note);
        throw new Error('onlooker');
      },
    });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'value' });
    expect(notes).toEqual([
      {
        method: 'GET',
        host: new URL(url).host,
        path: settingsSelf,
        clientId: null,
        atMs: Date.UTC(2026, 0, 1),
        status: 200,
        durationMs: expect.any(Number),
        requestId: null,
        outcome: 'answered',
      },
    ]);
    expect(api.requests()).toBe(1);
  });

  it('run no more than so many at a time', async () => {
    let running = 0;
    let most = 0;
    const { url } = await serve((_, response) => {
      running += 1;
      most = Math.max(most, running);
      setImmediate(() => {
        running -= 1;
        json(response, { errors: 'Client ID not found.' }, 404);
      });
    });
    const { api } = connect(url, { limits: { requestsInFlight: 3 } });
    await Promise.all(Array.from({ length: 20 }, (_, index) => api.readClientSettings(`c${index}`)));
    expect(most).toBeLessThanOrEqual(3);
    expect(api.requests()).toBe(20);
  });

  it('are never made to a host that no one allowed, nor in plain text off this machine', async () => {
    for (const origin of ['https://evil.example', 'http://v1.api.us.janrain.com']) {
      const { api } = connect(origin);
      await expect(api.readGlobalSettings()).rejects.toThrow(/is not one that credentials may be sent to/);
      expect(api.requests()).toBe(0);
    }
  });

  it('end with the connection', async () => {
    const { url } = await serve((_, response) => json(response, { _self: settingsSelf, custom: {} }));
    const { api } = connect(url);
    await api.close();
    expect(await api.readGlobalSettings()).toMatchObject({
      kind: 'failed',
      failure: { code: 'unreachable', status: null },
    });
    expect(api.requests()).toBe(0);
  });
});

describe('an API for reading', () => {
  it('has no way to write, not even at run time', () => {
    const api = createReadApi({
      application: { id: applicationId, region: 'us', configUrl: 'https://v1.api.us.janrain.com', captureUrl: null },
      credentials: { clientId: caller, clientSecret: new Secret(canary) },
      userAgent: { name: 'capstan', version: '1' },
    });
    expect(Object.keys(api).sort()).toEqual(
      [
        'caller',
        'callerSecret',
        'close',
        'listClients',
        'listThings',
        'readClient',
        'readClientSettings',
        'readGlobalSettings',
        'readOptions',
        'readThing',
        'requests',
      ].sort(),
    );
    expect(api.caller).toBe(caller);
  });
});

describe('settings', () => {
  it('come by section, with nulls, and without the names of the service', async () => {
    const reply = {
      _self: settingsSelf,
      _id: 'x',
      _settings: 'y',
      _odd: 1,
      a: null,
      b: { c: [1] },
      custom: { d: 'e' },
    };
    const { url } = await serve((_, response) => json(response, reply));
    const value = valueIn(await connect(url).api.readGlobalSettings());
    expect(value.application).toBe(applicationId);
    expect([...value.sections.settings]).toEqual([
      ['_odd', 1],
      ['a', null],
      ['b', { c: [1] }],
    ]);
    expect([...value.sections.custom]).toEqual([['d', 'e']]);
    expect(value.inherited).toBeNull();
  });

  it('of a client keep what is inherited apart', async () => {
    const reply = {
      _self: `${clientSelf('c1')}/settings`,
      _global: { _self: settingsSelf, cache_settings: 0, custom: { x: 'y' } },
      custom: {},
      site_name: 'Own',
    };
    const { url } = await serve((_, response) => json(response, reply));
    const value = valueIn(await connect(url).api.readClientSettings('c1'));
    expect([...value.sections.settings]).toEqual([['site_name', 'Own']]);
    expect([...(value.inherited?.settings ?? [])]).toEqual([['cache_settings', 0]]);
    expect([...(value.inherited?.custom ?? [])]).toEqual([['x', 'y']]);
  });

  it('without custom are not complete: a body made from them would empty the section', async () => {
    const { url } = await serve((_, response) => json(response, { _self: settingsSelf, a: 1 }));
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply' } });
  });

  it('keep keys with names of object members as ordinary keys', async () => {
    const text = `{"_self":"${settingsSelf}","__proto__":"p","constructor":"c","custom":{"__proto__":{"toString":1}}}`;
    const { url } = await serve((_, response) => json(response, text));
    const { sections } = valueIn(await connect(url).api.readGlobalSettings());
    expect([...sections.settings]).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(sections.custom.get('__proto__')).toEqual({ toString: 1 });
  });

  it('name the keys whose numbers would be rounded, and keep their text', async () => {
    const text = `{"_self":"${settingsSelf}","big":12345678901234567890,"fine":0.1,"deep":[{"x":1e400}],"custom":{"z":-0,"o":1},"_id":1e999}`;
    const { url } = await serve((_, response) => json(response, text));
    const { sections, inexact } = valueIn(await connect(url).api.readGlobalSettings());
    expect(sections.settings.get('big')).toBe('12345678901234567890');
    expect(sections.settings.get('fine')).toBe(0.1);
    expect([...inexact.settings]).toEqual(['big', 'deep']);
    expect([...inexact.custom]).toEqual(['z']);
  });

  it('say which application they are of, for a guard to judge', async () => {
    const { url } = await serve((_, response) => json(response, { _self: '/config/other/settings', custom: {}, a: 1 }));
    expect(valueIn(await connect(url).api.readGlobalSettings()).application).toBe('other');
  });

  it.each([
    ['an empty object', {}],
    ['a list', []],
    ['null', 'null'],
    ['no text as _self', { _self: 5, custom: {} }],
    ['a list as _self', { _self: [settingsSelf], custom: {} }],
    ['a _self that is no such path', { _self: '/config/app1', custom: {} }],
    ['a _self with more behind it', { _self: '/config/app1/settings/', custom: {} }],
    ['_self of a client', { _self: '/config/app1/clients/c1/settings', custom: {} }],
    ['_self of a client record', { _self: '/config/app1/clients/c1', custom: {} }],
    ['custom that is a list', { _self: settingsSelf, custom: [] }],
    ['custom that is null', { _self: settingsSelf, custom: null }],
    ['the same key twice', `{"_self":"${settingsSelf}","a":1,"\\u0061":2}`],
  ])('are never believed from %s', async (_, reply) => {
    const { url, seen } = await serve((__, response) => json(response, reply));
    const read = await connect(url).api.readGlobalSettings();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply', status: 200 } });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['of the application', { _self: settingsSelf, custom: {} }],
    ['of another client', { _self: '/config/app1/clients/c2/settings', custom: {} }],
    ['of the record of the client', { _self: '/config/app1/clients/c1', custom: {} }],
    ['with broken escapes', { _self: '/config/app1/clients/%zz/settings', custom: {} }],
    ['with _global that is no object', { _self: '/config/app1/clients/c1/settings', _global: 3, custom: {} }],
    [
      'with _global of another application',
      { _self: '/config/app1/clients/c1/settings', _global: { _self: '/config/app2/settings' }, custom: {} },
    ],
    [
      'with _global of a client',
      { _self: '/config/app1/clients/c1/settings', _global: { _self: '/config/app1/clients/c1/settings' }, custom: {} },
    ],
    [
      'with _global whose custom is text',
      { _self: '/config/app1/clients/c1/settings', _global: { custom: 'x' }, custom: {} },
    ],
  ])('of a client are never believed from a reply %s', async (_, reply) => {
    const { url } = await serve((__, response) => json(response, reply));
    expect(await connect(url).api.readClientSettings('c1')).toMatchObject({
      kind: 'failed',
      failure: { code: 'bad-reply' },
    });
  });

  it.each([[undefined], [null]])('of a client may have %s as _global', async (_global) => {
    const { url } = await serve((_, response) =>
      json(response, { _self: '/config/app1/clients/c1/settings', custom: {}, _global }),
    );
    expect(valueIn(await connect(url).api.readClientSettings('c1')).inherited).toBeNull();
  });

  it('of the application inherit nothing, whatever the reply holds', async () => {
    const _global = { _self: settingsSelf, cache_settings: 0, custom: {} };
    const { url } = await serve((_, response) => json(response, { _self: settingsSelf, custom: {}, _global }));
    expect(valueIn(await connect(url).api.readGlobalSettings()).inherited).toBeNull();
  });

  it('may have names that a refusal has', async () => {
    const reply = { _self: settingsSelf, custom: {}, code: 510, error: 'api_limit_error' };
    const { url } = await serve((_, response) => json(response, reply));
    expect([...valueIn(await connect(url).api.readGlobalSettings()).sections.settings.keys()]).toEqual([
      'code',
      'error',
    ]);
  });
});

describe('clients', () => {
  it('come without any secret', async () => {
    const item = clientItem(caller, { secret: canary, client_secret: canary, description: 'x', _new: 1 });
    const { url } = await serve((_, response) => json(response, [item]));
    const clients = valueIn(await connect(url).api.listClients());
    expect(clients).toEqual([
      {
        application: applicationId,
        id: caller,
        name: `Client ${caller}`,
        features: ['owner'],
        ipWhitelist: ['0.0.0.0/0'],
        rest: new Map([['description', 'x']]),
        unknownNames: ['_new'],
      },
    ]);
  });

  it('may lack features, the allow list and _id', async () => {
    const item = { _self: clientSelf(caller), name: 'A', features: null };
    const { url } = await serve((_, response) => json(response, [item]));
    expect(valueIn(await connect(url).api.listClients())).toMatchObject([
      { id: caller, features: null, ipWhitelist: null },
    ]);
  });

  it.each([
    ['an empty list', []],
    ['no list', { clients: [clientItem(caller)] }],
    ['a list without the caller', [clientItem('other')]],
    ['a list with a client twice', [clientItem(caller), clientItem(caller)]],
    ['an item that is no object', [clientItem(caller), 'x']],
    ['an item without a name', [clientItem(caller, { name: undefined })]],
    ['an item without _self', [clientItem(caller, { _self: undefined })]],
    ['an item whose _self is of settings', [clientItem(caller, { _self: `${clientSelf(caller)}/settings` })]],
    ['an item with two ids', [clientItem(caller), clientItem('c1', { _id: 'other' })]],
    ['features that are text', [clientItem(caller, { features: 'owner' })]],
    ['an allow list with a number', [clientItem(caller, { ipWhitelist: [1] })]],
  ])('are never believed from %s', async (_, reply) => {
    const { url } = await serve((__, response) => json(response, reply));
    const read = await connect(url).api.listClients();
    expect(read).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply' } });
    expect(JSON.stringify(read)).not.toContain(canary);
  });

  it('cannot be absent as a list', async () => {
    const { url } = await serve((_, response) => json(response, { errors: 'Client ID not found.' }, 404));
    const { api } = connect(url);
    expect(await api.listClients()).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply', status: 404 } });
    expect(await api.readGlobalSettings()).toMatchObject({ kind: 'failed' });
  });

  it('are read one by one, and only the one that was asked for', async () => {
    const { url } = await serve((_, response) => json(response, clientItem('c1')));
    const { api } = connect(url);
    expect(valueIn(await api.readClient('c1')).id).toBe('c1');
    expect(await api.readClient('c2')).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply' } });
  });

  it('that are gone are absent', async () => {
    const { url } = await serve((_, response) => json(response, { errors: 'Client ID not found.' }, 404));
    const { api } = connect(url);
    expect(await api.readClient('c1')).toEqual({ kind: 'absent' });
    expect(await api.readClientSettings('c1')).toEqual({ kind: 'absent' });
  });
});

describe('options', () => {
  const item = { globalOnly: true, group: 'General', name: 'a', type: 'Boolean', values: [true, false] };
  const option = { name: 'a', type: 'boolean', globalOnly: true, group: 'General', values: [true, false] };

  it.each([
    ['a bare list', [item]],
    ['an object with one list', { stat: 'ok', result: [item] }],
  ])('come from %s', async (_, reply) => {
    const { url } = await serve((__, response) => json(response, reply));
    expect(valueIn(await connect(url).api.readOptions())).toEqual([option]);
  });

  it('are read loosely, since their form is documented by one example', async () => {
    const { url } = await serve((_, response) =>
      json(response, [{ name: 'b', type: 'colour', group: 7, values: 'x' }]),
    );
    expect(valueIn(await connect(url).api.readOptions())).toEqual([
      { name: 'b', type: null, globalOnly: false, group: null, values: [] },
    ]);
  });

  it('tell custom names, which the list may mention, by their group', async () => {
    const custom = { ...item, name: 'site_locale', group: 'Custom' };
    const near = { ...item, name: 'b', group: 'Customer Care Portal' };
    const { url } = await serve((_, response) => json(response, [custom, item, near]));
    const options = valueIn(await connect(url).api.readOptions());
    expect(options?.filter(isCustomName).map(({ name }) => name)).toEqual(['site_locale']);
    expect(options).toHaveLength(3);
  });

  it.each([
    ['custom names alone', [{ ...item, group: 'Custom' }]],
    ['two lists', { a: [item], b: [item] }],
    ['no list', { a: 1 }],
    ['text', '"x"'],
    ['a nameless item', [item, { type: 'string' }]],
    ['an item with an empty name', [item, { ...item, name: '' }]],
    ['an item that is text', [item, 'x']],
  ])('are never believed from %s', async (_, reply) => {
    const { url } = await serve((__, response) => json(response, reply));
    expect(await connect(url).api.readOptions()).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply' } });
  });

  it.each([404, 405, 501])('that the service does not give are absent (%i)', async (status) => {
    const { url } = await serve((_, response) => json(response, 'no', status));
    expect(await connect(url).api.readOptions()).toEqual({ kind: 'absent' });
  });

  it('of an application that does not exist are a failure', async () => {
    const { url } = await serve((_, response) => json(response, { errors: 'Application ID not found.' }, 404));
    expect(await connect(url).api.readOptions()).toMatchObject({
      kind: 'failed',
      failure: { code: 'application-not-found' },
    });
  });
});

describe('what replies of clients say of the global settings', () => {
  it('is read once as long as they say the same', async () => {
    const same = { _self: settingsSelf, a: 1, custom: { b: '2' } };
    const globals = [same, same, { ...same, a: 2 }, { ...same, _self: '/config/app2/settings' }, null, null];
    const { url } = await serve(({ url: path = '' }, response) => {
      const id = /clients\/c(\d)/u.exec(path)?.[1] ?? '';
      json(response, { _self: `/config/app1/clients/c${id}/settings`, _global: globals[Number(id)], custom: {} });
    });
    const { api } = connect(url);
    const inherited = [];
    for (const at of globals.keys()) inherited.push((await api.readClientSettings(`c${at}`)) as { value?: unknown });
    const [first, second, third, other, none, again] = inherited.map((read) =>
      read.value === undefined ? read : (read.value as { inherited: unknown }).inherited,
    );
    expect(first).toEqual({ settings: new Map([['a', 1]]), custom: new Map([['b', '2']]) });
    expect(second).toBe(first);
    expect(third).toEqual({ settings: new Map([['a', 2]]), custom: new Map([['b', '2']]) });
    expect(other).toMatchObject({ kind: 'failed', failure: { code: 'bad-reply' } });
    expect([none, again]).toEqual([null, null]);
  });
});
