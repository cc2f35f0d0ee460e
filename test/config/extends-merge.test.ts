import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DesiredScope, tombstonesIn, valuesAsked } from '../../src/model/desired.ts';
import { desiredOf, type Files, folderWith, globalOf, head, loaded, loadIn, notesOf, placesOf } from './load.ts';

/** capstan.yaml that extends base.yaml. */
function over(base: string, own: string) {
  return { 'base.yaml': `version: 1\n${base}`, 'capstan.yaml': `${head}extends: base.yaml\n${own}` };
}

const keysOf = (map: ReadonlyMap<string, unknown>) => [...map.keys()];
const goneOf = (section: DesiredScope['sections']['settings']) => tombstonesIn(section).map(([key]) => key);

describe('a later file', () => {
  it('wins value by value and keeps the rest, each with its place', async () => {
    const { settings } = globalOf(
      await desiredOf(over('settings: { a: 1, b: 2 }\n', 'settings: { b: 3, c: 4 }\n')),
    ).sections;
    expect(settings.get('a')).toMatchObject({ json: 1, source: { file: 'base.yaml', line: 2, column: 13 } });
    expect(settings.get('b')).toMatchObject({ json: 3, source: { file: 'capstan.yaml', line: 4, column: 13 } });
    expect(keysOf(settings)).toEqual(['a', 'b', 'c']);
  });

  it('merges maps and replaces lists and features', async () => {
    const base =
      'settings: { m: { x: 1, y: { z: 2 } }, l: [1, 2] }\nclients: { w: { id: a, features: [owner], custom: { k: 1 } } }\n';
    const own =
      'settings: { m: { y: { q: 3 } }, l: [3] }\nclients: { w: { features: [login_client], custom: { j: 2 } } }\n';
    const desired = await desiredOf(over(base, own));
    expect(globalOf(desired).sections.settings.get('m')).toMatchObject({ json: { x: 1, y: { z: 2, q: 3 } } });
    expect(globalOf(desired).sections.settings.get('l')).toMatchObject({ json: [3] });
    expect(desired.clients.get('w')).toMatchObject({
      id: 'a',
      scope: { properties: new Map([['features', { value: ['login_client'] }]]) },
    });
    expect(keysOf(desired.clients.get('w')?.scope.sections.custom ?? new Map())).toEqual(['j', 'k']);
  });

  it('replaces a map by something else and the reverse', async () => {
    const desired = await desiredOf(over('custom: { a: { b: 1 }, c: 1 }\n', 'custom: { a: 1, c: { b: 1 } }\n'));
    expect(globalOf(desired).sections.custom.get('a')).toMatchObject({ json: 1 });
    expect(globalOf(desired).sections.custom.get('c')).toMatchObject({ json: { b: 1 } });
  });

  it('that names another application does not inherit the registration domain of the first', async () => {
    const base = 'application: { id: base, region: eu, captureUrl: "https://base.eu.janraincapture.com" }\n';
    const own = `version: 1\nextends: base.yaml\n`;
    const other = await desiredOf({
      'base.yaml': `version: 1\n${base}`,
      'capstan.yaml': `${own}application: { id: app2 }\n`,
    });
    expect(other.application).toMatchObject({ id: 'app2', region: 'eu', captureUrl: null });
    const same = await desiredOf({ 'base.yaml': `version: 1\n${base}`, 'capstan.yaml': own });
    expect(same.application.captureUrl).toBe('https://base.eu.janraincapture.com');
  });

  it('takes configUrl for region, and find for id', async () => {
    const base = 'application: { id: base, configUrl: "http://localhost:1" }\nclients: { w: { id: a } }\n';
    const desired = await desiredOf(over(base, 'clients: { w: { find: { name: N } } }\n'));
    expect(desired.application).toMatchObject({ id: 'app1', region: 'us' });
    expect(desired.clients.get('w')).toMatchObject({ id: null, name: 'N' });
  });

  it('adds to lists of targets, overrides and tombstones', async () => {
    const entry = (target: string) => `{ target: ${target}, live: 1, until: 2027-01-01, reason: R }`;
    const rule = (target: string) => `{ guard: last-owner, target: ${target}, until: 2027-01-01, reason: R }`;
    const lists = (name: string) =>
      `ignore: [settings.i_${name}]\nsensitive: [custom.s_${name}]\nexpected: [custom.e]\naccept: [${entry(`settings.a_${name}`)}]\nallow: [${rule('global')}]\nabsent: { settings: [t_${name}] }\n`;
    const desired = await desiredOf(over(lists('base'), lists('own')));
    expect(desired.ignore.map(({ text }) => text)).toEqual(['settings.i_base', 'settings.i_own']);
    expect(desired.sensitive.map(({ text }) => text)).toEqual(['custom.s_base', 'custom.s_own']);
    expect(desired.accept.map(({ target }) => target.text)).toEqual(['settings.a_base', 'settings.a_own']);
    expect(desired.allow).toHaveLength(2);
    expect(goneOf(globalOf(desired).sections.settings)).toEqual(['t_base', 't_own']);
  });

  it('beats a value by a tombstone, a tombstone by a value, and a tombstone by its own', async () => {
    const base =
      'settings: { a: 1 }\nabsent: { settings: [b, { key: c, reason: base }] }\nclients: { w: { id: x, custom: { a: 1 } } }\n';
    const own =
      'settings: { b: 1 }\nabsent: { settings: [a, { key: c, reason: own }] }\nclients: { w: { absent: { custom: [a] } } }\n';
    const desired = await desiredOf(over(base, own));
    const { settings } = globalOf(desired).sections;
    expect(keysOf(new Map(valuesAsked(settings)))).toEqual(['b']);
    expect(goneOf(settings)).toEqual(['a', 'c']);
    expect(settings.get('c')).toMatchObject({ reason: 'own', source: { file: 'capstan.yaml' } });
    expect(goneOf(desired.clients.get('w')?.scope.sections.custom ?? new Map())).toEqual(['a']);
  });

  it('writes a section by an empty map', async () => {
    const desired = await desiredOf(over('', 'unmentioned: remove\nsettings: {}\n'));
    expect(desired.global?.whole).toEqual({ settings: true, custom: false });
  });
});

