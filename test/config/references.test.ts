import { describe, expect, it } from 'vitest';
import type { DesiredCell } from '../../src/model/desired.ts';
import { Secret } from '../../src/model/value.ts';
import { today } from '../support/builders.ts';
import { desiredOf, type Files, globalOf, head, load, notesOf, placesOf, problemsOf } from './load.ts';

type Env = Readonly<Record<string, string>>;

async function settingOf(yaml: string, env: Env = {}, key = 'a'): Promise<DesiredCell | undefined> {
  const desired = await desiredOf(`${head}settings:\n  ${key}: ${yaml}\n`, { env });
  return globalOf(desired).sections.settings.get(key);
}

async function codesOf(yaml: string, env: Env = {}): Promise<readonly string[]> {
  return (await problemsOf(`${head}settings:\n  a: ${yaml}\n`, { env })).map(({ code }) => code);
}

describe('references', () => {
  it.each([
    ['${env:A}', { A: 'x' }, 'x'],
    ['pre ${env:A}-${env:B} post', { A: '1', B: '2' }, 'pre 1-2 post'],
    ['${env:A:-default}', {}, 'default'],
    ['${env:A:-default}', { A: '' }, 'default'],
    ['${env:A:-default}', { A: 'set' }, 'set'],
    ['"${env:A:-}"', {}, ''],
    ['"${env:A:-a:-b}"', {}, 'a:-b'],
    ['$${env:A}', {}, '${env:A}'],
    ['"$$${"', {}, '$${'],
    ['$$$${x', {}, '$$${x'],
    ['$A $(b) {c}', {}, '$A $(b) {c}'],
    ['|-\n    ${env:A}', { A: '${env:B}' }, '${env:B}'],
  ])('%s is followed once', async (yaml, env, text) => {
    expect(await settingOf(yaml, env)).toMatchObject({ kind: 'value', json: text, text });
  });

  it('are text, even if they look like a number', async () => {
    expect(await settingOf('${env:A}', { A: '5' })).toMatchObject({ json: '5', text: '5' });
  });

  it.each([
    ['an unknown form', '"${foo}"', 'bad-reference'],
    ['a reference of nothing', '"${}"', 'bad-reference'],
    ['one that is not closed', '"${env:A"', 'bad-reference'],
    ['a name that is none', '"${env:1A}"', 'bad-reference'],
    ['capitals in the form', '"${ENV:A}"', 'bad-reference'],
    ['a reference in a default', '"${env:A:-${env:B}}"', 'bad-reference'],
    ['a secret with a default', '"${secret:A:-x}"', 'bad-reference'],
    ['an unset variable', '"${env:A}"', 'unset-variable'],
    ['an unset secret', '"${secret:A}"', 'unset-variable'],
    ['a name of Object.prototype', '"${env:constructor}"', 'unset-variable'],
    ['a secret by its name', '"${env:MY_TOKEN}"', 'env-names-secret'],
    ['a password by its name', '"${env:my_password}"', 'env-names-secret'],
    ['the credentials', '"${secret:CAPSTAN_CLIENT_SECRET}"', 'forbidden-variable'],
    ['any variable of capstan', '"${env:CAPSTAN_ALLOWED_HOSTS}"', 'forbidden-variable'],
    ['any of them, whatever the case', '"${env:capstan_x}"', 'forbidden-variable'],
    ['the token of GitHub', '"${secret:GITHUB_TOKEN}"', 'forbidden-variable'],
    ['variables of its actions', '"${secret:ACTIONS_RUNTIME_TOKEN}"', 'forbidden-variable'],
    ['variables of GitLab', '"${env:CI_REPOSITORY_URL}"', 'forbidden-variable'],
    ['a secret among the variables for files', '"${env:CAPSTAN_VAR_SITE_KEY}"', 'env-names-secret'],
  ])('refuse %s', async (_, yaml, code) => {
    expect(
      await codesOf(yaml, {
        MY_TOKEN: 'x',
        my_password: 'x',
        CAPSTAN_CLIENT_SECRET: 'x',
        GITHUB_TOKEN: 'x',
        ACTIONS_RUNTIME_TOKEN: 'x',
        CI_REPOSITORY_URL: 'x',
        CAPSTAN_VAR_SITE_KEY: 'x',
        CAPSTAN_ALLOWED_HOSTS: 'x',
        capstan_x: 'x',
      }),
    ).toEqual([code]);
  });

  it('may stand in the application, ids, names and nested values', async () => {
    const text = `version: 1
application: { id: "\${env:APP}", region: "\${env:REGION}", captureUrl: "https://\${env:APP}.janraincapture.com" }
settings: { j: { "k": ["\${env:APP}", { l: "\${env:NONE:-d}" }] } }
clients: { a: { id: "\${env:WEB}" }, b: { find: { name: "\${env:WEB} client" } } }
`;
    const desired = await desiredOf(text, { env: { APP: 'app9', REGION: 'eu', WEB: 'w1' } });
    expect(desired.application).toMatchObject({
      id: 'app9',
      region: 'eu',
      captureUrl: 'https://app9.janraincapture.com',
    });
    expect(globalOf(desired).sections.settings.get('j')).toMatchObject({
      kind: 'value',
      json: { k: ['app9', { l: 'd' }] },
    });
    expect([...desired.clients.values()].map(({ id, name }) => ({ id, name }))).toEqual([
      { id: 'w1', name: null },
      { id: null, name: 'w1 client' },
    ]);
  });

  it.each([
    ['extends', 'extends: "${env:A}.yaml"\n'],
    ['credentials', 'credentials: { clientId: "${env:A}" }\n'],
    ['a target', 'ignore: ["settings.${env:A}"]\n'],
    ['a reason', 'absent: { settings: [{ key: a, reason: "${secret:A}" }] }\n'],
    ['the name of a setting', 'custom: { "${env:A}": 1 }\n'],
    ['an alias', 'clients: { "${env:A}": { id: x } }\n'],
    ['the name of a setting of a client', 'clients: { a: { id: x, settings: { "${secret:A}": 1 } } }\n'],
    ['the name of a tombstone', 'absent: { custom: ["${env:A}"] }\n'],
    ['features', 'clients: { a: { id: x, features: ["${env:A}"] } }\n'],
  ])('may not stand in %s', async (_, text) => {
    expect((await placesOf(head + text, { env: { A: 'x' } })).join()).toContain('reference-not-allowed');
  });

  it('are literal texts in the keys of maps', async () => {
    const written = '{ "${env:A} ${env:B:-c} ${x $${": [{ "${env:A}": "${env:A}" }] }';
    const json = { '${env:A} ${env:B:-c} ${x $${': [{ '${env:A}': 'read' }] };
    const text = `${head}custom: { a: ${written} }\nclients: { w: { id: x, settings: { b: ${written} } } }\n`;
    const { global, clients } = await desiredOf(text, { env: { A: 'read' } });
    expect(global?.sections.custom.get('a')).toMatchObject({ kind: 'value', json });
    expect(clients.get('w')?.scope.sections.settings.get('b')).toMatchObject({ kind: 'value', json });
    const accept = `accept: [{ target: custom.a, live: ${written}, until: "${today}", reason: test }]\n`;
    expect((await desiredOf(head + accept, { env: { A: 'read' } })).accept).toMatchObject([{ live: json }]);
  });

  it('leave other texts alone', async () => {
    const { global } = await desiredOf(`${head}absent: { settings: [{ key: a, reason: "costs \${x} $\${env:A}" }] }\n`);
    expect(global?.sections.settings.get('a')).toMatchObject({ kind: 'absent', reason: 'costs ${x} $${env:A}' });
  });

  it('to secrets may not stand where plans show the value', async () => {
    const text =
      'version: 1\napplication: { id: "${secret:A}", region: us }\nclients: { a: { id: "${secret:A}" }, b: { find: { name: "x${secret:A}" } } }\n';
    expect(await placesOf(text, { env: { A: 'abc' } })).toEqual([
      'capstan.yaml:2:20 secret-not-allowed',
      'capstan.yaml:3:21 secret-not-allowed',
      'capstan.yaml:3:57 secret-not-allowed',
    ]);
  });

  it('are refused in files whose value a later file replaces, too', async () => {
    const files: Files = {
      'base.yaml': 'version: 1\nsettings: { a: "${secret:GITHUB_TOKEN}" }\n',
      'capstan.yaml': `${head}extends: base.yaml\nsettings: { a: 1 }\n`,
    };
    expect(await placesOf(files)).toEqual(['base.yaml:2:16 forbidden-variable']);
  });
});

