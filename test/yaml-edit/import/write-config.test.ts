import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Secret } from '../../../src/model/value.ts';
import { catalogue, choice, clientOf, fragmentFrom, liveOf, optionOf, scopeOf, writtenFrom } from './live-of.ts';

const rich = liveOf({
  global: scopeOf(
    {
      login_attempts: '5',
      site_name: 'Müller & Söhne',
      email_method: 'ses_sync',
      ccp_enable_email_send_buttons: 'true',
      user_search_display_fields: '[{"name":"givenName","title":"Given ${name}"},{"name":"on","title":null}]',
      default_flow_version: '20170915215708415365',
      rpx_key: new Secret('hidden-value'),
      mystery: { b: [1, [2.5, 'no'], {}], a: 'first\nsecond\n' },
      cache_size: 12_345_678_901_234_567n.toString(),
      broken: 'half \ud800',
      rounded: 1,
      gone: null,
      mail_footer: '<p>\n  Bye.\n</p>',
      plain_text: 'yes',
    },
    { site_locale: 'US', zip: '0123', empty: '', partner_token: new Secret('hidden-token'), 'two words': 'x', n: 1.5 },
    ['rounded'],
  ),
  clients: [
    clientOf('caller', 'Config Owner', ['owner']),
    clientOf('web1', 'Web Login', ['login_client']),
    clientOf('web2', 'Web Login', ['direct_read_access', 'direct_access']),
    clientOf('vendor', 'On', ['metadata', 'odd, [name] ${x}']),
    clientOf('0123', '日本語', null),
  ],
  scopes: new Map([
    ['caller', scopeOf({})],
    [
      'web1',
      scopeOf({
        janrainOidcClientId: 'a-b-c',
        verify_email_url: 'https://example.com/verify?a=b#c',
        rpx_key: new Secret('hidden-other'),
      }),
    ],
    ['web2', scopeOf({ site_name: 'Web' }, { banner: "It's 5 o'clock: #now" })],
    ['vendor', scopeOf({ rpx_key: new Secret('hidden') })],
    ['0123', scopeOf({}, {})],
  ]),
  options: [optionOf('mystery', 'json', 'Zoo'), optionOf('cache_size', 'integer'), optionOf('login_attempts', null)],
});

