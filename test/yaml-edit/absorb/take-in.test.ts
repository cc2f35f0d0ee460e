import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../../src/model/baseline.ts';
import type { LiveState } from '../../../src/model/live.ts';
import { Secret } from '../../../src/model/value.ts';
import { type AbsorbResult, absorbDrift, mismatchWith } from '../../../src/workflows/absorb-drift.ts';
import {
  aBaseline,
  aDecideInput,
  aDigest,
  aLiveClient,
  aLiveScope,
  aLiveState,
  pattern,
  testCatalogue,
} from '../../support/builders.ts';
import { desiredOf, readTexts } from './memory-load.ts';

const head = 'version: 1\napplication: { id: app1, region: us }\n';
type Files = Readonly<Record<string, string>>;
type Wish = { readonly named?: readonly string[]; readonly baseline?: Baseline };

/** Files in the order in which they win, capstan.yaml last. */
async function take(files: Files, live: LiveState, { named = [], baseline }: Wish): Promise<AbsorbResult> {
  const texts = Object.entries(files).map(([shown, text]) => ({ shown, text }));
  const facts = {
    ...aDecideInput(),
    desired: await desiredOf(texts),
    live,
    catalogue: testCatalogue,
    baseline: baseline ?? null,
  };
  return absorbDrift({ facts, digest: aDigest('key'), named: named.map(pattern), files: texts, read: readTexts });
}

function textsOf({ files }: AbsorbResult): Files {
  return Object.fromEntries(files.map(({ shown, text }) => [shown, text]));
}
const reasons = ({ leftOut }: AbsorbResult): readonly string[] => leftOut.map((one) => `${one.target}: ${one.reason}`);

describe('which rows are absorbed', () => {
  const file = `${head}settings: { login_attempts: 5, site_name: new }\n`;
  const live = aLiveState({ global: { settings: { login_attempts: 9, site_name: 'live', email_method: 'x' } } });
  const baseline = (site: string): Baseline =>
    aBaseline({ global: { settings: { login_attempts: 5, site_name: site, email_method: 'x' } } });

  it('are with a baseline those that drifted', async () => {
    const taken = await take({ 'capstan.yaml': file }, live, { baseline: baseline('live') });
    expect(textsOf(taken)).toEqual({ 'capstan.yaml': file.replace('5', '9') });
    expect(taken.absorbed).toEqual([{ target: 'settings.login_attempts', file: 'capstan.yaml' }]);
    expect(reasons(taken)).toEqual([expect.stringContaining('settings.site_name: it is a pending change')]);
  });

  it('are those that changed on both sides only when they are named', async () => {
    const unnamed = await take({ 'capstan.yaml': file }, live, { baseline: baseline('then') });
    expect(reasons(unnamed)).toEqual([expect.stringContaining('settings.site_name: the file changed too')]);
    const named = await take({ 'capstan.yaml': file }, live, {
      baseline: baseline('then'),
      named: ['settings.site_name'],
    });
    expect(named.absorbed.map(({ target }) => target)).toEqual(['settings.site_name']);
    expect(named.leftOut).toEqual([]);
  });

  it('are never those that wait in the file, named or not', async () => {
    const taken = await take({ 'capstan.yaml': file }, live, {
      baseline: baseline('live'),
      named: ['settings.site_name'],
    });
    expect(taken.absorbed).toEqual([]);
  });

  it('are without a baseline those that are named, and a name that stands for nothing is told', async () => {
    expect((await take({ 'capstan.yaml': file }, live, {})).absorbed).toEqual([]);
    const taken = await take({ 'capstan.yaml': `${file}ignore: [settings.a*]\n` }, live, {
      named: ['settings.login_attempts', 'settings.abc', 'clients.none', 'global'],
    });
    expect(taken.absorbed.map(({ target }) => target)).toEqual(['settings.login_attempts', 'settings.site_name']);
    expect(reasons(taken)).toEqual([
      'settings.abc: the file ignores it',
      'clients.none: the live application matches the file, or no file mentions it',
    ]);
  });

  it('are not those that are agreed upon already; anyone who names them is told', async () => {
    const same = aLiveState({ global: { settings: { login_attempts: 5, site_name: 'new' } } });
    const against = aBaseline({ global: { settings: { login_attempts: 3, site_name: 'new' } } });
    expect((await take({ 'capstan.yaml': file }, same, { baseline: against })).leftOut).toEqual([]);
    const taken = await take({ 'capstan.yaml': file }, same, { baseline: against, named: ['settings.*'] });
    expect(reasons(taken)).toEqual(['settings.login_attempts: the file already declares it']);
  });

  it('are not accepted ones, secrets, missing clients, lists that were not given and numbers that lose digits', async () => {
    const text = `${head}settings:
  login_attempts: 5
  site_name: a
  rpx_key: \${secret:CAPSTAN_VAR_KEY}
custom: { a: b }
accept: [{ target: settings.login_attempts, live: 9, until: 2027-01-31, reason: x }]
clients:
  gone: { id: gone }
  web: { id: web, features: [login_client] }
absent: { settings: [backplane_secret] }
`;
    const scope = aLiveScope({
      settings: { login_attempts: 9, site_name: 123, backplane_secret: new Secret('x') },
      inexactSettings: ['site_name'],
    });
    const all = aLiveState({ clients: [aLiveClient({ id: 'web', features: null })] });
    const taken = await take({ 'capstan.yaml': text }, { ...all, global: scope }, { named: ['global', 'clients.*'] });
    expect(reasons(taken)).toEqual([
      expect.stringContaining('settings.backplane_secret: it is a secret'),
      'settings.login_attempts: it is accepted until 2027-01-31',
      'settings.site_name: it holds a number that would lose digits',
      'clients.web.features: the service gave no list of features',
      expect.stringContaining('clients.gone: the live application has no such client'),
    ]);
    expect(taken.absorbed.map(({ target }) => target)).toEqual(['custom.a']);
  });
});

