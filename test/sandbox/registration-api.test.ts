import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { registrationCaller } from '../../src/sandbox/request.ts';
import type { Sandbox } from '../../src/sandbox/run-sandbox.ts';
import { DEFAULT_SWITCHES } from '../../src/sandbox/switches.ts';
import { ask, basic, client, config, form, scope } from './ask.ts';
import { open } from './sandboxes.ts';

const error = (code: number, name: string, more: object = {}) => ({
  status: 200,
  body: {
    stat: 'error',
    code,
    error: name,
    error_description: expect.any(String),
    request_id: expect.stringMatching(/^[a-z0-9]{16}$/),
    ...more,
  },
});
const result = (value: unknown) => ({ status: 200, body: { stat: 'ok', result: value } });

it('sets defaults key by key and leaves every other key alone', async () => {
  const sandbox = await open();
  const before = sandbox.state();
  expect(await form(sandbox, '/settings/set_default', { key: 'site_locale', value: 'DE' })).toMatchObject(result(true));
  expect(await form(sandbox, '/settings/set_default', { key: 'partner', value: '' })).toMatchObject(result(false));
  const items = JSON.stringify({ login_attempts: '9', ccp_enable_email_send_buttons: 'false', fresh: 'x' });
  expect(await form(sandbox, '/settings/set_default_multi', { items })).toMatchObject(
    result({ login_attempts: true, ccp_enable_email_send_buttons: true, fresh: false }),
  );
  expect(sandbox.state().settings).toEqual({
    ...before.settings,
    login_attempts: 9,
    ccp_enable_email_send_buttons: false,
  });
  expect(sandbox.state().custom).toEqual({ ...before.custom, site_locale: 'DE', partner: '', fresh: 'x' });
  expect(sandbox.state().clients).toEqual(before.clients);
});

it('sets client keys for the client named, and for the caller when none is named', async () => {
  const sandbox = await open();
  const login = client(sandbox, 2);
  const target = { for_client_id: login.id };
  expect(await form(sandbox, '/settings/set', { key: 'site_name', value: 'X', ...target })).toMatchObject(result(true));
  expect(await form(sandbox, '/settings/set_multi', { items: '{"site_locale":"FR"}', ...target })).toMatchObject(
    result({ site_locale: false }),
  );
  expect(scope(client(sandbox, 2))).toEqual({
    settings: { ...login.settings, site_name: 'X' },
    custom: { site_locale: 'FR' },
  });
  await form(sandbox, '/settings/set', { key: 'own', value: 'mine', for_client_id: '' });
  expect(client(sandbox, 0).custom).toEqual({ own: 'mine' });
});

it('takes a global-only key at a client without any effect', async () => {
  const sandbox = await open();
  const call = { key: 'user_distinguisher_field', value: 'x', for_client_id: client(sandbox, 2).id };
  expect(await form(sandbox, '/settings/set', call)).toMatchObject(result(false));
  expect(await form(sandbox, '/settings/get', call)).toMatchObject(result('brand'));
});

it('knows no sections: a name of the options is a setting, and a name has one value', async () => {
  const sandbox = await open();
  sandbox.edit((state) => ({ ...state, settings: { odd: 'top' }, custom: { login_attempts: 'custom' } }));
  expect(await form(sandbox, '/settings/get_default', { key: 'odd' })).toMatchObject(result('top'));
  expect(await form(sandbox, '/settings/get_default', { key: 'login_attempts' })).toMatchObject(result('custom'));
  const items = JSON.stringify({ odd: 'moved', login_attempts: '5' });
  await form(sandbox, '/settings/set_default_multi', { items });
  expect(scope(sandbox.state())).toEqual({ settings: { login_attempts: 5 }, custom: { odd: 'moved' } });
  expect(await form(sandbox, '/settings/delete_default', { key: 'odd' })).toMatchObject(result(true));
  expect(await form(sandbox, '/settings/delete_default', { key: 'login_attempts' })).toMatchObject(result(true));
  expect(scope(sandbox.state())).toEqual({ settings: {}, custom: {} });
});

