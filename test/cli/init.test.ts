import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initFolder } from '../../src/cli/actions/init.ts';
import type { InitFlags } from '../../src/cli/init/init-answers.ts';
import type { Session } from '../../src/cli/terminal/session.ts';
import { ExpectedEnd } from '../../src/workflows/ending.ts';
import { open } from '../sandbox/sandboxes.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { type FakeSession, fakeSession } from './fake-session.ts';
import { live } from './program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const credentials = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };
const byRegion = ['init', '--application', 'myapplication0000000000000', '--region', 'us'];

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  return runProgram(words, { cwd: folder, env });
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function isThere(name: string): boolean {
  return existsSync(join(folder, name));
}

const workflows = ['pull-request', 'deploy', 'drift'].map((name) => `.github/workflows/capstan-${name}.yml`);
const all = ['capstan.yaml', 'capstan.protect.yaml', '.gitignore', '.env.example'];

describe('init with flags', () => {
  it('writes files that are valid, and names the next command last', async () => {
    const made = await run([...byRegion, '--capture-url', 'https://my-app.us-dev.janraincapture.com']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    for (const name of [...all, ...workflows]) expect(isThere(name), name).toBe(true);
    expect(made.stdout.trimEnd().split('\n').at(-1)).toBe('Next: capstan validate');
    expect(read('capstan.yaml')).toMatch(/id: myapplication0{13}\n {2}region: us\n {2}captureUrl: https:\/\/my-app\./);
    expect(read('.gitignore')).toBe('.env\n.capstan/\n');
    expect(read('.env.example')).toMatch(/CAPSTAN_CLIENT_ID=\nCAPSTAN_CLIENT_SECRET=\n$/);
    const valid = await run(['validate', '--format', 'json']);
    expect(valid.code).toBe(0);
    expect(JSON.parse(valid.stdout)).toEqual({ problems: [], notes: [] });
  });

  it('says where in the Console each value is found', async () => {
    await run(byRegion);
    expect(read('capstan.yaml')).toContain('Manage Application');
    expect(read('.env.example')).toContain('Manage Properties');
    expect((await run(['init'])).stderr).toContain('Manage Application');
  });

  it('writes the workflows of the examples, or the file for GitLab, or none', async () => {
    await run([...byRegion, '--ci', 'github']);
    expect(read(workflows[1] ?? '')).toBe(readFileSync('examples/github-actions/deploy.yml', 'utf8'));
    expect((await run([...byRegion, '--ci', 'gitlab'])).code).toBe(0);
    expect(read('.gitlab-ci.yml')).toBe(readFileSync('examples/gitlab-ci/.gitlab-ci.yml', 'utf8'));
    rmSync(join(folder, '.github'), { recursive: true });
    await run([...byRegion, '--ci', 'none']);
    expect(isThere('.github')).toBe(false);
  });

  it('overwrites nothing, names what it left, and only appends to .gitignore', async () => {
    for (const name of ['capstan.yaml', 'capstan.protect.yaml', '.env.example']) write(name, `# mine: ${name}\n`);
    write('.gitignore', 'node_modules\r\n.env');
    const made = await run(byRegion);
    expect(made.code).toBe(0);
    for (const name of ['capstan.yaml', 'capstan.protect.yaml', '.env.example']) {
      expect(read(name)).toBe(`# mine: ${name}\n`);
      expect(made.stdout).toMatch(new RegExp(`${name} +left unchanged`));
    }
    expect(read('.gitignore')).toBe('node_modules\r\n.env\r\n.capstan/\r\n');
    const again = await run(byRegion);
    expect(again.stdout).toMatch(/\.gitignore +left unchanged/);
    expect(read('.gitignore')).toBe('node_modules\r\n.env\r\n.capstan/\r\n');
  });

  it('knows other ways to write the same lines of .gitignore', async () => {
    write('.gitignore', '/.env\n.capstan\n');
    await run(byRegion);
    expect(read('.gitignore')).toBe('/.env\n.capstan\n');
  });

  it('writes through no link, and leaves one where a file would be', async () => {
    const away = mkdtempSync(join(tmpdir(), 'capstan-away-'));
    symlinkSync(join(away, 'stolen.yaml'), join(folder, 'capstan.yaml'));
    symlinkSync(join(away, 'ignored'), join(folder, '.gitignore'));
    expect((await run([...byRegion, '--ci', 'none'])).stdout).toMatch(/capstan\.yaml +left unchanged/);
    expect(existsSync(join(away, 'stolen.yaml')) || existsSync(join(away, 'ignored'))).toBe(false);
    rmSync(join(folder, '.env.example'));
    symlinkSync(away, join(folder, '.github'));
    const linked = await run([...byRegion, '--ci', 'github']);
    expect(linked).toMatchObject({ code: 64, stdout: '' });
    expect(linked.stderr).toContain('[output-through-link]');
    expect(isThere('.env.example')).toBe(false);
    rmSync(away, { recursive: true });
  });

  it('ends with 73 where a folder stands in the way, or a file in place of one', async () => {
    write('.github', '');
    const made = await run([...byRegion, '--ci', 'github']);
    expect(made.code).toBe(73);
    expect(made.stderr).toMatch(/\.github\/workflows.*\[output-not-writable\]/s);
  });

  it('gives the same as JSON', async () => {
    write('capstan.yaml', '# mine\n');
    const made = await run([...byRegion, '--ci', 'none', '--format', 'json']);
    expect(JSON.parse(made.stdout)).toEqual({
      written: ['capstan.protect.yaml', '.gitignore', '.env.example'],
      left: ['capstan.yaml'],
      next: 'capstan validate',
    });
  });

  it.each([
    [['init'], /--application.*--region.*\[wrong-usage\]/s],
    [['init', '--application', 'x'], /--region.*\[wrong-usage\]/s],
    [['init', '--region', 'us'], /--application.*\[wrong-usage\]/s],
    [['init', '--application', 'a b', '--region', 'us'], /--application.*\[wrong-usage\]/s],
    [['init', '--application', 'a.1', '--region', 'us'], /--application.*\[wrong-usage\]/s],
    [['init', '--application', '_a', '--region', 'us'], /--application.*\[wrong-usage\]/s],
    [['init', '--application', 'a'.repeat(129), '--region', 'us'], /--application.*\[wrong-usage\]/s],
    [['init', '--application', '', '--region', 'us'], /The value of --application is empty.*\[wrong-usage\]/s],
    [['import', '--application', 'a.1', '--region', 'us'], /--application.*\[wrong-usage\]/s],
    [['import', '--application', '', '--region', 'us'], /The value of --application is empty.*\[wrong-usage\]/s],
    [['init', '--application', 'x', '--region', 'mars'], /--region/],
    [['init', '--application', 'x', '--region', 'us', '--ci', 'jenkins'], /--ci/],
    [['init', '--application', 'x', '--region', 'us', '-f', 'a.yaml'], /init reads no file/],
    [['init', '--application', 'x', '--config-url', 'http://example.com'], /--config-url.*\[wrong-usage\]/s],
  ])('ends with 64 and writes nothing: %j', async (words, said) => {
    const made = await run(words);
    expect(made.code).toBe(64);
    expect(made.stderr).toMatch(said);
    expect(isThere('capstan.yaml')).toBe(false);
  });

  it('lets credentials go to hosts of the service alone', async () => {
    const made = await run(['init', '--application', 'x', '--config-url', 'https://evil.example'], credentials);
    expect(made).toMatchObject({ code: 65, stdout: '' });
    expect(made.stderr).toContain('[host-not-allowed]');
  });

  it('says that CI looks for workflows in the top folder of the repository only', async () => {
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'identity'));
    const made = await runProgram(byRegion, { cwd: join(folder, 'identity') });
    expect(made.stderr).toContain('top folder of the repository');
  });
});

