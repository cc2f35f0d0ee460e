import { expect, it } from 'vitest';
import { KNOWN_OPTIONS } from '../../src/sandbox/default-seed.ts';
import { ask, basic, client, config, scope } from './ask.ts';
import { open } from './sandboxes.ts';

const SEED_NAMES = 'owner ownertwo weblogin applogin export hosted'.split(' ');

it('starts with two owners, login clients, an export client and a Hosted Login client', async () => {
  const sandbox = await open();
  const { body } = await config(sandbox, 'GET', 'clients');
  expect(body).toHaveLength(SEED_NAMES.length);
  expect(body).toContainEqual({
    _self: `/config/${sandbox.applicationId}/clients/${client(sandbox, 0).id}`,
    _id: client(sandbox, 0).id,
    _secret: client(sandbox, 0).secret,
    _settings: `/config/${sandbox.applicationId}/clients/${client(sandbox, 0).id}/settings`,
    name: 'Configuration owner',
    ipWhitelist: ['0.0.0.0/0'],
    features: ['owner'],
  });
  expect(client(sandbox, 5).settings).toMatchObject({
    janrainOidcClientId: expect.any(String),
    verify_email_url: expect.any(String),
  });
});

it('deletes what a PUT leaves out, at both scopes, and touches no other scope', async () => {
  const sandbox = await open();
  const before = sandbox.state();
  const login = client(sandbox, 2);
  await config(sandbox, 'PUT', `clients/${login.id}/settings`, { login_attempts: 3 });
  expect(scope(client(sandbox, 2))).toEqual({ settings: { login_attempts: 3 }, custom: {} });
  expect(sandbox.state().settings).toEqual(before.settings);
  await config(sandbox, 'PUT', 'settings', { custom: { a: 'b' }, site_name: 'New' });
  expect(scope(sandbox.state())).toEqual({ settings: { site_name: 'New' }, custom: { a: 'b' } });
  expect(sandbox.state().clients.slice(3)).toEqual(before.clients.slice(3));
});

it('keeps what a body says in types: integers, booleans, strings and json, also json as text', async () => {
  const sandbox = await open();
  const body = {
    login_attempts: -7,
    ccp_enable_email_send_buttons: false,
    default_flow_version: '20170915215708415365',
    user_search_display_fields: '[{"name":"email"}]',
    user_distinguisher_field_values: { a: [1, null] },
  };
  const { body: reply } = await config(sandbox, 'PUT', 'settings', body);
  expect(reply).toEqual({
    ...body,
    user_search_display_fields: [{ name: 'email' }],
    custom: {},
    _self: `/config/${sandbox.applicationId}/settings`,
  });
  expect((await config(sandbox, 'GET', 'settings')).body).toEqual(reply);
});

it.each([
  ['login_attempts', '5', 'login_attempts must be an integer.'],
  ['login_attempts', 1.5, 'login_attempts must be an integer.'],
  ['ccp_enable_email_send_buttons', 'true', 'ccp_enable_email_send_buttons must be a boolean value.'],
  ['site_name', 5, 'site_name is not a valid string.'],
  ['user_search_display_fields', 'not json', 'user_search_display_fields must be valid json.'],
  ['site\tname', 'x', 'site\tname is not a valid string.'],
  ['', 'x', ' is not a valid string.'],
])('refuses %j = %j with the documented text and changes nothing', async (name, value, errors) => {
  const sandbox = await open();
  const before = sandbox.state();
  const { status, body } = await config(sandbox, 'PUT', 'settings', { [name]: value });
  expect({ status, body }).toEqual({ status: 400, body: { errors } });
  const login = client(sandbox, 2);
  expect((await config(sandbox, 'PUT', `clients/${login.id}/settings`, { [name]: value })).status).toBe(400);
  expect(sandbox.state()).toEqual(before);
});

it('refuses a blank in a custom name, a custom that is no object, and a body that is no JSON object', async () => {
  const sandbox = await open();
  const put = (body: Parameters<typeof ask>[1]['body'] & {}) =>
    ask(sandbox, { method: 'PUT', path: `/config/${sandbox.applicationId}/settings`, body });
  expect((await put({ custom: { 'a b': 'c' } })).body).toEqual({ errors: 'a b is not a valid string.' });
  expect((await put({ custom: 'x' })).body).toEqual({ errors: 'custom must be valid json.' });
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  for (const body of ['', '{"a":', '[]', 'null', '"x"', `{"custom":{"a":${deep}}}`]) {
    expect((await put(body)).status).toBe(400);
  }
  expect((await put('x'.repeat(9 * 1024 * 1024))).status).toBe(413);
  expect((await config(sandbox, 'GET', 'settings')).status).toBe(200);
});

