import { describe, expect, it } from 'vitest';
import type { Sandbox, Switches } from '../../src/sandbox/run-sandbox.ts';
import type { Json } from '../../src/sandbox/state.ts';
import { DEFAULT_SWITCHES, parseSwitches, SWITCH_CHOICES, switchList } from '../../src/sandbox/switches.ts';
import { ask, basic, client, config, form } from './ask.ts';
import { open } from './sandboxes.ts';

type Look = (sandbox: Sandbox) => Promise<unknown>;
type Case = readonly [switches: Partial<Switches>, look: Look, seen: unknown];

const put: (body: Json) => Look = (body) => async (sandbox) => {
  const { status, body: reply } = await config(sandbox, 'PUT', 'settings', body);
  return status === 200 ? { settings: sandbox.state().settings, custom: sandbox.state().custom } : [status, reply];
};

const putClient: (body: Json) => Look = (body) => async (sandbox) => {
  const { id } = client(sandbox, 2);
  const { status } = await config(sandbox, 'PUT', `clients/${id}/settings`, body);
  return [status, client(sandbox, 2).settings];
};

const status: (method: string, path: string, body?: Json, as?: Parameters<typeof config>[4]) => Look =
  (method, path, body, as) => async (sandbox) =>
    (await config(sandbox, method, path, body, as)).status;

const invalid = (name: string) => [400, { errors: `${name} is not a valid string.` }];
const custom = (values: Json) => ({ settings: {}, custom: values });
const settings = (values: Json) => ({ settings: values, custom: {} });

const setAsText: Look = async (sandbox) => {
  const items = JSON.stringify({
    login_attempts: '5',
    ccp_enable_email_send_buttons: 'true',
    user_search_display_fields: '[1]',
  });
  await form(sandbox, '/settings/set_default_multi', { items });
  const { body } = await config(sandbox, 'GET', 'settings');
  return Object.fromEntries(Object.entries(body as object).filter(([name]) => items.includes(name)));
};

const jsonShown: Look = async (sandbox) => {
  const { body } = await config(sandbox, 'PUT', 'settings', {
    user_search_display_fields: [{ a: 1 }],
    custom: { free: [1] },
  });
  return body;
};

const nullShown: Look = async (sandbox) => {
  sandbox.edit((state) => ({ ...state, settings: { site_name: null }, custom: { a: null } }));
  return (await config(sandbox, 'GET', 'settings')).body;
};

const self = { _self: '/config/sandboxapplication00000001/settings' };

const withClients: Look = async (sandbox) => {
  sandbox.edit((state) => ({
    ...state,
    settings: { site_name: 'Global' },
    custom: {},
    clients: state.clients.slice(0, 1).map((one) => ({ ...one, settings: { site_name: 'Own', email_method: 'x' } })),
  }));
  return (await config(sandbox, 'GET', 'settings?include_clients=true')).body;
};

const withMetadata: (call: (sandbox: Sandbox, path: string) => Promise<unknown>) => Look =
  (call) => async (sandbox) => {
    sandbox.edit((state) => ({
      ...state,
      clients: state.clients.map((one, at) => (at === 4 ? { ...one, features: ['metadata', 'direct_access'] } : one)),
    }));
    await call(sandbox, client(sandbox, 4).id);
    return [client(sandbox, 4).name, client(sandbox, 4).features];
  };

const putMetadata = withMetadata((sandbox, id) =>
  config(sandbox, 'PUT', `clients/${id}`, { name: 'Renamed', features: ['metadata', 'direct_access'] }),
);
const setMetadata = withMetadata((sandbox, id) =>
  form(sandbox, '/clients/set_features', { for_client_id: id, features: '["metadata","direct_access"]' }),
);

const lockOut: Look = async (sandbox) => {
  const { id } = client(sandbox, 0);
  return status('PUT', `clients/${id}`, { name: 'x', features: ['owner'], ipWhitelist: ['10.0.0.0/8'] })(sandbox);
};

const setInherited: Look = async (sandbox) => {
  const items = '{"site_locale":"x","own":"y"}';
  const { body } = await form(sandbox, '/settings/set_multi', { items, for_client_id: client(sandbox, 2).id });
  return body;
};