describe('which file a value goes to', () => {
  const base =
    'version: 1\nsettings:\n  login_attempts: 5\ncustom:\n  a: base # b\n  map: { x: 1, y: 1 }\nabsent: { custom: [c] }\n';
  const top = `${head}extends: base.yaml\ncustom:\n  a: top\n  map: { y: 2 }\n`;
  const files = { 'base.yaml': base, 'capstan.yaml': top };
  const live = (settings: object, custom: object): LiveState =>
    aLiveState({ global: { settings: { ...settings }, custom: { ...custom } } });
  const all = { named: ['global'] };

  it('is the last that declares it', async () => {
    const taken = await take(files, live({ login_attempts: 7 }, { a: 'live', map: { x: 1, y: 2 } }), all);
    expect(textsOf(taken)).toEqual({
      'base.yaml': base.replace('5', '7'),
      'capstan.yaml': top.replace('a: top', 'a: live'),
    });
  });

  it('is for each part of a map its own', async () => {
    const taken = await take(files, live({ login_attempts: 5 }, { a: 'top', map: { x: 8, y: 9, z: 10 } }), all);
    expect(textsOf(taken)).toEqual({
      'base.yaml': base.replace('x: 1', 'x: 8'),
      'capstan.yaml': top.replace('{ y: 2 }', '{ y: 9, z: 10 }'),
    });
  });

  it('loses a tombstone and gets the value instead', async () => {
    const taken = await take(files, live({ login_attempts: 5 }, { a: 'top', map: { x: 1, y: 2 }, c: 'live' }), all);
    expect(textsOf(taken)).toEqual({
      'base.yaml': base.replace('[c]', '[]').replace('y: 1 }\n', 'y: 1 }\n  c: live\n'),
      'capstan.yaml': top,
    });
  });

  it('is none when several would have to lose the key', async () => {
    const taken = await take(files, live({}, { map: { x: 1 } }), all);
    expect(textsOf(taken)).toEqual({
      'base.yaml': base.replace('  login_attempts: 5\n', '').replace('settings:', 'settings: {}'),
      'capstan.yaml': top,
    });
    expect(reasons(taken)).toEqual([
      'custom.a: base.yaml and capstan.yaml declare it: list it under absent, or remove it from all of them',
      'custom.map: base.yaml and capstan.yaml declare it: list it under absent, or remove it from all of them',
    ]);
  });

  it('is the one that was asked for when none declares it', async () => {
    const strict = { 'base.yaml': `${base}unmentioned: remove\n`, 'capstan.yaml': top };
    const taken = await take(
      strict,
      live({ login_attempts: 5, email_method: 'x' }, { a: 'top', map: { x: 1, y: 2 } }),
      {
        named: ['settings.*'],
      },
    );
    expect(textsOf(taken)['capstan.yaml']).toBe(top.replace('custom:', 'settings:\n  email_method: x\ncustom:'));
  });
});

