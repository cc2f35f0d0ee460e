import { describe, expect, it } from 'vitest';
import { desiredOf, globalOf, head, load, notesOf, placesOf, problemsOf } from './load.ts';

describe('the whole file', () => {
  it('becomes a desired state', async () => {
    const desired = await desiredOf(
      {
        'capstan.yaml': `version: 1
application:
  id: 73jzx34tnr5ruhsze494ssgz2b
  region: us
  captureUrl: https://my-app.us-dev.janraincapture.com/
credentials: { clientId: CAPSTAN_PROD_ID }
unmentioned: remove
writes: fewest
settings:
  login_attempts: 5
custom:
  site_locale: US
absent:
  settings: [cache_settings]
  custom:
    - { key: old_banner, reason: "WEB-12", until: 2027-01-31 }
clients:
  web-login:
    id: web1
    features: [login_client]
    settings: { site_name: Example }
  agents:
    find: { name: Agents }
    unmentioned: keep
    custom: {}
ignore: ["settings.backplane_*", "settings.backplane_*"]
accept:
  - { target: settings.site_name, live: 50, until: 2026-12-31, reason: "load test" }
guards: { removals: { max: 1 }, minimumOwners: 2 }
allow:
  - { guard: security-lowered, target: settings.login_attempts, until: 2026-12-31, reason: SEC-88 }
`,
      },
      {},
    );
    expect(desired).toMatchObject({
      application: {
        id: '73jzx34tnr5ruhsze494ssgz2b',
        region: 'us',
        configUrl: 'https://v1.api.us.janrain.com',
        captureUrl: 'https://my-app.us-dev.janraincapture.com',
        source: { file: 'capstan.yaml', line: 2, column: 1 },
      },
      credentials: { clientId: 'CAPSTAN_PROD_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
      writes: 'fewest',
      limits: { removals: { max: 1, percent: 20 }, updates: { max: 50, percent: 50 }, minimumOwners: 2 },
      accept: [{ live: 50, until: '2026-12-31', reason: 'load test' }],
      allow: [{ guard: 'security-lowered', until: '2026-12-31', reason: 'SEC-88' }],
    });
    expect(desired.ignore.map(({ text }) => text)).toEqual(['settings.backplane_*']);
    const { settings, custom } = globalOf(desired).sections;
    expect(desired.global?.whole).toEqual({ settings: true, custom: true });
    expect(settings.get('login_attempts')).toEqual({
      kind: 'value',
      json: 5,
      text: '5',
      origin: 'file',
      source: { file: 'capstan.yaml', line: 10, column: 3 },
    });
    expect(settings.get('cache_settings')).toMatchObject({ kind: 'absent', reason: null, until: null });
    expect(custom.get('old_banner')).toMatchObject({
      reason: 'WEB-12',
      until: '2027-01-31',
      source: { line: 16, column: 7 },
    });
    expect([...desired.clients.keys()]).toEqual(['agents', 'web-login']);
    expect(desired.clients.get('web-login')).toMatchObject({
      id: 'web1',
      scope: {
        properties: new Map([['features', { value: ['login_client'], source: { line: 20, column: 5 } }]]),
      },
      source: { line: 18, column: 3 },
    });
    expect(desired.clients.get('agents')).toMatchObject({
      id: null,
      name: 'Agents',
      scope: { properties: new Map(), whole: { settings: false, custom: false } },
    });
  });

  it('takes the defaults of the format', async () => {
    const desired = await desiredOf(head);
    expect(desired).toMatchObject({
      credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
      writes: 'safest',
      application: { captureUrl: null },
      global: null,
      limits: { removals: { max: 10, percent: 20 }, updates: { max: 50, percent: 50 }, minimumOwners: 1 },
    });
  });

  it('takes a baseline, expected differences and signing without a remark', async () => {
    expect(await notesOf(`${head}baseline: git:x\nexpected: [settings.site_name]\nauth: signed\n`)).toEqual([]);
  });
});

describe('the shape of a file', () => {
  it.each([
    ['an unknown key, with the one that was meant', 'setings: {}\n', '3:1 unknown-key', 'Did you mean "settings"?'],
    [
      'an unknown key without a similar one',
      'absent: { zzzzzz: [] }\n',
      '3:11 unknown-key',
      'Use one of: settings, custom.',
    ],
    [
      'an unknown key of a client',
      'clients: { a: { id: x, featurs: [] } }\n',
      '3:24 unknown-key',
      'Did you mean "features"?',
    ],
    ['an unknown value', 'writes: saftest\n', '3:1 unknown-value', 'Did you mean "safest"?'],
    ['an unknown value far from all', 'unmentioned: [1]\n', '3:1 unknown-value', 'Choose one of them.'],
    ['null for a setting', 'settings: { site_name: }\n', '3:13 null-value', 'absent'],
    [
      'null for a setting of a client',
      'clients: { a: { id: x, settings: { site_name: ~ } } }\n',
      '3:36 null-value',
      'absent',
    ],
    ['null for a section', 'settings:\n', '3:1 null-value', '{}'],
    ['null for a list', 'ignore: null\n', '3:1 null-value', '[]'],
    ['null in a list', 'ignore: [~]\n', '3:10 null-value', 'Write a value'],
    [
      'a list for a map, with an example',
      'settings: []\n',
      '3:1 wrong-type',
      'a map here, such as settings: { login_attempts: 5 }',
    ],
    ['a list for the tombstones', 'absent: [a]\n', '3:1 wrong-type', 'such as absent: { settings: [cache_settings] }'],
    [
      'a text for features',
      'clients: { a: { id: x, features: owner } }\n',
      '3:24 wrong-type',
      'such as features: [login_client]',
    ],
    ['a setting outside of its section', 'login_attempts: 5\n', '3:1 unknown-key', 'A setting stands under "settings"'],
    [
      'the same at a client',
      'clients: { a: { id: x, login_attempts: 5 } }\n',
      '3:24 unknown-key',
      'A setting stands under "settings"',
    ],
    [
      'a target for a key',
      'settings.login_attempts: 5\n',
      '3:1 unknown-key',
      'Write "login_attempts" under "settings"',
    ],
    ['a map for a list', 'ignore: {}\n', '3:1 wrong-type', 'a list'],
    ['a text for a number', 'guards: { removals: { max: many } }\n', '3:23 wrong-type', 'an integer'],
    ['a number that is too small', 'guards: { minimumOwners: 0 }\n', '3:11 out-of-range', 'range'],
    ['a number that is too large', 'guards: { updates: { percent: 101 } }\n', '3:22 out-of-range', 'range'],
    ['a blank in the name of a setting', 'settings: { "site name": x }\n', '3:13 bad-setting-name', 'blanks'],
    ['an empty name', 'custom: { "": x }\n', '3:11 bad-setting-name', 'blanks'],
    ['a blank in the name of a tombstone', 'absent: { settings: ["a b"] }\n', '3:22 bad-setting-name', 'blanks'],
    ['a setting called custom', 'settings: { custom: {} }\n', '3:13 reserved-name', 'custom'],
    ['a setting of the service', 'absent: { settings: [_self] }\n', '3:22 reserved-name', 'service'],
    ['an alias with a dot', 'clients: { a.b: { id: x } }\n', '3:12 bad-alias', 'letters'],
    [
      'a secret for a client id',
      'credentials: { clientId: CAPSTAN_CLIENT_SECRET }\n',
      '3:26 secret-not-allowed',
      'client id',
    ],
    ['an id for a client secret', 'credentials: { clientSecret: CAPSTAN_CLIENT_ID }\n', '3:30 not-a-secret', 'else'],
    ['a key for a client secret', 'credentials: { clientSecret: CAPSTAN_JOURNAL_KEY }\n', '3:30 not-a-secret', 'else'],
    [
      'what files may read for a client secret',
      'credentials: { clientSecret: CAPSTAN_VAR_X }\n',
      '3:30 not-a-secret',
      'else',
    ],
    [
      'one variable for id and secret',
      'credentials: { clientId: CAPSTAN_X, clientSecret: CAPSTAN_X }\n',
      '3:51 not-a-secret',
      'else',
    ],
    ['credentials of another name', 'credentials: { clientId: AWS_KEY }\n', '3:16 bad-credential-name', 'CAPSTAN_'],
    ['a day that does not exist', 'absent: { custom: [{ key: a, until: 2026-02-30 }] }\n', '3:37 bad-date', 'calendar'],
    [
      'a month that does not exist',
      'absent: { custom: [{ key: a, until: 2026-13-01 }] }\n',
      '3:37 bad-date',
      'calendar',
    ],
    ['a reason that says nothing', 'absent: { custom: [{ key: a, reason: "" }] }\n', '3:30 empty-text', 'Say why'],
    ['a day in another form', 'absent: { custom: [{ key: a, until: 1.2.2027 }] }\n', '3:30 bad-date', 'YYYY-MM-DD'],
    ['a number for a day', 'absent: { custom: [{ key: a, until: 20261231 }] }\n', '3:30 bad-date', 'YYYY-MM-DD'],
    [
      'a number for the day of an override',
      'allow: [{ guard: last-owner, target: global, until: 20261231, reason: R }]\n',
      '3:46 bad-date',
      'YYYY-MM-DD',
    ],
    [
      'a number for the day of what is accepted',
      'accept: [{ target: settings.a, live: 1, until: 2026.5, reason: R }]\n',
      '3:41 bad-date',
      'YYYY-MM-DD',
    ],
    ['a boolean for a day', 'absent: { custom: [{ key: a, until: true }] }\n', '3:30 bad-date', 'YYYY-MM-DD'],
    [
      'an end that is too far off',
      'allow: [{ guard: last-owner, target: global, until: 2027-11-23, reason: R }]\n',
      '3:53 bad-date',
      '366 days',
    ],
    [
      'an end of what is accepted that is too far off',
      'accept: [{ target: settings.a, live: 1, until: 9999-12-31, reason: R }]\n',
      '3:48 bad-date',
      '366 days',
    ],
    [
      'an end of a tombstone that is too far off',
      'absent: { custom: [{ key: a, until: 2099-01-01 }] }\n',
      '3:37 bad-date',
      '366 days',
    ],
    ['a tombstone without a key', 'absent: { custom: [{ reason: a }] }\n', '3:20 missing-key', 'key'],
    ['a client without id', 'clients: { a: {} }\n', '3:12 missing-key', 'find'],
    ['an empty search', 'clients: { a: { find: {} } }\n', '3:17 missing-key', 'name'],
    ['an empty name of a client', 'clients: { a: { find: { name: "" } } }\n', '3:31 bad-id', 'Console'],
    ['an id that leaves its path', 'clients: { a: { id: ../x } }\n', '3:21 bad-id', 'letters'],
    ['two ways to name a client', 'clients: { a: { id: x, find: { name: y } } }\n', '3:24 one-of-two', 'Keep one'],
    ['two aliases for one id', 'clients: { a: { id: x }, b: { id: x } }\n', '3:26 same-client', 'Keep one'],
    [
      'two aliases for one name',
      'clients: { a: { find: { name: x } }, b: { find: { name: x } } }\n',
      '3:38 same-client',
      'Keep one',
    ],
    ['nonsense for a target', 'ignore: [site_name]\n', '3:10 bad-target', 'settings.KEY'],
    ['an overlong target', `ignore: ["settings.${'x'.repeat(500)}"]\n`, '3:10 bad-target', 'settings.KEY'],
    ['a client by its id where an alias belongs', 'ignore: [clients.@id1.settings.a]\n', '3:10 bad-target', 'ALIAS'],
    ['several clients by their ids', 'sensitive: ["clients.@*.settings.a"]\n', '3:13 bad-target', 'ALIAS'],
    ['a client by no id', 'sensitive: [clients.@.settings.a]\n', '3:13 bad-target', 'ALIAS'],
    [
      'the id of a client in an override',
      'allow: [{ guard: last-owner, target: clients.@id1.features, until: 2027-01-01, reason: R }]\n',
      '3:38 bad-target',
      'ALIAS',
    ],
    ['sensitive that names no key', 'sensitive: [clients.web]\n', '3:13 bad-target', 'Name keys'],
    ['too many entries', `ignore: [${'settings.a, '.repeat(1001)}]\n`, '3:1 too-many-entries', 'Use fewer'],
  ])('reports %s', async (_, text, place, cure) => {
    const found = await problemsOf(head + text);
    expect(found.map(({ code, source }) => `${source?.line}:${source?.column} ${code}`)).toEqual([place]);
    expect(found[0]?.cure).toContain(cure);
  });

  it('reports the place of the version', async () => {
    expect(await placesOf('version: 2\napplication: { id: a, region: us }\n')).toEqual([
      'capstan.yaml:1:1 unsupported-version',
    ]);
    expect(await placesOf('application: { id: a, region: us }\n')).toEqual(['capstan.yaml:1:1 missing-key']);
  });

  it('must be a map', async () => {
    expect(await placesOf('- a\n')).toContain('capstan.yaml:1:1 wrong-type');
    expect((await load('just text\n')).kind).toBe('problems');
  });

  it('may have ids of digits without quotes', async () => {
    const desired = await desiredOf(
      'version: 1\napplication: { id: 12345678901234567890, region: us }\nclients: { a: { id: 1e5 } }\n',
    );
    expect(desired.application.id).toBe('12345678901234567890');
    expect(desired.clients.get('a')?.id).toBe('1e5');
  });

  it('may hold null inside a value, where JSON has a use for it', async () => {
    const desired = await desiredOf(`${head}settings: { a: [1, ~, { b: null }] }\n`);
    expect(globalOf(desired).sections.settings.get('a')).toMatchObject({
      json: [1, null, { b: null }],
      text: null,
    });
  });
});

describe('what one file says twice', () => {
  it.each([
    ['a value and a tombstone', 'settings: { a: 1 }\nabsent: { settings: [a] }\n', '4:22 declared-and-absent'],
    ['a tombstone twice', 'absent: { settings: [a, { key: a }] }\n', '3:25 duplicate-tombstone'],
    ['a value that is ignored', 'settings: { a: 1 }\nignore: ["settings.*"]\n', '3:13 declared-and-ignored'],
    ['a tombstone that is ignored', 'absent: { custom: [a] }\nignore: [custom.a]\n', '3:20 declared-and-ignored'],
    ['a value that is dropped', 'settings: { a: 1 }\ndrop: [settings.a]\n', '3:13 declared-and-dropped'],
    [
      'a client that is dropped, once',
      'clients: { w: { id: x, features: [], settings: { a: 1 } } }\ndrop: [clients.w]\n',
      '3:12 declared-and-dropped',
    ],
    [
      'features that are ignored',
      'clients: { w: { id: x, features: [] } }\nignore: ["clients.*.features"]\n',
      '3:24 declared-and-ignored',
    ],
    ['a section of an ignored scope', 'settings: {}\nignore: [global]\n', '3:1 declared-and-ignored'],
  ])('is a problem: %s', async (_, text, place) => {
    expect(await placesOf(head + text)).toEqual([`capstan.yaml:${place}`]);
  });

  it('is a problem: region and configUrl', async () => {
    const text = 'version: 1\napplication: { id: a, region: us, configUrl: http://localhost:1 }\n';
    expect(await placesOf(text)).toEqual(['capstan.yaml:2:35 one-of-two']);
  });
});

describe('the application', () => {
  const at = (rest: string) => `version: 1\napplication: { id: app1, ${rest} }\n`;

  it.each(['us', 'eu', 'au', 'sa', 'cn', 'sg'])('has a Configuration API in %s', async (region) => {
    const { application } = await desiredOf(at(`region: ${region}`));
    expect(application.configUrl).toBe(`https://v1.api.${region}.janrain.com`);
  });

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:1/', 'http://localhost:1'],
    ['"http://[::1]:3"', 'http://[::1]:3'],
    ['https://v1.api.ca.janrain.com', 'https://v1.api.ca.janrain.com'],
    ['https://proxy.example.com:8443', 'https://proxy.example.com:8443'],
  ])('may answer at %s', async (url, origin) => {
    const env = { CAPSTAN_ALLOWED_HOSTS: 'other.example.com, proxy.example.com:8443' };
    const { application } = await desiredOf(at(`configUrl: ${url}`), { env });
    expect(application).toMatchObject({ region: null, configUrl: origin });
  });

  it.each([
    ['https://evil.example.com', 'host-not-allowed'],
    ['https://v1.api.us.janrain.com.evil.com', 'host-not-allowed'],
    ['https://janraincapture.com', 'host-not-allowed'],
    ['https://127.0.0.1.evil.com', 'host-not-allowed'],
    ['http://v1.api.us.janrain.com', 'insecure-url'],
    ['https://v1.api.us.janrain.com/path', 'bad-url'],
    ['https://v1.api.us.janrain.com?x=1', 'bad-url'],
    ['https://user@v1.api.us.janrain.com', 'bad-url'],
    ['https://user:pw@v1.api.us.janrain.com', 'bad-url'],
    ['"https://v1.api.us.janrain.com#x"', 'bad-url'],
    ['"https:\\\\v1.api.us.janrain.com"', 'bad-url'],
    ['ftp://v1.api.us.janrain.com', 'bad-url'],
    ['https://a:99999', 'bad-url'],
    ['v1.api.us.janrain.com', 'bad-url'],
  ])('never answers at %s', async (url, code) => {
    expect(await placesOf(at(`configUrl: ${url}`))).toEqual([`capstan.yaml:2:37 ${code}`]);
    expect(await placesOf(at(`region: us, captureUrl: ${url}`))).toEqual([`capstan.yaml:2:50 ${code}`]);
  });

  it('needs an id and a region', async () => {
    expect(await placesOf('version: 1\n')).toEqual(['capstan.yaml:1:1 missing-key']);
    expect(await placesOf('version: 1\napplication: {}\n')).toEqual([
      'capstan.yaml:2:1 missing-key',
      'capstan.yaml:2:1 missing-key',
    ]);
    expect(await placesOf('version: 1\napplication: { id: "a/b", region: us }\n')).toEqual([
      'capstan.yaml:2:20 bad-id',
    ]);
    expect(await placesOf('version: 1\napplication: { id: ~, region: us }\n')).toEqual([
      'capstan.yaml:2:16 null-value',
    ]);
  });

  it('names the region that was meant', async () => {
    const [problem, ...rest] = await problemsOf(at('region: eus'));
    expect(problem).toMatchObject({ code: 'unknown-value' });
    expect(rest).toEqual([]);
    const found = await problemsOf(at('region: "${env:REGION}"'), { env: { REGION: 'moon' } });
    expect(found).toMatchObject([{ code: 'unknown-value', cure: 'Choose one of them.' }]);
    expect(JSON.stringify(found)).not.toContain('moon');
  });
});