const deleteDefault: Look = async (sandbox) => {
  const { body } = await form(sandbox, '/settings/delete_default', { key: 'site_name' });
  const missing = await form(sandbox, '/settings/delete_default', { key: 'never_there' });
  return [body, missing.body, sandbox.state().settings['site_name'], sandbox.state().custom['never_there']];
};

const deleted = { stat: 'ok', result: true };
const notThere = { stat: 'ok', result: false };

const ordered: Look = async (sandbox) => {
  const { body } = await config(sandbox, 'POST', 'clients', {
    name: 'n',
    features: ['owner', 'access_issuer', 'direct_access'],
  });
  const listed = await form(sandbox, '/clients/list', { has_features: '["direct_access"]' });
  return [
    (body as { features: Json }).features,
    (listed.body as { results: { features: Json }[] }).results[1]?.features,
  ];
};

const secretReply: Look = async (sandbox) => {
  const { body } = await config(sandbox, 'PUT', `clients/${client(sandbox, 1).id}/secret`, { hoursToLive: 0 });
  return [body, client(sandbox, 1).secret];
};

const putReply: (path: (sandbox: Sandbox) => string) => Look = (path) => async (sandbox) => {
  sandbox.edit((state) => ({ ...state, settings: { login_attempts: 6 }, custom: {} }));
  return (await config(sandbox, 'PUT', path(sandbox), { site_name: 'x', Site_Name: 'y' })).body;
};
const globalReply = putReply(() => 'settings');
const clientReply = putReply((sandbox) => `clients/${client(sandbox, 2).id}/settings`);
const clientSelf = { _self: '/config/sandboxapplication00000001/clients/sandboxclientweblogin00000000001/settings' };
const _global = { ...self, custom: {}, login_attempts: 6 };

const ownSettings: Look = async (sandbox) => {
  const login = client(sandbox, 2);
  return status('GET', `clients/${login.id}/settings`, undefined, login)(sandbox);
};

const customListed: Look = async (sandbox) => {
  sandbox.edit((state) => ({ ...state, custom: { site_locale: 'US', site_name: 'x', banner: 'on' } }));
  await form(sandbox, '/settings/set', { key: 'badge', value: 'x', for_client_id: client(sandbox, 2).id });
  const { body } = await config(sandbox, 'GET', 'settings/options');
  return (body as { group: string; name: string }[]).filter(({ group }) => group === 'Custom');
};
const customOption = (name: string) => ({ globalOnly: false, group: 'Custom', name, type: 'string', values: [] });

const integersShown: Look = async (sandbox) => {
  sandbox.edit((state) => ({ ...state, settings: { login_attempts: 6, cache_settings: null }, custom: { a: 6 } }));
  return (await config(sandbox, 'GET', 'settings')).body;
};

const foreignApplication: Look = async (sandbox) =>
  (await form(sandbox, '/settings/items', { application_id: 'another' })).body;

const resetSilently: Look = async (sandbox) => {
  const { body } = await form(sandbox, '/clients/reset_secret', { for_client_id: client(sandbox, 2).id });
  return [(body as { stat: string }).stat, client(sandbox, 2).oldSecrets?.length ?? 0];
};

/** What a client with direct access, and one without, may do to itself, to another and to the defaults. */
const settingsCalls: Look = async (sandbox) => {
  const calls: [string, Record<string, string>][] = [
    ['/settings/set', { key: 'a', value: 'b' }],
    ['/settings/set', { key: 'a', value: 'b', for_client_id: client(sandbox, 3).id }],
    ['/settings/set_default', { key: 'a', value: 'b' }],
    ['/settings/get_all', {}],
    ['/clients/list', {}],
  ];
  const stats = async (as: number) => {
    const seen: string[] = [];
    for (const [path, parameters] of calls) {
      const { body } = await form(sandbox, path, parameters, client(sandbox, as));
      seen.push((body as { stat: string }).stat);
    }
    return seen.join(' ');
  };
  return { direct: await stats(4), login: await stats(2) };
};

const undocumented: Look = async (sandbox) => [
  (await form(sandbox, '/settings/get_all')).status,
  (await form(sandbox, '/settings/default_items')).status,
];

