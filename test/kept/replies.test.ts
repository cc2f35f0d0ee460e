import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReplies } from '../../src/kept/replies.ts';
import type { KeptState } from '../../src/model/live.ts';
import { liveListOf } from '../../src/model/live.ts';
import { scopesRead, valuesIn } from '../support/builders.ts';
import { lawRuns } from '../support/law-runs.ts';

const app = '73jzx34tnr5ruhsze494ssgz2b';
const web = 'weblogin000000000000000000000';

const settings = { _self: `/config/${app}/settings`, login_attempts: 5, custom: { banner: 'x' } };
const ofWeb = { _self: `/config/${app}/clients/${web}/settings`, site_name: 'Web', custom: {}, _global: settings };
const client = {
  _self: `/config/${app}/clients/${web}`,
  _id: web,
  _secret: 'canary-client-secret',
  name: 'Web login',
  ipWhitelist: ['0.0.0.0/0'],
  features: ['login_client'],
};
const option = { globalOnly: false, group: 'General Settings', name: 'login_attempts', type: 'integer', values: [] };

type Files = { readonly [name: string]: unknown };

function read(files: Files, application: string | null = null) {
  const texts = Object.entries(files).map(([name, content]) => {
    return { name, file: `curl/${name}`, text: typeof content === 'string' ? content : JSON.stringify(content) };
  });
  return readReplies({
    files: texts,
    application,
    sectionOf: (name) => (name === 'site_name' ? 'settings' : 'custom'),
  });
}

function kept(files: Files, application: string | null = null): KeptState {
  const result = read(files, application);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.kept;
}

function problems(files: Files, application: string | null = null): readonly string[] {
  const result = read(files, application);
  if (result.kind === 'kept') return [];
  return result.problems.map(({ code, source }) =>
    source === null ? code : `${code} ${source.file}:${source.line}:${source.column}`,
  );
}

function plain({ live }: KeptState) {
  const of = (scope: KeptState['live']['global']) =>
    scope && {
      ...Object.fromEntries(valuesIn(scope.sections.settings)),
      custom: Object.fromEntries(valuesIn(scope.sections.custom)),
    };
  return {
    global: of(live.global),
    ...Object.fromEntries([...scopesRead(live)].map(([id, scope]) => [id, of(scope)])),
  };
}