describe('the variables that a file may read', () => {
  const env = {
    CAPSTAN_VAR_A: 'of the job',
    DATABASE_URL: 'postgres://u:p@h',
    SITE_LOCALE: 'US',
    constructor: 'x',
    CAPSTAN_ALLOWED_VARIABLES: ' SITE_*, ,constr*r,CI_*,*_SECRET,CAPSTAN_CLIENT_SECRET',
  };
  const read = async (name: string, varsFile: Env = {}, given: Env = {}): Promise<string> => {
    const text = `${head}custom: { b: "\${env:${name}:-d}" }\n`;
    const result = await load(text, { env: { ...env, ...given }, varsFile });
    if (result.kind === 'problems') return [...new Set(result.problems.map(({ code }) => code))].join();
    const value = globalOf(result.desired).sections.custom.get('b');
    return value?.kind === 'value' ? String(value.json) : 'none';
  };

  it('begin with CAPSTAN_VAR_, or are listed by anyone who runs capstan', async () => {
    expect(await read('CAPSTAN_VAR_A')).toBe('of the job');
    expect(await read('SITE_LOCALE')).toBe('US');
    expect(await read('constructor')).toBe('x');
    for (const name of ['DATABASE_URL', 'SITE', 'XSITE_LOCALE', 'constructo', 'constr', 'HOME', 'capstan_var_a'])
      expect([name, await read(name)]).toEqual([
        name,
        expect.stringMatching(/^(?:variable-not-allowed|forbidden-variable)$/u),
      ]);
  });

  it('are told with all cures when they are not among them, without their value', async () => {
    const problems = await problemsOf(`${head}custom: { a: "\${env:DATABASE_URL:-none}" }\n`, { env: { ...env } });
    expect(problems).toMatchObject([{ code: 'variable-not-allowed', source: { line: 3, column: 14 } }]);
    const [{ cure } = { cure: '' }] = problems;
    for (const way of ['CAPSTAN_VAR_DATABASE_URL', 'CAPSTAN_ALLOWED_VARIABLES', '--vars']) expect(cure).toContain(way);
    expect(JSON.stringify(problems)).not.toContain('postgres');
  });

  it('are never those of capstan and of the CI system, listed or not, set in a vars file or not', async () => {
    const names = [
      'CI_TOKEN',
      'ci_x',
      'GITHUB_TOKEN',
      'ACTIONS_X',
      'CAPSTAN_CLIENT_SECRET',
      'CAPSTAN_CLIENT_ID',
      'CAPSTAN_X',
    ];
    for (const name of names) {
      const given = { CAPSTAN_ALLOWED_VARIABLES: '*', [name]: 'canary' };
      expect([name, await read(name, { [name]: 'canary' }, given)]).toEqual([name, 'forbidden-variable']);
    }
  });

  it('are those of the vars file, with the value that stands there', async () => {
    expect(await read('A_NAME', { A_NAME: 'of the vars file' })).toBe('of the vars file');
    // The name alone must not open the variable of the job.
    expect(await read('DATABASE_URL', { DATABASE_URL: 'sqlite' })).toBe('sqlite');
    expect(await read('SITE_LOCALE', { SITE_LOCALE: 'DE' })).toBe('US');
    // A name may be listed and not set in the environment.
    expect(await read('SITE_STAGE', { SITE_STAGE: 'test' })).toBe('test');
    expect(await read('CAPSTAN_VAR_B', { CAPSTAN_VAR_B: 'of the vars file' })).toBe('of the vars file');
  });

  it('are found in the time that their name takes, whatever the list', async () => {
    const given = { CAPSTAN_ALLOWED_VARIABLES: `${'*a'.repeat(200_000)}b,A*`, [`A${'a'.repeat(200)}`]: 'found' };
    expect(await read(`A${'a'.repeat(200)}`, {}, given)).toBe('found');
  });
});