it('takes names like __proto__ and constructor for ordinary names', async () => {
  const sandbox = await open();
  const path = `/config/${sandbox.applicationId}/settings`;
  const body =
    '{"custom":{"__proto__":"a","constructor":"b","toString":"c"},"__proto__":"ignored","hasOwnProperty":"ignored"}';
  const { text } = await ask(sandbox, { method: 'PUT', path, body });
  expect(text).toBe(`{"_self":"${path}","custom":{"__proto__":"a","constructor":"b","toString":"c"}}`);
  expect((await ask(sandbox, { path })).text).toBe(text);
});

it('lists the options with types, groups, allowed values and what is global only', async () => {
  const sandbox = await open();
  const { body } = await config(sandbox, 'GET', 'settings/options');
  expect(body).toEqual(KNOWN_OPTIONS);
  expect(body).toContainEqual({
    globalOnly: true,
    group: 'Customer Care Portal',
    name: 'invitation_search_allow_empty',
    type: 'boolean',
    values: [true, false],
  });
});

it('answers 401 without or with wrong credentials, 403 without owner, 404 and 405 for what is not there', async () => {
  const sandbox = await open();
  const owner = client(sandbox, 0);
  const login = client(sandbox, 2);
  const required = { errors: 'Authentication required.' };
  const wrong = [
    null,
    basic(owner.id, 'wrong'),
    basic('nobody', owner.secret),
    basic('', ''),
    'Basic',
    'Bearer x',
    'Signature a:b',
  ];
  for (const as of wrong) {
    const { status, body } = await config(sandbox, 'GET', 'settings', undefined, as);
    expect({ status, body }).toEqual({ status: 401, body: required });
  }
  expect(await config(sandbox, 'PUT', 'settings', {}, login)).toMatchObject({ status: 403, body: required });
  expect(await config(sandbox, 'GET', `clients/${owner.id}/settings`, undefined, login)).toMatchObject({ status: 403 });
  expect(await config(sandbox, 'GET', `clients/${login.id}`, undefined, login)).toMatchObject({ status: 403 });
  for (const path of ['', 'nothing', 'settings/', 'settings/more', `clients/${owner.id}/nothing`, 'clients/', '%']) {
    expect(await config(sandbox, 'GET', path)).toMatchObject({ status: 404 });
  }
  expect(await config(sandbox, 'GET', 'clients/%E0%A4%A')).toMatchObject({
    status: 404,
    body: { errors: 'Client ID not found.' },
  });
  const patched = await config(sandbox, 'PATCH', 'settings', {});
  expect([patched.status, patched.headers.get('allow')]).toEqual([405, 'GET, PUT']);
  expect(await config(sandbox, 'DELETE', `clients/${login.id}/settings`)).toMatchObject({ status: 405 });
  expect(await ask(sandbox, { path: '/' })).toMatchObject({ status: 404 });
});

it('lets a client read its own settings', async () => {
  const sandbox = await open();
  const login = client(sandbox, 2);
  const { status, body } = await config(sandbox, 'GET', `clients/${login.id}/settings`, undefined, login);
  expect(status).toBe(200);
  expect(body).toMatchObject({ login_attempts: 4, _global: { login_attempts: 6 }, custom: {} });
  expect(await config(sandbox, 'PUT', `clients/${login.id}/settings`, {}, login)).toMatchObject({ status: 403 });
});

it('respects the allow list of the caller', async () => {
  const sandbox = await open();
  const allow = (...ipWhitelist: string[]) =>
    sandbox.edit((state) => ({
      ...state,
      clients: state.clients.map((one, at) => (at === 0 ? { ...one, ipWhitelist } : one)),
    }));
  const status = async () => (await config(sandbox, 'GET', 'settings')).status;
  allow('10.0.0.0/8', '127.0.0.0/8');
  expect(await status()).toBe(200);
  allow('127.0.0.1/32');
  expect(await status()).toBe(200);
  allow('127.0.0.2/31');
  expect(await status()).toBe(403);
  allow();
  expect(await status()).toBe(403);
});

it('creates clients, with everything left out at its documented default', async () => {
  const sandbox = await open();
  const { status, body } = await config(sandbox, 'POST', 'clients', { name: 'New' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: 'New', ipWhitelist: ['0.0.0.0/0'], features: [] });
  const made = client(sandbox, 6);
  expect(made).toMatchObject({ id: expect.stringMatching(/^[a-z0-9]{32}$/), settings: {}, custom: {} });
  expect(body).toMatchObject({ _id: made.id, _secret: made.secret });
  expect(await config(sandbox, 'GET', `clients/${made.id}`)).toMatchObject({ status: 200, body });
});