describe('what is absorbed', () => {
  const one = (text: string, settings: object, named = ['global']): Promise<AbsorbResult> =>
    take({ 'capstan.yaml': `${head}${text}` }, aLiveState({ global: { settings: { ...settings } } }), { named });

  it('keeps the map that a file writes for what the service keeps as text', async () => {
    const taken = await one('settings:\n  user_search_display_fields:\n    - a # first\n    - b\n', {
      user_search_display_fields: '["a","c"]',
    });
    expect(taken.files[0]?.text).toContain('    - a # first\n    - c\n');
  });

  it('is never a value that comes from a variable, in whatever part', async () => {
    const text =
      'settings:\n  site_name: "${env:CAPSTAN_VAR_NONE:-x}"\n  user_search_display_fields: [a, "${env:CAPSTAN_VAR_NONE:-x}"]\n';
    const taken = await one(text, { site_name: 'y', user_search_display_fields: ['a'] });
    expect(taken.absorbed).toEqual([]);
    expect(new Set(taken.leftOut.map(({ reason }) => reason))).toEqual(new Set(['its value comes from a variable']));
  });

  it('is no reference, whatever live holds', async () => {
    const taken = await one('settings:\n  site_name: x\n', { site_name: '${env:HOME} $${' });
    expect(taken.files[0]?.text).toContain('site_name: "$${env:HOME} $$${"\n');
    expect(taken.leftOut).toEqual([]);
  });

  it('keeps the keys of maps as they are', async () => {
    const map = { '${env:A}': { '$${': '${x}' } };
    const taken = await one('settings:\n  user_search_display_fields: { "${env:B}": 1 }\n', {
      user_search_display_fields: map,
    });
    expect(taken.leftOut).toEqual([]);
    expect(taken.files[0]?.text).toContain('\n    "${env:A}":\n      "$${": "$${x}"\n');
  });

  it('is not what no file can ask for; the rest is', async () => {
    const taken = await one('settings:\n  login_attempts: 5\n  site_name: x\n', {
      login_attempts: 'many',
      site_name: 'y',
    });
    expect(taken.absorbed.map(({ target }) => target)).toEqual(['settings.site_name']);
    expect(reasons(taken)).toEqual(['settings.login_attempts: the live value does not fit its type']);
  });

  it('does not make a section managed that was not', async () => {
    const text = 'unmentioned: remove\nabsent: { settings: [site_name] }\n';
    const taken = await one(text, { site_name: 'y', email_method: 'z' }, ['settings.site_name']);
    expect(taken.files[0]?.text).toBe(`${head}${text}`);
    expect(reasons(taken)).toEqual(['settings.site_name: it would change other parts of the file']);
  });

  it('may take the place of an alias and free its anchor', async () => {
    const taken = await one('settings:\n  email_method: &x a\n  site_name: *x\n', {
      email_method: 'b',
      site_name: 'c',
    });
    expect(taken.files[0]?.text).toBe(`${head}settings:\n  email_method: &x b\n  site_name: c\n`);
    expect(taken.leftOut).toEqual([]);
  });

  it('is left out when its file cannot be edited there', async () => {
    const taken = await one('settings:\n  email_method: &x a\n  site_name: *x\n', {
      email_method: 'b',
      site_name: 'a',
    });
    expect(reasons(taken)).toEqual(['settings.email_method: capstan.yaml: an alias repeats it elsewhere']);
  });

  it('cannot be a value that the file format has no room for', async () => {
    const deep = JSON.parse(`${'['.repeat(64)}${']'.repeat(64)}`);
    const taken = await one('settings:\n  user_search_display_fields: []\n', { user_search_display_fields: [deep] });
    expect(reasons(taken)).toEqual([expect.stringContaining('settings.user_search_display_fields: too-deep')]);
  });
});

describe('files that were written', () => {
  it('are found out when they do not ask for what was absorbed', async () => {
    const texts = [{ shown: 'capstan.yaml', text: `${head}settings: { site_name: a }\n` }];
    const live = aLiveState({ global: { settings: { site_name: 'b' } } });
    const desired = await desiredOf(texts);
    const facts = { ...aDecideInput(), desired, live, catalogue: testCatalogue };
    const input = { facts, digest: aDigest('key'), named: [pattern('global')], files: texts, read: readTexts };
    const taken = await absorbDrift(input);
    expect(mismatchWith(input, await desiredOf(taken.files), taken)).toBeNull();
    expect(mismatchWith(input, desired, taken)).toBe('a file cannot declare exactly the live value');
  });
});