const clientsOfGetAll: Look = async (sandbox) => {
  const { body } = await form(sandbox, '/settings/get_all');
  return Object.keys((body as { client_settings: object }).client_settings).length;
};

const perKeyAsLogin: Look = async (sandbox) => {
  const { body } = await form(sandbox, '/settings/set', { key: 'a', value: 'b' }, client(sandbox, 2));
  return (body as { stat: string }).stat;
};

const CASES: Readonly<Record<string, readonly Case[]>> = {
  perKeyValues: [
    [{}, setAsText, { login_attempts: 5, ccp_enable_email_send_buttons: true, user_search_display_fields: [1] }],
    [
      { perKeyValues: 'text' },
      setAsText,
      { login_attempts: '5', ccp_enable_email_send_buttons: 'true', user_search_display_fields: '[1]' },
    ],
  ],
  typedValues: [
    [{}, put({ login_attempts: '5' }), [400, { errors: 'login_attempts must be an integer.' }]],
    [
      { typedValues: 'converting' },
      put({ login_attempts: '5', cache_settings: 1 }),
      settings({ login_attempts: 5, cache_settings: 1 }),
    ],
    [
      { typedValues: 'as-sent' },
      put({ login_attempts: '5', cache_settings: 1, ccp_enable_email_send_buttons: 'true' }),
      settings({ login_attempts: '5', cache_settings: 1, ccp_enable_email_send_buttons: 'true' }),
    ],
    [{ typedValues: 'as-sent' }, put({ login_attempts: 'x' }), [400, { errors: 'login_attempts must be an integer.' }]],
    [
      { typedValues: 'converting' },
      put({ ccp_enable_email_send_buttons: 'yes' }),
      [400, { errors: 'ccp_enable_email_send_buttons must be a boolean value.' }],
    ],
  ],
  integerReplies: [
    [{}, integersShown, { ...self, login_attempts: 6, cache_settings: null, custom: { a: 6 } }],
    [
      { integerReplies: 'text' },
      integersShown,
      { ...self, login_attempts: '6', cache_settings: null, custom: { a: 6 } },
    ],
    [{ integerReplies: 'text' }, put({ login_attempts: '6' }), settings({ login_attempts: 6 })],
  ],
  jsonReplies: [
    [{}, jsonShown, { ...self, user_search_display_fields: [{ a: 1 }], custom: { free: [1] } }],
    [{ jsonReplies: 'text' }, jsonShown, { ...self, user_search_display_fields: '[{"a":1}]', custom: { free: [1] } }],
  ],
  optionsReply: [
    [{}, async (sandbox) => Array.isArray((await config(sandbox, 'GET', 'settings/options')).body), true],
    [
      { optionsReply: 'wrapped' },
      async (sandbox) => Object.keys((await config(sandbox, 'GET', 'settings/options')).body as object),
      ['options'],
    ],
    [{ optionsReply: 'missing' }, status('GET', 'settings/options'), 404],
  ],
  customInOptions: [
    [{}, customListed, []],
    // A name that is a setting's is listed as what it is.
    [{ customInOptions: 'listed' }, customListed, ['site_locale', 'banner', 'badge'].map(customOption)],
  ],
  nullInPut: [
    [{}, put({ site_name: null, custom: { a: null } }), { settings: { site_name: null }, custom: { a: null } }],
    [{ nullInPut: 'deletes' }, put({ site_name: null, custom: { a: null } }), custom({})],
    [{ nullInPut: 'refused' }, put({ site_name: null }), invalid('site_name')],
    [{ nullInPut: 'refused' }, put({ custom: { a: null } }), invalid('a')],
  ],
  liveNulls: [
    [{}, nullShown, { ...self, site_name: null, custom: { a: null } }],
    [{ liveNulls: 'left-out' }, nullShown, { ...self, custom: {} }],
  ],
  underscoreNames: [
    [{}, put({ _self: 'x', _global: {}, site_name: 'a' }), settings({ site_name: 'a' })],
    [{ underscoreNames: 'refused' }, put({ _self: 'x' }), invalid('_self')],
    [{ underscoreNames: 'refused' }, status('POST', 'clients', { name: 'x', _id: 'y' }), 400],
  ],
  putWithoutCustom: [
    [{}, put({}), custom({})],
    [
      { putWithoutCustom: 'keeps' },
      put({}),
      custom({
        email_verification_url: 'https://www.example.com/verify-email',
        site_locale: 'US',
        is_test_site: 'true',
      }),
    ],
    [{ putWithoutCustom: 'keeps' }, put({ custom: {} }), custom({})],
  ],
  knownInCustom: [
    [{}, put({ custom: { login_attempts: 'x' } }), custom({ login_attempts: 'x' })],
    [{ knownInCustom: 'refused' }, put({ custom: { login_attempts: 'x' } }), invalid('login_attempts')],
    [{ knownInCustom: 'moved' }, put({ custom: { login_attempts: 5 } }), settings({ login_attempts: 5 })],
  ],
  unknownAtTop: [
    [{}, put({ Login_Attempts: 5 }), settings({})],
    [{ unknownAtTop: 'stored' }, put({ Login_Attempts: 5 }), settings({ Login_Attempts: 5 })],
    [{ unknownAtTop: 'moved' }, put({ Login_Attempts: 5 }), custom({ Login_Attempts: 5 })],
    [{ unknownAtTop: 'refused' }, put({ Login_Attempts: 5 }), invalid('Login_Attempts')],
  ],
  customValues: [
    [{}, put({ custom: { a: 5, b: ['x'] } }), custom({ a: 5, b: ['x'] })],
    [
      { customValues: 'text' },
      put({ custom: { a: 5, b: ['x'], c: 'y', d: null } }),
      custom({ a: '5', b: '["x"]', c: 'y', d: null }),
    ],
    [{ customValues: 'refused' }, put({ custom: { a: 5 } }), invalid('a')],
  ],
  globalOnlyAtClient: [
    [{}, putClient({ user_distinguisher_field: 'x' }), [200, {}]],
    [
      { globalOnlyAtClient: 'stored' },
      putClient({ user_distinguisher_field: 'x' }),
      [200, { user_distinguisher_field: 'x' }],
    ],
    [
      { globalOnlyAtClient: 'stored' },
      async (sandbox) => {
        const call = { key: 'user_distinguisher_field', value: 'x', for_client_id: client(sandbox, 2).id };
        await form(sandbox, '/settings/set', call);
        return [
          client(sandbox, 2).settings['user_distinguisher_field'],
          (await form(sandbox, '/settings/get', call)).body,
        ];
      },
      ['x', { stat: 'ok', result: 'brand' }],
    ],
  ],
  settingsPutReply: [
    [{}, globalReply, { ...self, custom: {}, site_name: 'x' }],
    [{ settingsPutReply: 'echo' }, globalReply, { ...self, custom: {}, site_name: 'x', Site_Name: 'y' }],
    [{ settingsPutReply: 'echo' }, clientReply, { ...clientSelf, _global, custom: {}, site_name: 'x', Site_Name: 'y' }],
  ],
  clientPutGlobal: [
    [{}, clientReply, { ...clientSelf, _global, custom: {}, site_name: 'x' }],
    [{ clientPutGlobal: 'left-out' }, clientReply, { ...clientSelf, custom: {}, site_name: 'x' }],
  ],
  includeClients: [
    [{}, withClients, { ...self, custom: {}, site_name: 'Global' }],
    [
      { includeClients: 'by-client' },
      withClients,
      {
        ...self,
        custom: {},
        site_name: 'Global',
        clients: {
          sandboxclientowner00000000000001: {
            _self: '/config/sandboxapplication00000001/clients/sandboxclientowner00000000000001/settings',
            custom: {},
            site_name: 'Own',
            email_method: 'x',
          },
        },
      },
    ],
    [{ includeClients: 'union' }, withClients, { ...self, custom: {}, site_name: 'Global', email_method: 'x' }],
  ],
  ownSettingsRead: [
    [{}, ownSettings, 200],
    [{ ownSettingsRead: 'refused' }, ownSettings, 403],
  ],
  missingCredentialsStatus: [
    [{}, status('GET', 'settings', undefined, null), 401],
    [{ missingCredentialsStatus: '403' }, status('GET', 'settings', undefined, null), 403],
  ],
  invalidCredentialsStatus: [
    [{}, status('GET', 'settings', undefined, basic('a', 'b')), 401],
    [{ invalidCredentialsStatus: '403' }, status('GET', 'settings', undefined, basic('a', 'b')), 403],
  ],
  insufficientStatus: [
    [{}, (sandbox) => status('GET', 'settings', undefined, client(sandbox, 2))(sandbox), 403],
    [
      { insufficientStatus: '401' },
      (sandbox) => status('GET', 'settings', undefined, client(sandbox, 2))(sandbox),
      401,
    ],
  ],
  registrationAuthStatus: [
    [{}, async (sandbox) => (await form(sandbox, '/settings/items', {}, null)).status, 200],
    [
      { registrationAuthStatus: '401' },
      async (sandbox) => (await form(sandbox, '/settings/items', {}, null)).status,
      401,
    ],
  ],
  unknownApplication: [
    [{}, foreignApplication, expect.objectContaining({ stat: 'error', code: 221, error: 'unknown_application' })],
    [
      { unknownApplication: '224' },
      foreignApplication,
      expect.objectContaining({ stat: 'error', code: 224, error: 'application_not_found' }),
    ],
  ],
  errorsShape: [
    [{}, put({ login_attempts: 'x' }), [400, { errors: 'login_attempts must be an integer.' }]],
    [
      { errorsShape: 'object' },
      put({ login_attempts: 'x' }),
      [400, { errors: { login_attempts: 'login_attempts must be an integer.' } }],
    ],
  ],
  createdStatus: [
    [{}, status('POST', 'clients', { name: 'x' }), 201],
    [{ createdStatus: '200' }, status('POST', 'clients', { name: 'x' }), 200],
  ],
  duplicateNameStatus: [
    [{}, status('POST', 'clients', { name: 'Second owner' }), 409],
    [{ duplicateNameStatus: '400' }, status('POST', 'clients', { name: 'Second owner' }), 400],
  ],
  registrationDuplicateName: [
    [
      {},
      async (sandbox) => (await form(sandbox, '/clients/add', { description: 'Second owner' })).body,
      expect.objectContaining({ code: 200 }),
    ],
    [
      { registrationDuplicateName: 'accepted' },
      async (sandbox) => (await form(sandbox, '/clients/add', { description: 'Second owner' })).body,
      expect.objectContaining({ stat: 'ok' }),
    ],
  ],
  deleteOwnerStatus: (['403', '400', '409'] as const).map((position) => [
    { deleteOwnerStatus: position },
    (sandbox) => status('DELETE', `clients/${client(sandbox, 1).id}`)(sandbox),
    Number(position),
  ]),
  secretReply: [
    [{}, async (sandbox) => Object.keys(((await secretReply(sandbox)) as [object])[0]).includes('_secret'), true],
    [
      { secretReply: 'bare' },
      async (sandbox) => {
        const [body, secret] = (await secretReply(sandbox)) as [{ secret: string }, string];
        return body.secret === secret;
      },
      true,
    ],
    [{ secretReply: 'empty' }, async (sandbox) => ((await secretReply(sandbox)) as [Json])[0], {}],
  ],
  hoursToLive: [
    [{}, resetSilently, ['ok', 0]],
    [{ hoursToLive: 'required' }, resetSilently, ['error', 0]],
  ],
  hoursToLiveDefault: [[{ hoursToLiveDefault: 24 }, resetSilently, ['ok', 1]]],
  metadataOnPut: [
    [{}, putMetadata, ['Renamed', ['direct_access']]],
    [{ metadataOnPut: 'kept' }, putMetadata, ['Renamed', ['metadata', 'direct_access']]],
    [{ metadataOnPut: 'refused' }, putMetadata, ['Nightly export', ['metadata', 'direct_access']]],
    [{}, setMetadata, ['Nightly export', ['direct_access']]],
    [{ metadataOnPut: 'kept' }, setMetadata, ['Nightly export', ['metadata', 'direct_access']]],
    [{ metadataOnPut: 'refused' }, setMetadata, ['Nightly export', ['metadata', 'direct_access']]],
  ],
  putLocksCallerOut: [
    [{}, lockOut, 200],
    [{ putLocksCallerOut: 'refused' }, lockOut, 400],
  ],
  listOrder: [
    [
      {},
      ordered,
      [
        ['owner', 'access_issuer', 'direct_access'],
        ['owner', 'access_issuer', 'direct_access'],
      ],
    ],
    [
      { listOrder: 'sorted' },
      ordered,
      [
        ['access_issuer', 'direct_access', 'owner'],
        ['access_issuer', 'direct_access', 'owner'],
      ],
    ],
    [
      { listOrder: 'reversed' },
      ordered,
      [
        ['direct_access', 'access_issuer', 'owner'],
        ['direct_access', 'access_issuer', 'owner'],
      ],
    ],
  ],
  perKeyCallers: [
    [{}, perKeyAsLogin, 'error'],
    [{ perKeyCallers: 'all' }, perKeyAsLogin, 'ok'],
    [{}, settingsCalls, { direct: 'error error error error error', login: 'error error error error error' }],
    [
      { perKeyCallers: 'direct-access' },
      settingsCalls,
      { direct: 'ok ok ok ok error', login: 'error error error error error' },
    ],
    [
      { perKeyCallers: 'all' },
      settingsCalls,
      { direct: 'ok error error error error', login: 'ok error error error error' },
    ],
    [
      { perKeyCallers: 'all' },
      async (sandbox) =>
        (await form(sandbox, '/settings/set_default', { key: 'a', value: 'b' }, client(sandbox, 2))).body,
      expect.objectContaining({ code: 403 }),
    ],
  ],
  setMultiBooleans: [
    [{}, setInherited, { stat: 'ok', result: { site_locale: false, own: false } }],
    [{ setMultiBooleans: 'inherited' }, setInherited, { stat: 'ok', result: { site_locale: true, own: false } }],
  ],
  deleteDefaultLeaves: [
    [{}, deleteDefault, [deleted, notThere, undefined, undefined]],
    [{ deleteDefaultLeaves: 'null' }, deleteDefault, [deleted, notThere, null, undefined]],
    [{ deleteDefaultLeaves: 'empty' }, deleteDefault, [deleted, notThere, '', undefined]],
  ],
  missingDefault: [
    [
      {},
      async (sandbox) => (await form(sandbox, '/settings/get_default', { key: 'none' })).body,
      { stat: 'ok', result: 'null' },
    ],
    [
      { missingDefault: 'null' },
      async (sandbox) => (await form(sandbox, '/settings/get_default', { key: 'none' })).body,
      { stat: 'ok', result: null },
    ],
  ],
  undocumentedReads: [
    [{}, undocumented, [200, 200]],
    [{ undocumentedReads: 'get_all' }, undocumented, [200, 404]],
    [{ undocumentedReads: 'missing' }, undocumented, [404, 404]],
  ],
  getAllClients: [
    [{}, clientsOfGetAll, 6],
    [{ getAllClients: 'with-settings' }, clientsOfGetAll, 3],
  ],
  rateLimitForm: [
    [{ rateLimitEvery: 1 }, status('GET', 'settings'), 429],
    [{ rateLimitEvery: 1, rateLimitForm: '510' }, status('GET', 'settings'), 510],
    [{ rateLimitEvery: 1, rateLimitForm: 'api_limit_error' }, status('GET', 'settings'), 429],
    [
      { rateLimitEvery: 1, rateLimitForm: 'api_limit_error' },
      async (sandbox) => (await form(sandbox, '/settings/items')).body,
      expect.objectContaining({ stat: 'error', code: 510, error: 'api_limit_error' }),
    ],
  ],
  rateLimitEvery: [
    [
      { rateLimitEvery: 3 },
      async (sandbox) => {
        const seen: number[] = [];
        for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
          seen.push((await config(sandbox, 'PUT', 'settings', { site_name: name })).status);
        }
        return [seen, sandbox.state().settings];
      },
      [[200, 200, 429, 200, 200, 429], { site_name: 'e' }],
    ],
  ],
  retryAfterSeconds: [
    [
      { rateLimitEvery: 1 },
      async (sandbox) => (await config(sandbox, 'GET', 'settings')).headers.get('retry-after'),
      null,
    ],
    [
      { rateLimitEvery: 1, retryAfterSeconds: 2 },
      async (sandbox) => (await config(sandbox, 'GET', 'settings')).headers.get('retry-after'),
      '2',
    ],
  ],
};