it.each([
  [{}, 400],
  [{ name: '' }, 400],
  [{ name: 5 }, 400],
  [{ name: 'New', features: 'owner' }, 400],
  [{ name: 'New', features: ['ninja'] }, 400],
  [{ name: 'New', features: ['metadata'] }, 400],
  [{ name: 'New', features: ['login_client', 'direct_access'] }, 400],
  [{ name: 'New', ipWhitelist: '0.0.0.0/0' }, 400],
  [{ name: 'New', ipWhitelist: ['10.0.0.1'] }, 400],
  [{ name: 'New', ipWhitelist: ['10.0.0.0/33'] }, 400],
  [{ name: 'New', ipWhitelist: ['10.0.0.256/8'] }, 400],
  [{ name: 'Second owner' }, 409],
])('refuses to create a client from %j', async (body, status) => {
  const sandbox = await open();
  expect(await config(sandbox, 'POST', 'clients', body)).toMatchObject({
    status,
    body: { errors: expect.any(String) },
  });
  expect(sandbox.state().clients).toHaveLength(SEED_NAMES.length);
});

it('replaces a whole client by PUT: without ipWhitelist it is open to the world, without features it has none', async () => {
  const sandbox = await open();
  const exported = client(sandbox, 4);
  const path = `clients/${exported.id}`;
  await config(sandbox, 'PUT', path, {
    name: 'Export',
    ipWhitelist: ['10.0.0.0/8'],
    features: ['direct_access', 'direct_access'],
  });
  expect(client(sandbox, 4)).toMatchObject({
    name: 'Export',
    ipWhitelist: ['10.0.0.0/8'],
    features: ['direct_access'],
  });
  const { status, body } = await config(sandbox, 'PUT', path, { name: 'Export', _id: 'ignored' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ _id: exported.id, name: 'Export', ipWhitelist: ['0.0.0.0/0'], features: [] });
  expect(client(sandbox, 4)).toMatchObject({ id: exported.id, secret: exported.secret });
  expect(await config(sandbox, 'PUT', path, { features: [] })).toMatchObject({ status: 400 });
  expect(await config(sandbox, 'PUT', path, { name: 'Second owner' })).toMatchObject({ status: 409 });
});

it('does not let an owner remove owner from itself, but from another owner', async () => {
  const sandbox = await open();
  const [self, other] = [client(sandbox, 0), client(sandbox, 1)];
  expect(await config(sandbox, 'PUT', `clients/${self.id}`, { name: self.name })).toMatchObject({ status: 400 });
  expect(await config(sandbox, 'PUT', `clients/${other.id}`, { name: other.name })).toMatchObject({ status: 200 });
});

it('filters clients by any of the features asked for', async () => {
  const sandbox = await open();
  const { body } = await config(sandbox, 'GET', 'clients?has_feature=direct_access&has_feature=access_issuer');
  expect(body).toMatchObject([{ name: 'Second owner' }, { name: 'Nightly export' }]);
});

it('deletes clients except owners', async () => {
  const sandbox = await open();
  const login = client(sandbox, 2);
  expect(await config(sandbox, 'DELETE', `clients/${login.id}`)).toMatchObject({ status: 204, text: '' });
  expect(await config(sandbox, 'DELETE', `clients/${login.id}`)).toMatchObject({
    status: 404,
    body: { errors: 'Client ID not found.' },
  });
  expect(await config(sandbox, 'DELETE', `clients/${client(sandbox, 1).id}`)).toMatchObject({ status: 403 });
});

it('keeps the old secret alive for the hours asked for', async () => {
  let nowMs = 0;
  const sandbox = await open({ now: () => nowMs });
  const old = client(sandbox, 1);
  const works = async () => (await config(sandbox, 'GET', 'settings', undefined, old)).status === 200;
  expect(await config(sandbox, 'PUT', `clients/${old.id}/secret`, { hoursToLive: 2 })).toMatchObject({
    status: 200,
    body: { _id: old.id, _secret: client(sandbox, 1).secret },
  });
  expect(client(sandbox, 1).secret).not.toBe(old.secret);
  nowMs = 2 * 3_600_000 - 1;
  expect(await works()).toBe(true);
  nowMs += 1;
  expect(await works()).toBe(false);
  expect(await config(sandbox, 'GET', 'settings', undefined, client(sandbox, 1))).toMatchObject({ status: 200 });
  const current = client(sandbox, 1);
  await config(sandbox, 'PUT', `clients/${old.id}/secret`, { hoursToLive: 0 });
  expect(await config(sandbox, 'GET', 'settings', undefined, current)).toMatchObject({ status: 401 });
});

it.each([{}, { hoursToLive: 169 }, { hoursToLive: -1 }, { hoursToLive: 1.5 }, { hoursToLive: '1' }])(
  'refuses the secret life %j',
  async (body) => {
    const sandbox = await open();
    const { id } = client(sandbox, 1);
    expect(await config(sandbox, 'PUT', `clients/${id}/secret`, body)).toMatchObject({ status: 400 });
  },
);
