import { expect, it, onTestFinished } from 'vitest';
import type { Json } from '../../../src/leaf/json.ts';
import { Secret } from '../../../src/model/value.ts';
import { startSandbox } from '../../../src/sandbox/run-sandbox.ts';
import { createApi } from '../../../src/service/client/create-api.ts';
import { features } from '../../support/properties.ts';
import { valueIn } from './loopback.ts';

async function connectSandbox() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const owner = sandbox.state().clients.find((client) => client.features.includes('owner'));
  const web = sandbox.state().clients.find((client) => client.features.includes('login_client'));
  if (owner === undefined || web === undefined) throw new Error('the seed has no owner or no login client');
  const api = createApi({
    application: { id: sandbox.applicationId, region: null, configUrl: sandbox.url, captureUrl: sandbox.url },
    credentials: { clientId: owner.id, clientSecret: new Secret(owner.secret) },
    userAgent: { name: 'capstan', version: '0' },
  });
  onTestFinished(() => api.close());
  return { sandbox, api, web };
}

const none: ReadonlySet<string> = new Set();

it('reads and writes each thing of a local Identity Cloud', async () => {
  const { sandbox, api, web } = await connectSandbox();
  expect(valueIn(await api.listClients())).toHaveLength(sandbox.state().clients.length);
  expect(valueIn(await api.readOptions()).find(({ name }) => name === 'login_attempts')).toMatchObject({
    type: 'integer',
  });

  expect(
    await api.setKeys(
      null,
      new Map<string, Json>([
        ['login_attempts', 7],
        ['fresh', 'x'],
      ]),
    ),
  ).toEqual({ kind: 'done' });
  expect(await api.setKeys(web.id, new Map([['site_name', 'Changed']]))).toEqual({ kind: 'done' });
  expect(await api.deleteKey(null, 'fresh')).toEqual({ kind: 'done' });
  const global = valueIn(await api.readGlobalSettings());
  expect(global.sections.settings.get('login_attempts')).toBe(7);
  expect(global.sections.custom.has('fresh')).toBe(false);

  const body = {
    settings: global.sections.settings,
    custom: new Map([...global.sections.custom, ['added', 'y'] as const]),
  };
  const planned = { settings: none, custom: new Set(['added']) };
  const before = sandbox.state();
  expect(await api.replaceSettings(null, global, body, planned)).toEqual({ kind: 'done' });
  expect(sandbox.state().settings).toEqual(before.settings);
  expect(sandbox.state().custom).toEqual({ ...before.custom, added: 'y' });

  const own = valueIn(await api.readClientSettings(web.id));
  expect(own.sections.settings.get('site_name')).toBe('Changed');
  expect(own.inherited?.settings.get('login_attempts')).toBe(7);
  const fewer = new Map([...own.sections.settings].filter(([key]) => key !== 'site_name'));
  const removal = { settings: new Set(['site_name']), custom: none };
  expect(await api.replaceSettings(web.id, own, { settings: fewer, custom: own.sections.custom }, removal)).toEqual({
    kind: 'done',
  });

  expect(await api.setProperty({ kind: 'client', clientId: web.id }, features, ['direct_read_access'])).toEqual({
    kind: 'done',
  });
  const login = new Map([['features', ['login_client']]]);
  expect(await api.replaceClient(valueIn(await api.readClient(web.id)), login)).toEqual({ kind: 'done' });
  const after = sandbox.state().clients.find(({ id }) => id === web.id);
  expect(after).toMatchObject({ name: web.name, ipWhitelist: web.ipWhitelist, features: ['login_client'] });
  expect(after?.settings).not.toHaveProperty('site_name');
});

it('is told what the service rejects', async () => {
  const { sandbox, api, web } = await connectSandbox();
  const read = valueIn(await api.readGlobalSettings());
  const body = {
    settings: new Map([...read.sections.settings, ['login_attempts', 'many'] as const]),
    custom: read.sections.custom,
  };
  const planned = { settings: new Set(['login_attempts']), custom: none };
  expect(await api.replaceSettings(null, read, body, planned)).toMatchObject({
    kind: 'rejected',
    failure: { status: 400, reason: expect.stringContaining('login_attempts must be an integer.') },
  });
  expect(await api.setProperty({ kind: 'client', clientId: web.id }, features, ['ninja'])).toMatchObject({
    kind: 'rejected',
    failure: { code: 'rejected', reason: expect.stringContaining('invalid_argument') },
  });
  expect(await api.readClient('nobody')).toEqual({ kind: 'absent' });

  const wrong = createApi({
    application: { id: 'other', region: null, configUrl: sandbox.url, captureUrl: sandbox.url },
    credentials: { clientId: api.caller, clientSecret: new Secret('wrong') },
    userAgent: { name: 'capstan', version: '0' },
  });
  onTestFinished(() => wrong.close());
  expect((await wrong.readGlobalSettings()).kind).toBe('failed');
  expect((await wrong.deleteKey(null, 'a')).kind).toBe('rejected');
});