describe.each(Object.entries(CASES))('the switch %s', (_, cases) => {
  it.each(cases.map(([switches, look, seen]) => ({ switches, look, seen })))(
    '$switches',
    async ({ switches, look, seen }) => {
      expect(await look(await open({ switches }))).toEqual(seen);
    },
  );
});

it('every switch has its cases', () => {
  // The first two need a clock and stand by themselves.
  const elsewhere = ['cacheSeconds', 'signatureWindowSeconds'];
  expect([...Object.keys(CASES), ...elsewhere].sort()).toEqual([...SWITCH_CHOICES.keys()].sort());
});

it('serves reads from a cache for as long as the switch says, also after a write', async () => {
  let nowMs = 0;
  const sandbox = await open({ switches: { cacheSeconds: 10 }, now: () => nowMs });
  const read = async () => ((await config(sandbox, 'GET', 'settings')).body as { site_name?: string }).site_name;
  expect(await read()).toBe('Example Shop');
  expect((await config(sandbox, 'PUT', 'settings', { site_name: 'New' })).body).toMatchObject({ site_name: 'New' });
  nowMs = 9_999;
  expect(await read()).toBe('Example Shop');
  // Another address and another caller's rights are not served from it.
  expect((await config(sandbox, 'GET', `clients/${client(sandbox, 2).id}/settings`)).body).toMatchObject({
    _global: { site_name: 'New' },
  });
  expect(await config(sandbox, 'GET', 'settings', undefined, null)).toMatchObject({ status: 401 });
  nowMs = 10_000;
  expect(await read()).toBe('New');
});