/** How a value is kept: in clear, or hidden, and where it came from. */
function kindOf(value: DesiredCell | undefined): string | undefined {
  if (value?.kind !== 'secret') return value?.kind;
  if (value.secret === null) return 'unknown';
  if (!value.secret.isOfFile()) return 'from outside';
  return value.secret.is(() => true) ? 'literal' : 'unread';
}

describe('secrets', () => {
  it('make the whole value secret', async () => {
    const value = await settingOf('"a ${env:A} ${secret:S}"', { A: '1', S: 'hunter2' });
    expect(value).toMatchObject({ kind: 'secret', why: { kind: 'reference' } });
    expect(value?.kind === 'secret' && value.secret?.equals(new Secret('a 1 hunter2'))).toBe(true);
  });

  it('make a map or list secret', async () => {
    const value = await settingOf('{ k: [1, "${secret:S}"] }', { S: 'hunter2' });
    expect(value?.kind === 'secret' && value.secret?.equals(new Secret({ k: [1, 'hunter2'] }))).toBe(true);
  });

  it('that are unset are not compared where that is allowed', async () => {
    const given = { unsetSecrets: 'not-compared' } as const;
    const text = `${head}settings: { a: "\${secret:S}", b: ["\${secret:S}"], c: "\${secret:S} \${env:E:-x}" }\n`;
    const { settings } = globalOf(await desiredOf(text, given)).sections;
    expect([...settings.values()].map(kindOf)).toEqual(['unknown', 'unknown', 'unknown']);
    expect((await notesOf(text, given)).every((note) => note.startsWith('not-compared: Set S'))).toBe(true);
    expect(await placesOf(`${head}settings: { c: ["\${secret:S}", "\${env:E}"] }\n`, given)).toEqual([
      'capstan.yaml:3:32 unset-variable',
    ]);
  });

  it.each([
    ['rpx_key', 'hunter2', 'unread'],
    ['rpx_key', '"${env:A:-hunter2}"', 'unread'],
    ['rpx_key', '"${env:A}"', 'from outside'],
    ['rpx_key', '["${env:A}"]', 'from outside'],
    ['rpx_key', '[x]', 'unread'],
    ['marked', 'hunter2', 'unread'],
    ['my_token', 'hunter2', 'literal'],
    ['my_token', '"${env:A}"', 'from outside'],
    ['db', 'postgres://app:hunter2@db/x', 'literal'],
    ['shown', 'hunter2', 'value'],
    ['public_token', 'hunter2', 'value'],
    ['public_url', 'https://u:hunter2@h', 'value'],
  ])('%s: %s are hidden, %s', async (key, yaml, kind) => {
    const env = yaml.includes(':-') ? {} : { A: 'x' };
    const lists = 'sensitive: [settings.mark*]\npublic: [settings.public_*, settings.marked, settings.rpx_key]\n';
    const { global } = await desiredOf(`${head}${lists}settings: { ${key}: ${yaml} }\n`, { env });
    expect(kindOf(global?.sections.settings.get(key))).toBe(kind);
  });

  it('keep the text that is written', async () => {
    const { settings, custom } = globalOf(
      await desiredOf(`${head}settings: { n_key: 5, z_key: 0123 }\ncustom: { a_key: 5 }\n`),
    ).sections;
    const holds = (value: DesiredCell | undefined, json: boolean | number | string) =>
      value?.kind === 'secret' &&
      value.secret?.equals(new Secret(json)) === true &&
      JSON.stringify(value.secret) === '{"secret":true}';
    expect(holds(settings.get('n_key'), 5)).toBe(true);
    expect(holds(settings.get('z_key'), '0123')).toBe(true);
    expect(holds(custom.get('a_key'), '5')).toBe(true);
  });

  it('are no switches, whatever the name says', async () => {
    const { settings } = globalOf(await desiredOf(`${head}settings: { has_token: true, s_key: "false" }\n`)).sections;
    expect([...settings.values()].map(kindOf)).toEqual(['value', 'value']);
  });

  it('in the two sections of a scope are the same ones', async () => {
    const text = `${head}sensitive: [settings.a, "settings.b*"]\nsettings: { c: "\${secret:S}", b1: y }\ncustom: { a: x, b1: x, c: x, b2: x }\n`;
    const { custom } = globalOf(await desiredOf(text, { env: { S: 'hunter2' } })).sections;
    // A pattern with a wildcard is no word on the other section where that section alone has the key.
    expect([...custom].map(([key, value]) => `${key} ${kindOf(value)}`)).toEqual([
      'a unread',
      'b1 unread',
      'b2 value',
      'c literal',
    ]);
  });

  it.each([
    ['another setting', 'settings: { a: "${secret:S}", b: "is hunter22 here" }\n', '3:34'],
    ['a nested value', 'settings: { a: "${secret:S}", b: [x, { c: hunter22 }] }\n', '3:43'],
    ['a key', 'settings: { a: "${secret:S}", b: { hunter22: 1 } }\n', '3:36'],
    ['a reason', 'settings: { a: "${secret:S}" }\nabsent: { custom: [{ key: k, reason: hunter22 }] }\n', '4:38'],
    ['an id', 'settings: { a: "${secret:S}" }\nclients: { w: { id: hunter22 } }\n', '4:21'],
    ['a value that a variable gives', 'settings: { a: "${secret:S}", b: "${env:E}" }\n', '3:34'],
  ])('in clear in %s are found', async (_, text, place) => {
    const found = await problemsOf(head + text, { env: { S: 'hunter22', E: 'xhunter22' } });
    expect(found).toMatchObject([{ code: 'secret-in-plain-value' }]);
    expect(`${found[0]?.source?.line}:${found[0]?.source?.column}`).toBe(place);
    expect(JSON.stringify(found)).not.toContain('unter22');
  });

  it('of fewer than six characters are not looked for', async () => {
    const of = (secret: string) =>
      problemsOf(`${head}settings: { a: "\${secret:S}", b: x${secret}x }\n`, { env: { S: secret } });
    expect(await of('abcde')).toEqual([]);
    expect(await of('abcdef')).toMatchObject([{ code: 'secret-in-plain-value' }]);
  });

  it("and the caller's own secret are found in clear", async () => {
    const own = { CAPSTAN_CLIENT_SECRET: 'own-secret-1', CAPSTAN_OTHER: 'other-secret-1' };
    const text = 'custom: { a: own-secret-1, b: other-secret-1 }\n';
    expect(await placesOf(head + text, { env: own })).toEqual(['capstan.yaml:3:14 secret-in-plain-value']);
    const named = `${head}credentials: { clientSecret: CAPSTAN_OTHER }\n${text}`;
    expect(await placesOf(named, { env: own })).toEqual(['capstan.yaml:4:31 secret-in-plain-value']);
  });
});