describe('readReplies', () => {
  it('puts together what curl saved, whatever the files are called', () => {
    const state = kept({ 'a.json': settings, 'b.json': ofWeb, 'c.json': [client], 'd.json': [option] });
    expect(state.application).toBe(app);
    expect(plain(state)).toEqual({
      global: { login_attempts: 5, custom: { banner: 'x' } },
      [web]: { site_name: 'Web', custom: {} },
    });
    expect(state.live.clients.get(web)).toMatchObject({ name: 'Web login' });
    expect(liveListOf(state.live.clients.get(web), 'features')).toEqual(['login_client']);
    expect([...(state.live.options ?? [])].map(([name]) => name)).toEqual(['login_attempts']);
    expect(JSON.stringify([...state.live.clients])).not.toContain('canary');
  });

  it('takes one client, and the list of the older API, without its secrets', () => {
    expect(kept({ 'a.json': settings, 'b.json': client }).live.clients.get(web)?.name).toBe('Web login');
    const old = {
      client_id: web,
      client_secret: 'canary',
      description: 'Old',
      whitelist: [],
      features: ['owner', 'direct_access'],
    };
    const state = kept({ 'a.json': settings, 'list.json': { stat: 'ok', results: [old] } });
    expect(state.live.clients.get(web)).toMatchObject({ name: 'Old' });
    expect(liveListOf(state.live.clients.get(web), 'features')).toEqual(['direct_access', 'owner']);
    expect(JSON.stringify([...state.live.clients])).not.toContain('canary');
  });

  it('gives a client of which only the settings are there its id for a name, and manages no global ones without them', () => {
    const state = kept({ 'a.json': ofWeb });
    expect(state.live.clients.get(web)).toMatchObject({ name: web, scope: { properties: new Map() } });
    expect(state.live.global).toBeNull();
    expect(state.notes).toHaveLength(1);
  });

  it('divides a flat reply by the options, else by what is known', () => {
    const flat = { default_settings: { site_name: 'S', banner: 'x' }, client_settings: { [web]: { banner: 'y' } } };
    expect(plain(kept({ 'all.json': flat }, app))).toEqual({
      global: { site_name: 'S', custom: { banner: 'x' } },
      [web]: { custom: { banner: 'y' } },
    });
    const listed = kept({ 'all.json': flat, 'options.json': [{ ...option, name: 'banner' }] }, app);
    expect(plain(listed).global).toEqual({ banner: 'x', custom: { site_name: 'S' } });
  });

  it('takes the name of the file where a reply does not say whose it is', () => {
    const { _self, ...bare } = settings;
    expect(plain(kept({ 'settings.json': bare }, app)).global).toEqual({ login_attempts: 5, custom: { banner: 'x' } });
    expect(plain(kept({ [`client-${web}.json`]: bare }, app))).toHaveProperty(web, {
      login_attempts: 5,
      custom: { banner: 'x' },
    });
    expect(problems({ 'x.json': bare }, app)).toEqual(['reply-unknown curl/x.json:1:1']);
  });

  it.each<[string, Files, readonly string[]]>([
    ['a page', { 'a.json': '<html>' }, ['reply-not-json curl/a.json:1:1']],
    ['half a reply', { 'a.json': '{\n  "custom": {' }, ['reply-not-json curl/a.json:2:14']],
    ['a key twice', { 'a.json': '{"a":1,"a":2}' }, ['reply-not-json curl/a.json:1:1']],
    ['headers', { 'a.json': 'HTTP/1.1 200 OK\r\n\r\n{}' }, ['reply-with-headers curl/a.json:1:1']],
    ['errors', { 'a.json': { errors: 'Authentication required.' } }, ['reply-is-error curl/a.json:1:1']],
    ['older errors', { 'a.json': { stat: 'error', code: 403 } }, ['reply-is-error curl/a.json:1:1']],
    ['merged settings', { 'a.json': { stat: 'ok', result: { a: 'b' } } }, ['reply-is-merged curl/a.json:1:1']],
    ['settings without custom', { 'a.json': { _self: settings._self } }, ['reply-incomplete curl/a.json:1:1']],
    ['a client without a name', { 'a.json': [{ _self: client._self }] }, ['reply-incomplete curl/a.json:1:1']],
    [
      'something else',
      { 'a.json': [1], 'b.json': '3' },
      ['reply-unknown curl/a.json:1:1', 'reply-unknown curl/b.json:1:1'],
    ],
    ['an empty list', { 'a.json': [] }, ['reply-unknown curl/a.json:1:1']],
    ['the same twice', { 'a.json': settings, 'b.json': settings }, ['reply-twice curl/b.json:1:1']],
    ['clients alone', { 'a.json': [client] }, ['no-settings']],
    ['nothing', {}, ['application-unknown', 'no-settings']],
  ])('refuses %s', (_, files, expected) => {
    expect(problems(files)).toEqual(expected);
  });

  it('refuses replies of two applications, and of another one than was asked for', () => {
    const other = { ...settings, _self: '/config/other/clients/abc/settings' };
    expect(problems({ 'a.json': settings, 'b.json': other })).toEqual(['reply-of-other-application curl/b.json:1:1']);
    expect(problems({ 'a.json': settings }, 'other')).toEqual(['reply-of-other-application curl/a.json:1:1']);
  });

  it('ends for every JSON with a state or with problems', () => {
    const check = (values: unknown[]): void => {
      const files = Object.fromEntries(values.map((value, index) => [`${index}.json`, JSON.stringify(value)]));
      expect(['kept', 'problems']).toContain(read(files, app).kind);
    };
    const member = fc.constantFrom(
      '_self',
      'custom',
      'result',
      'results',
      'stat',
      'client_settings',
      'default_settings',
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(settings._self, ofWeb._self, client._self, 'ok'));
    const reply = fc.oneof(fc.jsonValue(), fc.dictionary(member, value));
    fc.assert(fc.property(fc.array(reply, { maxLength: 3 }), check), lawRuns);
  });
});