describe('accept and allow', () => {
  const accept = (target: string, live = '1') =>
    `accept: [{ target: "${target}", live: ${live}, until: 2027-01-01, reason: R }]\n`;
  const allow = (guard: string, target = 'global') =>
    `allow: [{ guard: ${guard}, target: "${target}", until: 2027-01-01, reason: R }]\n`;

  it('need a literal alias', async () => {
    expect(await placesOf(head + accept('clients.*.settings.a'))).toEqual(['capstan.yaml:3:20 wildcard-alias']);
    expect(await placesOf(head + allow('last-owner', 'clients.w*'))).toEqual(['capstan.yaml:3:38 wildcard-alias']);
  });

  it('accept keys and feature lists alone', async () => {
    expect(await placesOf(head + accept('global'))).toEqual(['capstan.yaml:3:10 bad-target']);
    const client = 'clients: { w: { id: x } }\n';
    expect((await desiredOf(head + client + accept('clients.w.features', '[owner]'))).accept).toMatchObject([
      { live: ['owner'] },
    ]);
  });

  it('accept no secret that stands in the file', async () => {
    expect(await placesOf(head + accept('settings.rpx_key', 'hunter2'))).toEqual(['capstan.yaml:3:46 secret-in-file']);
    expect(await placesOf(head + accept('settings.rpx_*', 'hunter2'))).toEqual(['capstan.yaml:3:44 secret-in-file']);
    const ofClient = `${head}clients: { w: { id: x } }\n${accept('clients.w.settings.rpx_key', 'hunter2')}`;
    expect(await placesOf(ofClient)).toEqual(['capstan.yaml:4:56 secret-in-file']);
    const env = { RPX: 'hunter2' };
    const { accept: accepts } = await desiredOf(head + accept('settings.rpx_key', '"${secret:RPX}"'), { env });
    expect(String(accepts[0]?.live)).toBe('(secret)');
    expect(String((await desiredOf(head + accept('custom.a_token', 'x'))).accept[0]?.live)).toBe('(secret)');
  });

  it('leave out what cannot be compared', async () => {
    const given = { unsetSecrets: 'not-compared' } as const;
    expect((await desiredOf(head + accept('settings.rpx_key', '"${secret:RPX}"'), given)).accept).toEqual([]);
    expect(await placesOf(head + accept('settings.rpx_key', '"${secret:RPX}"'))).toEqual([
      'capstan.yaml:3:46 unset-variable',
    ]);
  });

  it('of overwrites-drift name the live value that may go, and no other does', async () => {
    const entry = (guard: string, target: string, live: string) =>
      `allow: [{ guard: ${guard}, target: ${target}, live: ${live}, until: 2027-01-01, reason: R }]\n`;
    const given = { overridableGuards: ['overwrites-drift', 'last-owner'], env: { RPX: 'hunter2' } };
    const allowed = async (text: string) => (await desiredOf(head + text, given)).allow[0]?.live;
    expect(await allowed(entry('overwrites-drift', 'settings.login_attempts', '3'))).toBe(3);
    expect(await allowed(entry('overwrites-drift', 'settings.a', '[x, 1]'))).toEqual(['x', 1]);
    expect(String(await allowed(entry('overwrites-drift', 'settings.rpx_key', '"${secret:RPX}"')))).toBe('(secret)');
    expect(await allowed(allow('overwrites-drift', 'settings.a'))).toBeNull();
    expect(await placesOf(head + entry('overwrites-drift', 'settings.rpx_key', 'hunter2'), given)).toEqual([
      'capstan.yaml:3:68 secret-in-file',
    ]);
    expect(await placesOf(head + entry('last-owner', 'global', '3'), given)).toEqual([
      'capstan.yaml:3:52 unexpected-live',
    ]);
  });

  it('end at most 366 days from today, that day included', async () => {
    const until = (day: string) => `allow: [{ guard: last-owner, target: global, until: ${day}, reason: R }]\n`;
    expect((await desiredOf(head + until('2027-11-22'))).allow).toMatchObject([{ until: '2027-11-22' }]);
    expect((await desiredOf(head + until('2027-11-29'), { today: '2026-11-28' })).allow).toHaveLength(1);
    expect((await desiredOf(head + until('2020-01-01'))).allow).toHaveLength(1);
  });

  it('name a guard that can be overridden', async () => {
    expect(await problemsOf(head + allow('last-ower'))).toMatchObject([
      { code: 'unknown-guard', cure: 'Did you mean "last-owner"?' },
    ]);
    expect(await problemsOf(head + allow('protected'))).toMatchObject([{ code: 'guard-without-override' }]);
  });

  it('are reported where they are incomplete', async () => {
    const text =
      'accept: [{ target: settings.a }]\nallow: [{ guard: last-owner, target: x, until: 2026-02-30, reason: R }]\n';
    expect(await placesOf(head + text)).toEqual([
      'capstan.yaml:3:10 missing-key',
      'capstan.yaml:3:10 missing-key',
      'capstan.yaml:3:10 missing-key',
      'capstan.yaml:4:38 bad-target',
      'capstan.yaml:4:48 bad-date',
    ]);
  });
});

describe('notes', () => {
  it('name settings that are close to one that is known', async () => {
    const text = `${head}settings: { login_atempts: 5, Site_Name: x, wholly_other: y, user_distinguisher_field: z }\ncustom: { login_atempts: 5 }\n`;
    expect(await notesOf(text)).toEqual([
      'similar-name: Did you mean "login_attempts"?',
      'similar-name: Did you mean "site_name"?',
    ]);
  });

  it('search for similar names within bounds', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `x${index}zzzzzzz: 1`).join(', ');
    expect(await notesOf(`${head}settings: { ${many} }\n`)).toEqual([]);
  });

  it('name unknown features', async () => {
    expect(
      await notesOf(`${head}clients: { a: { id: x, features: [ownr, image_create, ~] } }\n`).catch(() => []),
    ).toEqual([]);
    expect(await notesOf(`${head}clients: { a: { id: x, features: [ownr, image_create] } }\n`)).toEqual([
      'unknown-feature: Did you mean "owner"?',
      expect.stringContaining('Available: access_issuer'),
    ]);
  });
});