describe('what a variable gives in the place of a secret', () => {
  const damages = async (value: string, env: Env) => {
    const { global } = await desiredOf(`${head}settings: { a: ${value} }\n`, {
      env: { CAPSTAN_ALLOWED_VARIABLES: '*', ...env },
    });
    const found = global?.sections.settings.get('a');
    return found?.kind === 'secret' ? found.damage : 'no secret';
  };

  it('is looked at by itself, also within a longer text, a list or a map', async () => {
    const mask = { variable: 'S', kind: 'mask' };
    expect(await damages('"${secret:S}"', { S: '***' })).toEqual(mask);
    expect(await damages('"Bearer ${secret:S}"', { S: '***' })).toEqual(mask);
    expect(await damages('"${secret:T} ${secret:S}"', { S: '***', T: 'good' })).toEqual(mask);
    expect(await damages('[{ a: "${secret:T}", b: "x ${secret:S}" }]', { S: '***', T: 'good' })).toEqual(mask);
    expect(await damages('"Bearer ${secret:S}!"', { S: 'good\n' })).toEqual({ variable: 'S', kind: 'ends' });
  });

  it('is not what the file writes around it', async () => {
    expect(await damages('" *** ${secret:S} "', { S: 'good' })).toBeNull();
    expect(await damages('{ a: "null", b: "${secret:S}" }', { S: 'good' })).toBeNull();
  });
});