it('shows a write at once without a cache', async () => {
  const sandbox = await open({ now: () => 0 });
  await config(sandbox, 'GET', 'settings');
  await config(sandbox, 'PUT', 'settings', { site_name: 'New' });
  expect((await config(sandbox, 'GET', 'settings')).body).toMatchObject({ site_name: 'New' });
});

it('limits every path, also unknown ones', async () => {
  const sandbox = await open({ switches: { rateLimitEvery: 2 } });
  expect(await ask(sandbox, { path: '/nowhere' })).toMatchObject({ status: 404 });
  expect(await ask(sandbox, { path: '/nowhere' })).toMatchObject({ status: 429 });
});

describe('switches on the command line', () => {
  it('are listed with their positions, their default, the question and its source', () => {
    const blocks = switchList().split('\n\n');
    expect(blocks).toHaveLength(SWITCH_CHOICES.size);
    expect(blocks[0]).toMatch(/^perKeyValues=typed\|text\n {4}Default: typed\n {4}What .+\?\n {4}Source: .+\.$/);
    expect(blocks.at(-1)).toMatch(/^signatureWindowSeconds=N\n {4}Default: 300\n/);
    for (const block of blocks) expect(block.split('\n').every((line) => line.trim() !== '')).toBe(true);
  });

  it('are name=value, and the first position is the default', () => {
    expect(parseSwitches([])).toEqual({});
    expect(parseSwitches(['perKeyValues=text', 'cacheSeconds=30'])).toEqual({ perKeyValues: 'text', cacheSeconds: 30 });
    expect(DEFAULT_SWITCHES).toMatchObject({ perKeyValues: 'typed', cacheSeconds: 0, createdStatus: '201' });
  });

  it.each([
    ['perKeyValue=text', 'Did you mean perKeyValues?'],
    ['PERKEYVALUES=text', 'Did you mean perKeyValues?'],
    ['zzz=1', 'Print them all with --switch list.'],
    ['constructor=1', 'There is no switch "constructor".'],
    ['perKeyValues=texts', 'takes typed, text, not "texts"'],
    ['perKeyValues', 'takes typed, text, not ""'],
    ['cacheSeconds=-1', 'takes a whole number from 0, not "-1"'],
    ['cacheSeconds=', 'takes a whole number'],
  ])('%s is a usage error that says what would be right', (flag, message) => {
    expect(() => parseSwitches([flag])).toThrow(
      expect.objectContaining({ exitCode: 64, message: expect.stringContaining(message) }),
    );
  });
});
