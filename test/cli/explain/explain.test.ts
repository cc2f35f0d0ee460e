import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { exitCode } from '../../../src/cli/exit-codes.ts';
import { codeSentences, exitCodeMeanings } from '../../../src/cli/explain/explanation.ts';
import { guards } from '../../../src/engine/guards/index.ts';
import { runProgram } from '../../support/run-program.ts';
import { scenarioState } from '../../support/scenario-state.ts';
import { startBench } from '../program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-explain-'));
  mkdirFiles();
});
afterAll(() => rmSync(folder, { recursive: true }));

function mkdirFiles(): void {
  writeFileSync(
    join(folder, 'base.yaml'),
    'version: 1\nsettings:\n  login_attempts: 5\nclients:\n  web:\n    id: webclient0000000000000000000\n    settings: { site_name: "canary" }\n',
  );
  writeFileSync(
    join(folder, 'capstan.yaml'),
    'version: 1\nextends: base.yaml\napplication: { id: app, region: us }\nsettings: { login_attempts: 3 }\nabsent:\n  custom: [old_banner]\n',
  );
}

async function told(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(['explain', ...words], { cwd: folder });
  expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' });
  return stdout;
}

describe('explain --live', () => {
  it('tells the value of each scope, who inherits it, and no secret', async () => {
    const clients = [
      { id: 'webclient0000000000000000000', name: 'Web', settings: { login_attempts: 9 } },
      { id: 'botclient0000000000000000000', name: 'Bot', features: ['direct_access'] },
    ];
    const settings = { login_attempts: 6, rpx_key: 'canary-live-key' };
    const bench = await startBench(
      { seed: scenarioState({ settings, custom: { only_live: 'x' }, clients }) },
      'clients:\n  web: { id: webclient0000000000000000000 }\n',
    );
    const live = async (asked: string) => (await bench.run(['explain', asked, '--live'])).stdout;
    const said = await live('login_attempts');
    expect(said).toMatch(/live +settings.login_attempts {2}6\n +inherited by Bot, Break glass, capstan\n/);
    expect(said).toContain('clients.web.settings.login_attempts  9\n');
    expect(await live('clients.web.settings.rpx_key')).toMatch(
      /\(secret\) [0-9a-f]{8}, inherited from the global\n +scope\n/,
    );
    expect(await live('rpx_key')).not.toContain('canary');
    expect(await live('clients.web.features')).toContain('clients.web.features  []');
    expect(await live('only_live')).toContain(
      'Found in the live application; the public documentation does not name it.',
    );
    expect(await live('settings.default_flow_name')).toMatch(/live +no value under this name\n/);
    expect(bench.sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
    const two = await bench.run(['explain', 'x', '--live', '-f', 'a.yaml', '-f', 'b.yaml']);
    expect(two).toMatchObject({ code: 64, stderr: expect.stringContaining('--live works with one file') });
    await bench.end();
  });

  it('needs a file and credentials', async () => {
    const { code, stderr } = await runProgram(['explain', 'login_attempts', '--live'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 77, stderr: expect.stringContaining('CAPSTAN_CLIENT_ID') });
    const none = await runProgram(['explain', 'login_attempts', '--live', '-f', 'nowhere.yaml'], { cwd: folder });
    expect(none.code).toBe(65);
  });
});

describe('explain', () => {
  it('tells all that is known of a setting, and where the files set it', async () => {
    const said = await told('login_attempts');
    expect(said).toMatch(/^login_attempts {2}setting\n/);
    for (const part of [/type +integer/, /unit +attempts/, /usual maximum +\d+/, /weaker +a higher number/, /risk +\w/])
      expect(said).toMatch(part);
    expect(said).toContain('base.yaml:3:3  settings.login_attempts (a later file overrides it)');
    expect(said).toContain('capstan.yaml:4:13  settings.login_attempts\n');
  });

  it('works without a file, a variable and a network', async () => {
    const { code, stdout } = await runProgram(['explain', 'login_attempts'], { cwd: tmpdir() });
    expect(code).toBe(0);
    expect(stdout).toContain('no file: name one with -f');
  });

  it('takes no file that it cannot read for one that does not set the key', async () => {
    const of = async (...files: readonly string[]): Promise<string> => {
      const words = files.flatMap((name) => ['-f', name]);
      return (await runProgram(['explain', 'login_attempts', ...words], { cwd: folder })).stdout;
    };
    writeFileSync(join(folder, 'broken.yaml'), 'version: 1\nsettings: { login_attempts: [\n');
    writeFileSync(join(folder, 'half.yaml'), 'version: 1\nextends: nowhere.yaml\nsettings: { login_attempts: 5 }\n');
    expect(await of('broken.yaml')).toMatch(/in the files +broken.yaml cannot be read as a whole: see `validate`\n/);
    expect(await of('half.yaml')).toMatch(/half.yaml:3:13 .*\n +half.yaml cannot be read as a whole/);
    expect(await of('nowhere.yaml')).toMatch(/in the files +nowhere.yaml does not exist\n/);
  });

  it('says that a later file overrides a place only where one extends the other', async () => {
    writeFileSync(join(folder, 'one.yaml'), 'version: 1\nsettings: { login_attempts: 5 }\n');
    writeFileSync(join(folder, 'two.yaml'), 'version: 1\nsettings: { login_attempts: 6 }\n');
    const words = ['explain', 'login_attempts', '-f', 'one.yaml', '-f', 'two.yaml'];
    const { stdout } = await runProgram(words, { cwd: folder });
    expect(stdout).toContain('one.yaml:2:13  settings.login_attempts\n');
    expect(stdout).not.toContain('overrides');
  });

  it('tells of targets', async () => {
    const client = await told('clients.web.settings.site_name');
    expect(client).toContain('base.yaml:7:17  clients.web.settings.site_name');
    expect(client).not.toContain('canary');
    expect(await told('clients.web')).toContain('base.yaml:5:3  clients.web');
    expect(await told('web')).toContain('base.yaml:5:3  clients.web');
    expect(await told('custom.old_banner')).toContain('capstan.yaml:6:12  custom.old_banner is absent');
    expect(await told('old_banner')).toContain('custom.old_banner is absent');
    expect(await told('settings.login_attempts')).toMatch(/type +integer/);
    expect(await told('global')).toContain('whole application');
    expect(await told('clients.web.features')).toContain('not in capstan.yaml');
    expect(await told('settings.nobody_knows')).toContain('does not name');
  });

  it('tells of every setting, code and exit code that there is', async () => {
    const missing = (codes: readonly string[], known: { has: (code: string) => boolean }): readonly string[] =>
      codes.filter((code) => !known.has(code));
    expect(
      missing(
        guards.map(({ code }) => code),
        codeSentences,
      ),
    ).toEqual([]);
    expect(missing(codesOfSources(), codeSentences)).toEqual([]);
    expect(missing(Object.values(exitCode).map(String), exitCodeMeanings)).toEqual([]);
    for (const name of catalogue.names) expect(await told(name)).toMatch(/ {2}setting\n/);
  }, 120_000);

  it('tells of codes of findings and problems, and of exit codes', async () => {
    const guard = await told('new-host');
    expect(guard).toMatch(/^new-host {2}finding\n/);
    expect(guard).toMatch(/severity +refuse/);
    expect(guard).toContain('What to do');
    expect(await told('bad-date')).toMatch(/^bad-date {2}problem\n/);
    expect(await told('yaml-bad-indent')).toMatch(/^yaml-bad-indent {2}problem\n/);
    expect(await told('75')).toMatch(/^75 {2}exit code\n {2}Another run holds the lock/);
  });

  it('searches for any other word', async () => {
    const said = await told('passw');
    expect(said).toMatch(/^passw {2}search\n/);
    expect(said).toContain('password_recover_url');
    expect(await told('e')).toMatch(/and \d+ more\n$/);
  });

  it('ends with 64 where nothing is known, without the word itself', async () => {
    const { code, stdout, stderr } = await runProgram(['explain', 'canary-xyz'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('[unknown-topic]');
    expect(stderr).not.toContain('canary');
    const slip = await runProgram(['explain', 'login_atempts'], { cwd: folder });
    expect(slip.stderr).toContain('Did you mean login_attempts?');
  });

  it('is JSON for programs', async () => {
    expect(JSON.parse(await told('login_attempts', '--format', 'json'))).toMatchObject({
      topic: 'setting',
      name: 'login_attempts',
      facts: expect.arrayContaining([{ label: 'type', texts: ['integer'] }]),
    });
  });
});

/** Codes of problems as they stand in the sources. */
function codesOfSources(): readonly string[] {
  const given =
    /(?:\bcode:|\.add\(|\brefuse\(|\bplanProblem\(|\bproblem\(|\bstale\(|\btrouble\()\s*'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'/g;
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const codes = files.flatMap((name) =>
    [...readFileSync(join('src', name), 'utf8').matchAll(given)].flatMap(([, code]) => code ?? []),
  );
  expect(codes.length).toBeGreaterThan(150);
  return [...new Set(codes)];
}