describe('drop', () => {
  it('takes out what earlier files declare', async () => {
    const base =
      'settings: { a: 1, b: 2 }\nabsent: { custom: [t] }\nclients: { w: { id: x, features: [owner] }, v: { id: y } }\n';
    const desired = await desiredOf(over(base, 'drop: [settings.a, custom.t, clients.v, clients.w.features]\n'));
    expect(keysOf(globalOf(desired).sections.settings)).toEqual(['b']);
    expect(goneOf(globalOf(desired).sections.custom)).toEqual([]);
    expect(keysOf(desired.clients)).toEqual(['w']);
    expect(desired.clients.get('w')?.scope.properties).toEqual(new Map());
  });

  it('keeps a dropped key out of the reach of unmentioned: remove', async () => {
    const base =
      'unmentioned: remove\nsettings: { a: 1, "b*": 2 }\nclients: { w: { id: x, settings: { c: 1 } }, v: { id: y, settings: { d: 1 } } }\n';
    const desired = await desiredOf(over(base, 'drop: ["settings.*", clients.w.settings.c, clients.v]\n'));
    expect(desired.global).toMatchObject({ whole: { settings: true }, sections: { settings: new Map() } });
    expect(desired.ignore.map(({ text }) => text)).toEqual(['clients.w.settings.c', 'settings.a', 'settings.b\\*']);
  });

  it('of the global scope leaves its sections unmanaged', async () => {
    const desired = await desiredOf(over('unmentioned: remove\nsettings: { a: 1 }\n', 'drop: [global]\n'));
    expect(desired.global).toBeNull();
  });

  it('of a whole scope in the middle keeps its keys out of that reach too, when a later file declares the scope anew', async () => {
    const desired = await desiredOf({
      'a.yaml':
        'version: 1\nunmentioned: remove\nsettings: { a: 1 }\nclients: { w: { id: x, custom: { c: 1, d: 1 } }, v: { id: y, custom: { e: 1 } } }\n',
      'b.yaml': 'version: 1\nextends: a.yaml\ndrop: [global, clients.w, clients.v]\n',
      'capstan.yaml': `${head}extends: b.yaml\nsettings: { b: 2 }\nclients: { w: { id: x, custom: { d: 2 } } }\n`,
    });
    expect(desired.ignore.map(({ text }) => text)).toEqual(['clients.w.custom.c', 'settings.a']);
    expect(keysOf(globalOf(desired).sections.settings)).toEqual(['b']);
  });

  it('lets a later file declare the key again', async () => {
    const desired = await desiredOf({
      'a.yaml': 'version: 1\nsettings: { a: 1 }\n',
      'b.yaml': 'version: 1\nextends: a.yaml\ndrop: [settings.a]\n',
      'capstan.yaml': `${head}extends: b.yaml\nsettings: { a: 2 }\n`,
    });
    expect(globalOf(desired).sections.settings.get('a')).toMatchObject({ json: 2 });
    expect(desired.ignore).toEqual([]);
  });
});