describe('writeConfig', () => {
  it('writes a file that a person would have written', async () => {
    await expect(writtenFrom(rich, choice).text).toMatchFileSnapshot('golden/rich.yaml.txt');
  });

  it('writes references, and their names without values, when secrets are to be managed', async () => {
    const { text, envExample } = writtenFrom(rich, {
      ...choice,
      secrets: 'references',
      application: {
        id: 'app',
        region: null,
        configUrl: 'https://x.example',
        captureUrl: 'https://a.janraincapture.com',
      },
    });
    await expect(text).toMatchFileSnapshot('golden/references.yaml.txt');
    await expect(envExample).toMatchFileSnapshot('golden/env-example.txt');
  });

  it('never writes a secret value', () => {
    for (const secrets of ['unmanaged', 'references'] as const) {
      expect(JSON.stringify(writtenFrom(rich, { ...choice, secrets }))).not.toContain('hidden');
    }
  });

  it('gives the same bytes in whatever order the service gives keys and clients', () => {
    const turned = { ...rich, clients: new Map([...rich.clients].reverse()) };
    expect(writtenFrom(turned, choice)).toEqual(writtenFrom(rich, choice));
  });

  it('lists all that it does not manage, with the reason', () => {
    expect(writtenFrom(rich, choice).notes).toMatchInlineSnapshot(`
      [
        {
          "reason": "a secret",
          "target": "settings.rpx_key",
        },
        {
          "reason": "it contains a lone surrogate (half a character), which no file can store",
          "target": "settings.broken",
        },
        {
          "reason": "its live value is not an integer that a file can hold",
          "target": "settings.cache_size",
        },
        {
          "reason": "it contains a number that would be rounded",
          "target": "settings.rounded",
        },
        {
          "reason": "a secret",
          "target": "custom.partner_token",
        },
        {
          "reason": "a name that is empty, has a blank or an invisible character in it, or more than 255 characters, cannot be managed",
          "target": "custom.two words",
        },
        {
          "reason": "a secret",
          "target": "clients.client-on.settings.rpx_key",
        },
        {
          "reason": "it ties the client to Hosted Login and must never change",
          "target": "clients.web-login.settings.janrainOidcClientId",
        },
        {
          "reason": "a secret",
          "target": "clients.web-login.settings.rpx_key",
        },
        {
          "reason": "no list of them was given",
          "target": "clients.client.features",
        },
      ]
    `);
  });

  it('names the clients that it leaves out', () => {
    const { text, count } = writtenFrom(rich, { ...choice, clients: new Set(['web1']) });
    expect(text).toContain('# Not managed by this file:\n#   "Config Owner"\n');
    expect(Object.keys(parse(text).clients)).toEqual(['web-login']);
    expect(count.clients).toBe(1);
  });

  it('keeps aliases when only some clients are chosen', () => {
    const { text } = writtenFrom(rich, { ...choice, clients: new Set(['web2']) });
    expect(Object.keys(parse(text).clients)).toEqual(['web-login-2']);
  });

  it('writes an empty map when there is no client to write', () => {
    expect(parse(writtenFrom(rich, { ...choice, clients: new Set() }).text).clients).toEqual({});
  });

  it('treats a known secret as one even if no one sealed it', () => {
    const { text } = writtenFrom(
      liveOf({ global: scopeOf({ rpx_key: 'in-clear' }, { my_token: 'in-clear' }) }),
      choice,
    );
    expect(text).not.toContain('in-clear');
  });

  it('writes no reference for a secret that is masked, JSON or missing', () => {
    const live = liveOf({
      global: scopeOf({ rpx_key: new Secret('****'), json_key: new Secret({ a: 'x' }), a_token: new Secret(null) }),
      options: [optionOf('json_key', 'json')],
    });
    const { text, envExample } = writtenFrom(live, { ...choice, secrets: 'references' });
    expect(envExample).toBeNull();
    expect(text).toContain('# rpx_key: not managed here: (secret) the service returns its value masked');
    expect(text).toContain('# json_key: not managed here: (secret)');
    expect(text).not.toContain('a_token');
    expect(parse(text).settings).toEqual({});
  });

  it('writes the keys of maps as they are, and manages no setting whose name reads like a reference', () => {
    const map = { '${env:A}': { '$${': '${x}' } };
    const { text } = writtenFrom(liveOf({ global: scopeOf({}, { m: map, '${env:B}': 'x' }) }), choice);
    expect(parse(text).custom).toEqual({ m: { '${env:A}': { '$${': '$${x}' } } });
    expect(text).toContain('not managed here: it has a name that reads like a reference');
  });

  it('leaves out what has a part that looks like a secret', () => {
    const { text } = writtenFrom(liveOf({ global: scopeOf({}, { nested: [{ api_key: 'in-clear' }] }) }), choice);
    expect(text).not.toContain('in-clear');
  });

  it('leaves out a value or a name that shows a secret, in the whole file and in a fragment', () => {
    const live = liveOf({
      global: scopeOf({ rpx_key: new Secret('s3cr3t-value') }, { short_key: new Secret('abc') }),
      scopes: new Map([
        [
          'caller',
          scopeOf({}, { a: ['x', { 'k-s3cr3t-value': 1 }], b: 'x-s3cr3t-value-y', c: 'abc', 's3cr3t-value': 1 }),
        ],
      ]),
    });
    for (const write of [writtenFrom, fragmentFrom]) {
      const { text } = write(live, choice);
      expect(parse(text).clients.owner.custom).toEqual({ c: 'abc' });
      expect(text.match(/shows the value of a secret/g)).toHaveLength(3);
      expect(text).not.toContain('s3cr3t-value');
    }
  });

  it('writes no reference to a secret that is a word of the file', () => {
    const live = liveOf({ global: scopeOf({ rpx_key: new Secret('settings') }, { a_token: new Secret('owner') }) });
    const { secretNames } = writtenFrom(live, { ...choice, secrets: 'references' });
    expect([...secretNames]).toEqual(['CAPSTAN_VAR_A_TOKEN']);
    const words = scopeOf({ rpx_key: new Secret('settings') }, { a_token: new Secret('CAPSTAN_VAR') });
    expect(writtenFrom(liveOf({ global: words }), { ...choice, secrets: 'references' }).secretNames.size).toBe(0);
  });

  it('leaves out names that mean something else in a reply, and clients with an id that no path can hold', () => {
    const live = liveOf({
      global: scopeOf({ custom: 'x', _x: 'y', '\u0000': 1, '${env:A}': 1 }, { custom: 'x', _x: 'y' }),
      clients: [clientOf('../x', 'Strange'), clientOf('caller', 'Owner'), clientOf('gone', 'Gone')],
      scopes: new Map([
        ['../x', scopeOf({ site_name: 'x' })],
        ['caller', scopeOf({})],
      ]),
    });
    const { text } = writtenFrom(live, choice);
    const read = parse(text);
    expect([read.settings, read.custom]).toEqual([{}, { custom: 'x', _x: 'y' }]);
    expect(Object.keys(read.clients)).toEqual(['owner']);
    expect(text).toContain('# Not managed by this file:\n#   "Gone"\n#   "Strange"');
  });

  it('leaves out a feature list that no file can hold', () => {
    const many = Array.from({ length: 101 }, (_, index) => `f${index}`);
    for (const features of [many, ['${env:A}'], ['\ud800'], null]) {
      const { text, notes } = fragmentFrom(
        liveOf({ clients: [clientOf('caller', 'Owner', features)], scopes: new Map([['caller', scopeOf({})]]) }),
        choice,
      );
      expect(text).toMatch(/# features: not managed here/);
      expect(notes.map(({ target }) => target)).toEqual(['clients.owner.features']);
    }
  });

  it('keeps a name of the service from becoming an instruction or a second line', () => {
    const name = 'yaml-language-server: $schema=http://evil\nsettings: {a: 1}\u2028\u0085\u202eevil';
    const live = liveOf({
      clients: [clientOf('caller', name, [])],
      global: scopeOf({ odd: '1', 'bad\u202ekey': '\ud800' }),
      options: [optionOf('odd', 'string', 'Group\nsettings: 1')],
    });
    const { text } = writtenFrom(live, { ...choice, catalogue: { ...catalogue, lookup: () => undefined } });
    expect(text).not.toMatch(/^\s*settings: [^\n]*1/m);
    expect(text.match(/^\s*# ?yaml-language-server/gm)).toHaveLength(1);
    expect(text).not.toMatch(/[\u0085\u2028\u202e]/);
    expect(parse(text).settings).toEqual({ odd: '1' });
  });

  it('cuts a very long name', () => {
    const { text } = writtenFrom(liveOf({ clients: [clientOf('caller', 'x'.repeat(5000))] }), choice);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(200);
  });
});

describe('writeFragment', () => {
  it('writes nothing but the entries of the clients, and says where they go', () => {
    const { text } = fragmentFrom(rich, { ...choice, clients: new Set(['web2']) });
    expect(text).toMatch(/^# From `capstan import`: add these entries under `clients:`/);
    expect(parse(text)).toEqual({
      clients: {
        'web-login-2': {
          id: 'web2',
          features: ['direct_access', 'direct_read_access'],
          name: 'Web Login',
          ipAllowList: ['0.0.0.0/0'],
          settings: { site_name: 'Web' },
          custom: { banner: "It's 5 o'clock: #now" },
        },
      },
    });
  });
});