describe('init with credentials', () => {
  it('asks the service once, and names import as the next command', async () => {
    const sandbox = await open({ seed: scenarioState(live) });
    const words = ['init', '--application', scenarioApplication, '--config-url', sandbox.url];
    const made = await run([...words, '--capture-url', sandbox.url], credentials);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
    const next = made.stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(next).toMatch(/^Next: capstan import --application scenario\S+ --config-url \S+ --capture-url \S+ --out /);
    const imported = await run(next.replace('Next: capstan ', '').split(' '), credentials);
    expect(imported).toMatchObject({ code: 0 });
    expect((await run(['plan'], credentials)).code).toBe(0);
  });

  it('is followed by an import that adds its secrets to .env.example', async () => {
    const sandbox = await open({ seed: scenarioState({ settings: { rpx_key: 'a-canary-of-a-key' } }) });
    const hosts = ['--application', scenarioApplication, '--config-url', sandbox.url, '--capture-url', sandbox.url];
    await run(['init', ...hosts, '--ci', 'none'], credentials);
    const imported = await run(['import', ...hosts, '--manage-secrets', '--out', 'live.yaml'], credentials);
    expect(imported).toMatchObject({ code: 0 });
    expect(read('.env.example')).toMatch(/CAPSTAN_CLIENT_SECRET=\nCAPSTAN_VAR_RPX_KEY=\n$/);
    await run(['import', ...hosts, '--manage-secrets', '--out', 'again.yaml'], credentials);
    expect(read('.env.example').match(/RPX_KEY/g)).toHaveLength(1);
  });

  it('tells what the service refuses with its cure, and writes nothing', async () => {
    const sandbox = await open({ seed: scenarioState(live) });
    const words = ['init', '--application', scenarioApplication, '--config-url', sandbox.url];
    const wrong = await run(words, { ...credentials, CAPSTAN_CLIENT_SECRET: 'another-secret' });
    expect(wrong).toMatchObject({ code: 77, stdout: '' });
    expect(wrong.stderr).toMatch(/\[unauthorized\].*Check the client id and secret/s);
    const other = await run(['init', '--application', 'nosuchapplication', '--config-url', sandbox.url], credentials);
    expect(other.code).toBe(65);
    const half = await run(words, { CAPSTAN_CLIENT_ID: 'x' });
    expect(half.code).toBe(77);
    expect(half.stderr).toContain('CAPSTAN_CLIENT_SECRET is not set');
    expect(isThere('capstan.yaml') || isThere('.gitignore')).toBe(false);
  });

  it('ends with 64 at a misspelt variable', async () => {
    const made = await run(byRegion, { CAPSTAN_CLIENT_SECERT: 'x' });
    expect(made.code).toBe(64);
    expect(made.stderr).toContain('Did you mean CAPSTAN_CLIENT_SECRET?');
  });
});