describe('ignore', () => {
  it('of any file beats a declaration, with a note', async () => {
    const base =
      'settings: { a: 1 }\nabsent: { settings: [b] }\nignore: ["custom.*"]\nclients: { w: { id: x, features: [owner] }, v: { id: y } }\n';
    const files = over(base, 'custom: { c: 1 }\nignore: ["settings.*", clients.v, "clients.*.features"]\n');
    const desired = await desiredOf(files);
    expect(globalOf(desired).sections).toMatchObject({
      settings: new Map(),
      custom: new Map(),
    });
    expect(keysOf(desired.clients)).toEqual(['w']);
    expect(desired.clients.get('w')?.scope.properties).toEqual(new Map());
    expect((await notesOf(files)).filter((note) => note.startsWith('ignored'))).toHaveLength(5);
    expect((await loaded(files)).notes[0]?.source).toMatchObject({ file: 'capstan.yaml', line: 4, column: 11 });
  });

  it('of the global scope leaves its sections unmanaged', async () => {
    const desired = await desiredOf(over('settings: { a: 1 }\n', 'ignore: [global]\nunmentioned: remove\n'));
    expect(desired.global).toBeNull();
  });
});

describe('what the lists name', () => {
  const mentioned = async (files: Files) =>
    (await desiredOf(files)).mentions.map(({ list, target, from, declared, source }) => {
      return `${declared ? 'declared, ' : ''}${from} ${list} ${target.text} ${source.file}:${source.line}`;
    });

  it('is known with its place, and whether the file itself says so', async () => {
    const base = `version: 1
sensitive: [custom.a, "clients.@id.custom.b"]
expected: [settings.c]
`;
    const own = `${head}extends: base.yaml
ignore: [clients.d.settings.*]
accept: [{ target: clients.e.features, live: [], until: 2026-12-01, reason: R }]
allow: [{ guard: last-owner, target: global, until: 2026-12-01, reason: R }]
`;
    expect(await mentioned({ 'base.yaml': base, 'capstan.yaml': own })).toEqual([
      'inherited sensitive custom.a base.yaml:2',
      'inherited sensitive clients.@id.custom.b base.yaml:2',
      'inherited expected settings.c base.yaml:3',
      'own ignore clients.d.settings.* capstan.yaml:4',
      'own accept clients.e.features capstan.yaml:5',
      'own allow global capstan.yaml:6',
    ]);
  });

  it('is something where a file declares it, also where another one drops or ignores it', async () => {
    const base = `version: 1
custom: { a: 1, b: 2 }
absent: { custom: [c] }
clients:
  bot: { id: x, custom: { d: 1 } }
  app: { id: y, features: [owner] }
`;
    const own = `${head}extends: base.yaml
drop: [custom.a, clients.bot]
ignore: [custom.b, custom.c, clients.bot, clients.app, clients.app.features]
expected: [custom.a, clients.bot.custom.*, clients.bot.custom.d, "clients.*.custom.d", "clients.*.custom.nowhere"]
`;
    const protect = 'version: 1\nprotect: [{ target: clients.bot, reason: R }, { target: clients.bt, reason: R }]\n';
    const files = { 'base.yaml': base, 'capstan.yaml': own, 'capstan.protect.yaml': protect };
    expect((await mentioned(files)).filter((text) => !text.startsWith('declared, '))).toEqual([
      'own protect clients.bt capstan.protect.yaml:2',
      'own expected clients.*.custom.nowhere capstan.yaml:6',
    ]);
  });

  it('is the own word of a protect file beside the file, and not of one elsewhere', async () => {
    const protect = (target: string) => `version: 1\nprotect: [{ target: ${target}, reason: R }]\n`;
    const folder = folderWith({
      '.git/HEAD': '',
      'capstan.protect.yaml': protect('settings.root'),
      'env/capstan.yaml': `${head}extends: ../base/base.yaml\n`,
      'env/capstan.protect.yaml': protect('settings.beside'),
      'base/base.yaml': 'version: 1\n',
      'base/capstan.protect.yaml': protect('settings.base'),
    });
    const result = await loadIn(join(folder, 'env'));
    const mentions = result.kind === 'desired' ? result.desired.mentions : [];
    expect(mentions.map(({ from, target }) => `${from} ${target.text}`).sort()).toEqual([
      'inherited settings.base',
      'inherited settings.root',
      'own settings.beside',
    ]);
  });
});