it('reads client over default over nothing, every value as text', async () => {
  const sandbox = await open();
  const login = { for_client_id: client(sandbox, 2).id };
  const get = (key: string) => form(sandbox, '/settings/get', { key, ...login });
  expect(await get('login_attempts')).toMatchObject(result('4'));
  expect(await get('login_attempts_threshold')).toMatchObject(result('60'));
  expect(await get('toString')).toMatchObject(result(null));
  expect(
    await form(sandbox, '/settings/get_multi', { keys: '["site_name","site_locale","none"]', ...login }),
  ).toMatchObject(result({ site_name: 'Example Shop', site_locale: 'US', none: null }));
  expect(await form(sandbox, '/settings/get_default', { key: 'user_search_display_fields' })).toMatchObject(
    result(JSON.stringify(sandbox.state().settings['user_search_display_fields'])),
  );
  const items = await form(sandbox, '/settings/items', login);
  expect(items.body).toMatchObject({ result: { login_attempts: '4', email_method: 'ses_sync', is_test_site: 'true' } });
  const keys = await form(sandbox, '/settings/keys', login);
  expect(keys.body).toMatchObject({ result: expect.arrayContaining(['login_attempts', 'is_test_site']) });
});

it('answers the documented reads to GET too, and nothing else', async () => {
  const sandbox = await open();
  expect(await ask(sandbox, { path: '/settings/get_default?key=site_name' })).toMatchObject(result('Example Shop'));
  expect(await ask(sandbox, { path: '/clients/list' })).toMatchObject({ status: 200 });
  const written = await ask(sandbox, { path: '/settings/set_default?key=a&value=b' });
  expect([written.status, written.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await form(sandbox, '/settings/nothing')).toMatchObject({ status: 404 });
});

it('deletes keys one by one and says whether they were there', async () => {
  const sandbox = await open();
  const login = { for_client_id: client(sandbox, 2).id };
  expect(await form(sandbox, '/settings/delete', { key: 'site_name', ...login })).toMatchObject(result(true));
  expect(await form(sandbox, '/settings/delete', { key: 'site_name', ...login })).toMatchObject(result(false));
  expect(await form(sandbox, '/settings/get', { key: 'site_name', ...login })).toMatchObject(result('Example Shop'));
  expect(await form(sandbox, '/settings/delete_default', { key: 'site_name' })).toMatchObject(result(true));
  expect(await form(sandbox, '/settings/get_default', { key: 'site_name' })).toMatchObject(result('null'));
});

it.each([
  ['/settings/set_default', { value: 'x' }, 100, 'missing_argument', 'key'],
  ['/settings/set_default', { key: 'x' }, 100, 'missing_argument', 'value'],
  ['/settings/set_default', { key: 'a b', value: 'x' }, 200, 'invalid_argument', 'value'],
  ['/settings/set_default', { key: 'login_attempts', value: '05' }, 200, 'invalid_argument', 'value'],
  ['/settings/set_default_multi', { items: '{"a":1}' }, 200, 'invalid_argument', 'items'],
  ['/settings/set_default_multi', { items: '["a"]' }, 200, 'invalid_argument', 'items'],
  ['/settings/set_default_multi', { items: '{"a":"x","login_attempts":"x"}' }, 200, 'invalid_argument', 'items'],
  ['/settings/set_multi', { items: '{"cache_settings":"1.0"}' }, 200, 'invalid_argument', 'items'],
  ['/settings/get_multi', { keys: 'site_name' }, 200, 'invalid_argument', 'keys'],
  ['/settings/get', { key: 'x', for_client_id: 'nobody' }, 200, 'invalid_argument', 'for_client_id'],
  ['/clients/set_features', {}, 100, 'missing_argument', 'features'],
  ['/clients/set_features', { features: '[]' }, 200, 'invalid_argument', 'features'],
  ['/clients/reset_secret', { hours_to_live: '1' }, 100, 'missing_argument', 'for_client_id'],
  ['/clients/add', { description: 'Second owner' }, 200, 'invalid_argument', 'description'],
  ['/clients/add', { description: 'Configuration owner' }, 200, 'invalid_argument', 'description'],
  ['/clients/add', { description: 'x', features: '["metadata"]' }, 200, 'invalid_argument', 'features'],
  ['/clients/set_description', { description: 'Second owner' }, 200, 'invalid_argument', 'description'],
  ['/clients/set_whitelist', { whitelist: '["10.0.0.0/8"]' }, 200, 'invalid_argument', 'whitelist'],
])('%s %j is error %i under HTTP 200 and changes nothing', async (path, parameters, code, name, argument) => {
  const sandbox = await open();
  const before = sandbox.state();
  expect(await form(sandbox, path, parameters)).toMatchObject(error(code, name, { argument_name: argument }));
  expect(sandbox.state()).toEqual(before);
});

it('refuses an argument that is given twice', async () => {
  const sandbox = await open();
  const answered = await form(sandbox, '/settings/get?key=a', { key: 'b' });
  expect(answered).toMatchObject(error(201, 'duplicate_argument', { argument_name: 'key' }));
});

it('refuses callers without credentials, from a foreign address, and without owner', async () => {
  const sandbox = await open();
  const login = client(sandbox, 2);
  const credentials = error(402, 'invalid_client_credentials');
  for (const as of [null, basic(login.id, 'wrong'), 'Basic !', 'Signature x']) {
    expect(await form(sandbox, '/settings/items', {}, as)).toMatchObject(credentials);
  }
  const permission = error(403, 'client_permission_error');
  expect(await form(sandbox, '/settings/items', {}, login)).toMatchObject(permission);
  expect(await form(sandbox, '/clients/list', {}, login)).toMatchObject(permission);
  const foreign = { key: 'site_name', for_client_id: client(sandbox, 3).id };
  expect(await form(sandbox, '/settings/get_default', foreign, login)).toMatchObject(permission);
  expect(await form(sandbox, '/settings/get_default', { key: 'site_name' }, login)).toMatchObject(
    result('Example Shop'),
  );
  sandbox.edit((state) => ({
    ...state,
    clients: state.clients.map((one) => ({ ...one, ipWhitelist: ['10.0.0.0/8'] })),
  }));
  expect(await form(sandbox, '/settings/items')).toMatchObject(credentials);
});

it('takes credentials as parameters of a form or a query too, but after a header', async () => {
  const sandbox = await open();
  const owner = client(sandbox, 0);
  const credentials = { client_id: owner.id, client_secret: owner.secret };
  const got = { key: 'site_name', ...credentials };
  expect(await form(sandbox, '/settings/get_default', got, null)).toMatchObject(result('Example Shop'));
  const query = new URLSearchParams(got).toString();
  expect(await ask(sandbox, { path: `/settings/get_default?${query}`, as: null })).toMatchObject(
    result('Example Shop'),
  );
  expect(await ask(sandbox, { method: 'POST', path: `/settings/get_default?${query}`, as: null })).toMatchObject(
    result('Example Shop'),
  );
  expect(sandbox.requests.map(({ clientId }) => clientId)).toEqual([owner.id, owner.id, owner.id]);
  const refused = error(402, 'invalid_client_credentials');
  expect(await form(sandbox, '/settings/items', { ...credentials, client_secret: 'wrong' }, null)).toMatchObject(
    refused,
  );
  expect(await form(sandbox, '/settings/items', { client_id: owner.id }, null)).toMatchObject(refused);
  expect(await form(sandbox, '/settings/items', credentials, basic(owner.id, 'wrong'))).toMatchObject(refused);
  expect(await ask(sandbox, { path: `/settings/items?client_id=other`, form: credentials, as: null })).toMatchObject(
    refused,
  );
  const twice = `/settings/items?client_id=${owner.id}`;
  expect(await ask(sandbox, { path: twice, form: credentials, as: null })).toMatchObject(
    error(201, 'duplicate_argument', { argument_name: 'client_id' }),
  );
  expect((await config(sandbox, 'GET', `settings?${query}`, undefined, null)).status).toBe(401);
});

it('refuses a wrong application, as a parameter or as a header, and takes the right one', async () => {
  const sandbox = await open();
  const unknown = error(221, 'unknown_application');
  for (const path of ['/settings/items', '/clients/list', '/settings/set_default']) {
    expect(await form(sandbox, path, { application_id: 'another' })).toMatchObject(unknown);
  }
  expect(await form(sandbox, '/settings/items', { application_id: 'another' }, null)).toMatchObject(
    error(402, 'invalid_client_credentials'),
  );
  expect(await form(sandbox, '/clients/list', { application_id: sandbox.applicationId })).toMatchObject({
    body: { stat: 'ok' },
  });
  const { id, secret } = client(sandbox, 0);
  const withHeader = (application: string) =>
    fetch(`${sandbox.url}/settings/keys`, {
      method: 'POST',
      headers: { authorization: basic(id, secret), 'x-application-id': application },
    }).then((response) => response.json());
  expect(await withHeader('another')).toMatchObject({ stat: 'error', code: 221 });
  expect(await withHeader(sandbox.applicationId)).toMatchObject({ stat: 'ok' });
});

it('prints the members of a client in the documented order', async () => {
  const { text } = await form(await open(), '/clients/list');
  expect([...text.matchAll(/"(\w+)":/g)].slice(0, 6).map(([, name]) => name)).toEqual([
    'results',
    'whitelist',
    'features',
    'description',
    'client_id',
    'client_secret',
  ]);
  expect(text.endsWith('],"stat":"ok"}')).toBe(true);
});

it('manages clients', async () => {
  const sandbox = await open();
  const added = await form(sandbox, '/clients/add', { description: 'New', features: '["login_client"]' });
  const made = client(sandbox, 6);
  expect(added.body).toEqual({
    stat: 'ok',
    client_id: made.id,
    client_secret: made.secret,
    description: 'New',
    features: ['login_client'],
    whitelist: ['0.0.0.0/0'],
  });
  const target = { for_client_id: made.id };
  await form(sandbox, '/clients/set_description', { description: 'Renamed', ...target });
  await form(sandbox, '/clients/set_description', { description: 'Renamed', ...target });
  await form(sandbox, '/clients/set_whitelist', { whitelist: '["10.0.0.0/8"]', ...target });
  await form(sandbox, '/clients/set_features', { features: '["direct_access","access_issuer"]', ...target });
  expect(client(sandbox, 6)).toMatchObject({
    name: 'Renamed',
    ipWhitelist: ['10.0.0.0/8'],
    features: ['direct_access', 'access_issuer'],
  });
  await form(sandbox, '/clients/clear_whitelist', target);
  expect(client(sandbox, 6).ipWhitelist).toEqual(['0.0.0.0/0']);
  const listed = await form(sandbox, '/clients/list', { has_features: '["access_issuer","owner"]' });
  expect(listed.body).toMatchObject({
    results: [{ description: 'Configuration owner' }, {}, { description: 'Renamed' }],
  });
  const reset = await form(sandbox, '/clients/reset_secret', { hours_to_live: '0', ...target });
  expect(reset.body).toEqual({ stat: 'ok', new_secret: client(sandbox, 6).secret });
  expect(await form(sandbox, '/clients/reset_secret', { hours_to_live: '169', ...target })).toMatchObject(
    error(200, 'invalid_argument', { argument_name: 'hours_to_live' }),
  );
  expect(await form(sandbox, '/clients/reset_secret', { hours_to_live: 'x', ...target })).toMatchObject(
    error(200, 'invalid_argument'),
  );
  expect(await form(sandbox, '/clients/delete', { client_id_for_deletion: made.id })).toMatchObject({
    body: { stat: 'ok' },
  });
  expect(sandbox.state().clients).toHaveLength(6);
  const owner = { client_id_for_deletion: client(sandbox, 1).id };
  expect(await form(sandbox, '/clients/delete', owner)).toMatchObject(error(403, 'client_permission_error'));
});

it('lets an owner set its own features and allow list as long as it can still call', async () => {
  const sandbox = await open();
  expect(await form(sandbox, '/clients/set_features', { features: '["owner","direct_access"]' })).toMatchObject({
    body: { stat: 'ok' },
  });
  expect(await form(sandbox, '/clients/set_whitelist', { whitelist: '["127.0.0.1/32"]' })).toMatchObject({
    body: { stat: 'ok' },
  });
  expect(client(sandbox, 0)).toMatchObject({ features: ['owner', 'direct_access'], ipWhitelist: ['127.0.0.1/32'] });
});

it("answers the undocumented reads of the vendor's own code", async () => {
  const sandbox = await open();
  sandbox.edit((state) => ({
    ...state,
    settings: { login_attempts: 6 },
    custom: { a: 'b' },
    clients: state.clients.slice(0, 1),
  }));
  await form(sandbox, '/settings/set', { key: 'mine', value: 'x' });
  const { id } = client(sandbox, 0);
  const defaults = { login_attempts: '6', a: 'b' };
  expect((await form(sandbox, '/settings/get_all')).body).toEqual({
    stat: 'ok',
    client_settings: { [id]: { mine: 'x' } },
    default_settings: defaults,
  });
  expect(await form(sandbox, '/settings/default_items')).toMatchObject(result(defaults));
  expect(await form(sandbox, '/settings/client_items')).toMatchObject(result({ mine: 'x' }));
  expect(await form(sandbox, '/settings/default_keys')).toMatchObject(result(['a', 'login_attempts']));
  expect(await form(sandbox, '/settings/client_keys')).toMatchObject(result(['mine']));
});

it('publishes the settings that jump_publish_settings names to a file that anyone may read', async () => {
  const sandbox = await open();
  const { id } = client(sandbox, 2);
  const target = { for_client_id: id };
  const file = { path: `/widget_data/settings/${sandbox.applicationId}/${id}.json`, as: null };
  expect(await ask(sandbox, file)).toMatchObject({ status: 404 });
  expect(await form(sandbox, '/settings/widget/get', target)).toMatchObject(error(200, 'invalid_argument'));
  await form(sandbox, '/settings/set', { key: 'jump_publish_settings', value: 'site_name, none', ...target });
  await form(sandbox, '/settings/widget/publish', target);
  await form(sandbox, '/settings/set', { key: 'site_name', value: 'Later', ...target });
  expect((await ask(sandbox, file)).body).toMatchObject({ site_name: 'Example Shop' });
  const silent = await form(sandbox, '/settings/widget/publish', { include_settings: 'false', ...target });
  expect(silent.body).toEqual({ stat: 'ok', results: { janrain_settings_version: expect.any(String) } });
  const [newest, oldest] = client(sandbox, 2).publications ?? [];
  expect((await form(sandbox, '/settings/widget/list', target)).body).toMatchObject({
    results: [newest?.version, oldest?.version],
  });
  const old = { version: oldest?.version ?? '', ...target };
  expect((await form(sandbox, '/settings/widget/get', old)).body).toMatchObject({
    results: { site_name: 'Example Shop' },
  });
  expect((await form(sandbox, '/settings/widget/get', target)).body).toMatchObject({ results: { site_name: 'Later' } });
  expect(await form(sandbox, '/settings/widget/delete', old)).toMatchObject({ body: { stat: 'ok' } });
  expect(await form(sandbox, '/settings/widget/delete', old)).toMatchObject(error(200, 'invalid_argument'));
  expect(await ask(sandbox, { path: `/widget_data/settings/other/${id}.json`, as: null })).toMatchObject({
    status: 404,
  });
  expect((await config(sandbox, 'GET', `clients/${id}/settings`)).body).not.toHaveProperty('publications');
});

type Vector = {
  readonly request: {
    readonly path: string;
    readonly date: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly parameters: Readonly<Record<string, string>>;
  };
  readonly reply: { readonly authorization: string };
};

it("accepts the signature of the vendor's own test", async () => {
  const file = new URL('../fixtures/documents/signature.vector.json', import.meta.url);
  const { request: signed, reply } = JSON.parse(readFileSync(file, 'utf8')) as Vector;
  const sandbox = await open();
  const caller = { ...client(sandbox, 0), id: signed.clientId, secret: signed.clientSecret };
  const world = {
    state: { ...sandbox.state(), clients: [caller] },
    switches: DEFAULT_SWITCHES,
    nowMs: Date.parse('2000-01-01T01:03:00Z'),
  };
  const received = {
    record: {
      method: 'POST',
      path: signed.path,
      query: {},
      form: signed.parameters,
      body: undefined,
      text: '',
      headers: { authorization: reply.authorization, date: signed.date },
      clientId: signed.clientId,
      status: undefined,
    },
    parameters: Object.entries(signed.parameters),
    address: '127.0.0.1',
    tooLarge: false,
  };
  expect(registrationCaller(received, world)).toEqual(caller);
  expect(registrationCaller({ ...received, parameters: [['param1', 'changed']] }, world)).toBe('invalid');
});

it.each([
  ['a good signature', {}, 'ok'],
  ['another path', { path: '/settings/set' }, 'error'],
  ['another secret', { secret: 'other' }, 'error'],
  ['a date outside the window', { date: '2026-01-01 00:05:01' }, 'error'],
  ['a date in another form', { date: 'Thu, 01 Jan 2026 00:00:00 GMT' }, 'error'],
  ['no date', { date: '' }, 'error'],
  ['an unknown client', { id: 'nobody' }, 'error'],
])('judges a janrain-signed request: %s', async (_, change, stat) => {
  const sandbox = await open({ now: () => Date.parse('2026-01-01T00:00:00Z') });
  const owner = client(sandbox, 0);
  const signed = {
    path: '/settings/get_default',
    date: '2026-01-01 00:04:59',
    id: owner.id,
    secret: owner.secret,
    ...change,
  };
  expect(await sendSigned(sandbox, signed)).toMatchObject({ stat });
});

type Signed = { readonly path: string; readonly date: string; readonly id: string; readonly secret: string };

// fetch may rewrite the Date header, so this goes a level deeper.
function sendSigned(sandbox: Sandbox, { path, date, id, secret }: Signed): Promise<unknown> {
  const signature = createHmac('sha1', secret).update(`${path}\n${date}\nkey=sité name\n`).digest('base64');
  const headers = {
    authorization: `Signature ${id}:${signature}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${sandbox.url}/settings/get_default`, {
      method: 'POST',
      headers: date === '' ? headers : { ...headers, date },
    });
    sent.on('response', (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    sent.on('error', reject);
    sent.end(new URLSearchParams({ key: 'sité name' }).toString());
  });
}