describe('init on a terminal', () => {
  const none: InitFlags = {
    format: 'text',
    verbosity: 'normal',
    application: undefined,
    region: undefined,
    configUrl: undefined,
    captureUrl: undefined,
    ci: undefined,
  };

  function asked(
    answers: readonly (string | null)[],
    parts: Partial<Session> = {},
  ): FakeSession & { questions: string[] } {
    const rest = [...answers];
    const questions: string[] = [];
    const prompt = async (question: string): Promise<string | null> => {
      questions.push(question);
      return rest.shift() ?? null;
    };
    return { ...fakeSession({ cwd: folder, prompt, ...parts }), questions };
  }

  it('asks for each value, says where it is found, and asks again when it cannot be', async () => {
    const session = asked(['', 'myapp', 'mars', 'eu', 'my-app.eu.janraincapture.com', 'none']);
    expect(await initFolder(none, session)).toBe(0);
    expect(session.told[0]).toContain('Manage Application');
    expect(session.questions).toHaveLength(6);
    expect(read('capstan.yaml')).toContain('captureUrl: https://my-app.eu.janraincapture.com');
    expect(isThere('.github')).toBe(false);
    expect(session.told.join('')).toContain('us, eu, au, sa, cn or sg');
  });

  it('asks only for what the flags leave open', async () => {
    const session = asked(['']);
    await initFolder({ ...none, application: 'myapp', region: 'us', ci: 'none' }, session);
    expect(session.questions).toEqual([]);
    const other = asked(['https://127.0.0.1:8787', '', '']);
    await initFolder({ ...none, application: 'myapp' }, other);
    expect(other.questions).toHaveLength(3);
  });

  it('writes nothing when the questions are broken off, or never answered', async () => {
    const broken = initFolder(none, asked(['myapp', null]));
    await expect(broken).rejects.toMatchObject({ ending: 'interrupted' });
    const never = initFolder(none, asked(Array.from({ length: 20 }, () => '')));
    await expect(never).rejects.toBeInstanceOf(ExpectedEnd);
    expect(isThere('capstan.yaml')).toBe(false);
  });

  it('offers to write the file from what is live when credentials are there', async () => {
    const sandbox = await open({ seed: scenarioState(live) });
    const flags = { ...none, application: scenarioApplication };
    const session = asked([sandbox.url, sandbox.url, 'none', 'y'], { variables: credentials });
    expect(await initFolder(flags, session)).toBe(0);
    expect(read('capstan.yaml')).toMatch(/^ {2}login_attempts: 5/m);
    expect(session.printed.join('')).toMatch(/in sync.*Next: capstan plan\n$/s);
  });

  it('writes the starter when import is not wanted', async () => {
    const sandbox = await open({ seed: scenarioState(live) });
    const flags = { ...none, application: scenarioApplication, configUrl: sandbox.url, captureUrl: sandbox.url };
    const session = asked(['no'], { variables: credentials });
    expect(await initFolder({ ...flags, ci: 'none' }, session)).toBe(0);
    expect(read('capstan.yaml')).not.toMatch(/^ {2}login_attempts/m);
    expect(session.printed.join('')).toContain('Next: capstan import');
  });
});

describe('the built program', () => {
  it('inits with the workflows that come with it', async () => {
    const made = await runCli(byRegion, { cwd: folder });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(isThere(workflows[0] ?? '')).toBe(true);
    expect(statSync(join(folder, 'capstan.yaml')).mode & 0o022).toBe(0);
    expect(await runCli(['validate', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
  });
});