describe('problems of merged files', () => {
  it('stand where the value was written', async () => {
    const files = over(
      'clients: { w: { id: a/b } }\nsettings: { x: "${env:NOPE}" }\n',
      'clients: { v: { id: same }, u: { id: same } }\n',
    );
    expect(await placesOf(files)).toEqual([
      'capstan.yaml:4:29 same-client',
      'base.yaml:2:21 bad-id',
      'base.yaml:3:16 unset-variable',
    ]);
  });

  it('do not mention what a later file replaced', async () => {
    expect(await placesOf(over('settings: { x: "${env:NOPE}" }\n', 'settings: { x: 1 }\n'))).toEqual([]);
  });

  it('are not hidden by wrong shapes elsewhere', async () => {
    const files = over(
      'clients: []\nignore: {}\nabsent: { settings: {} }\nsettings: x\n',
      'clients: { w: 5 }\nabsent: { settings: [[]], custom: x }\nignore: [[1]]\ncustom: { a: "${env:NOPE}" }\ndrop: [nonsense]\n',
    );
    const found = await placesOf(files);
    expect(found).toContain('capstan.yaml:7:14 unset-variable');
    expect(found).toContain('capstan.yaml:8:8 bad-target');
    expect(found.filter((place) => place.includes('wrong-type')).length).toBeGreaterThanOrEqual(7);
  });
});

describe('lists that several files add to', () => {
  const names = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `custom.${prefix}${index}`);

  it('are kept whole, however long they become', async () => {
    const lists = (prefix: string) =>
      ['ignore', 'sensitive', 'expected'].map((name) => `${name}: [${names(prefix, 700).join(', ')}]\n`).join('');
    const desired = await desiredOf(over(lists('a'), lists('b')));
    const all = [...names('a', 700), ...names('b', 700)].sort();
    expect(desired.ignore.map(({ text }) => text)).toEqual(all);
    expect(desired.sensitive.map(({ text }) => text)).toEqual(all);
    expect(desired.expected.map(({ text }) => text)).toEqual(all);
  });

  it('keep each of many dropped keys out of the reach of unmentioned: remove', async () => {
    const keys = Array.from({ length: 1500 }, (_, index) => `  key_${index}: x\n`).join('');
    const own = 'unmentioned: remove\ncustom: {}\ndrop: ["custom.key_*"]\n';
    const desired = await desiredOf(over(`custom:\n${keys}`, own));
    expect(globalOf(desired).sections.custom.size).toBe(0);
    expect(desired.ignore).toHaveLength(1500);
  });

  it('are a problem when too many of their targets have wildcards, since each of those is compared with every key', async () => {
    const wild = (prefix: string) => names(prefix, 600).map((name) => `"${name}*"`);
    const ignored = (prefix: string) =>
      `ignore:\n${wild(prefix)
        .map((name) => `  - ${name}\n`)
        .join('')}`;
    const beyond = 1000 - 600 + 1;
    expect(await placesOf(over(ignored('a'), ignored('b')))).toEqual([
      `capstan.yaml:${4 + beyond}:5 too-many-wildcards`,
    ]);
    const rule = (target: string) => `  - { guard: last-owner, target: ${target}, until: "2027-01-01", reason: R }\n`;
    const allowed = (prefix: string) => `allow:\n${wild(prefix).map(rule).join('')}`;
    expect(await placesOf(over(allowed('a'), allowed('b')))).toEqual([
      `capstan.yaml:${4 + beyond}:34 too-many-wildcards`,
    ]);
    expect(await placesOf(over(ignored('a'), `drop: [${wild('b').join(', ')}]\n`))).toEqual([]);
  });
});
