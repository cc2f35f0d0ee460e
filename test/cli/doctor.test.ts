import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import doctorSchema from '../../schemas/doctor.schema.json' with { type: 'json' };
import { takeLock } from '../../src/run/lock/lock.ts';
import { thisMachine } from '../../src/run/lock/machine.ts';
import type { SandboxOptions } from '../../src/sandbox/run-sandbox.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { type Bench, configuration, live, startBench } from './program.ts';

type Check = { readonly name: string; readonly status: string; readonly message: string; readonly cure: string };

const isSound = new Ajv2020().compile(doctorSchema);
const benches: Bench[] = [];
afterEach(async () => {
  await Promise.all(benches.splice(0).map((bench) => bench.end()));
});

async function begin(options: SandboxOptions = {}, more = ''): Promise<Bench> {
  const bench = await startBench(options, more);
  benches.push(bench);
  return bench;
}

function checksOf({ stdout }: CliRun): ReadonlyMap<string, Check> {
  const json: unknown = JSON.parse(stdout);
  expect(isSound(json), JSON.stringify(isSound.errors)).toBe(true);
  const { checks } = json as { readonly checks: readonly Check[] };
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  for (const { status, cure } of checks) if (status !== 'ok' && status !== 'skipped') expect(cure).not.toBe('');
  return new Map(checks.map((check) => [check.name, check]));
}

/** One check of a run, and how the run ended. */
async function checkOf(
  name: string,
  bench: Bench,
  env: Readonly<Record<string, string>> = {},
): Promise<Check & { readonly code: number | null }> {
  const run = await bench.run(['doctor', '--format', 'json'], env);
  const check = checksOf(run).get(name);
  if (check === undefined) throw new Error(`There is no check ${name}: ${run.stdout}`);
  return { ...check, code: run.code };
}

/** The caller alone, or as it is given. */
function callerIs(parts: object): SandboxOptions {
  const seed = scenarioState(live);
  const clients = seed.clients.map((client) => (client.id === scenarioCaller.id ? { ...client, ...parts } : client));
  return { seed: { ...seed, clients } };
}

function git(bench: Bench, ...words: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...words], { cwd: bench.folder });
}

describe('doctor on a sound application', () => {
  it('finds everything in order with reads alone, and leaves nothing behind', async () => {
    const bench = await begin();
    bench.write('.gitignore', '.env\n.capstan/\n');
    git(bench, 'init', '--quiet');
    const before = readdirSync(bench.folder);
    const run = await bench.run(['doctor', '--format', 'json']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const checks = checksOf(run);
    expect(checks.size).toBeGreaterThanOrEqual(20);
    const notOk = [...checks.values()]
      .filter(({ status }) => status !== 'ok')
      .map(({ name, status }) => [name, status]);
    expect(notOk).toEqual([
      ['baseline', 'skipped'],
      ['dns', 'skipped'],
      ['tls', 'skipped'],
    ]);
    expect(new Set(bench.sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(readdirSync(bench.folder)).toEqual(before);
  });

  it('prints a line for each check, aligned, with the cure of what is not well below', async () => {
    const bench = await begin();
    const { code, stdout } = await bench.run(['doctor']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ok {7}node {12}Node v\d+/);
    const at = lines.findIndex((line) => line.startsWith('warning  git '));
    expect(lines[at + 1]).toMatch(/^ {25}\S/);
    const columns = lines.slice(0, -1).map((line) => /^(?:\S+ +[\w-]+ +| +)(?=\S)/.exec(line)?.[0].length);
    expect(new Set(columns).size).toBe(1);
    expect(lines.at(-1)).toMatch(/^\d+ checks: \d+ ok, 1 warning, 0 errors, \d+ skipped\.$/);
    expect((await bench.run(['doctor', '--quiet'])).stdout).toBe(`${lines.at(-1)}\n`);
  });

  it('is described by a schema that the program prints', async () => {
    const bench = await begin();
    expect(JSON.parse((await bench.run(['schema', 'doctor'])).stdout)).toEqual(doctorSchema);
  });
});

describe('doctor without what other commands need', () => {
  it('goes without a file and without credentials, and says why it skipped what it could not ask', async () => {
    const bench = await begin();
    rmSync(join(bench.folder, 'capstan.yaml'));
    const run = await runProgram(['doctor', '--format', 'json'], { cwd: bench.folder });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const checks = checksOf(run);
    expect(checks.get('file')).toMatchObject({ status: 'skipped', cure: expect.stringContaining('capstan init') });
    expect(checks.get('bounds')?.message).toContain('10 requests in parallel');
    for (const name of ['credentials', 'owners', 'options', 'latency', 'lock', 'per-key-writes'])
      expect(checks.get(name)?.status, name).toBe('skipped');
    expect(checks.get('node')?.status).toBe('ok');
  });

  it('asks the hosts without credentials, and sends none', async () => {
    const bench = await begin();
    const run = await runProgram(['doctor', '--format', 'json'], { cwd: bench.folder });
    const checks = checksOf(run);
    expect(run.code).toBe(0);
    expect(checks.get('latency')?.status).toBe('ok');
    expect(checks.get('credentials')).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('CAPSTAN_CLIENT_ID'),
    });
    expect(bench.sandbox.requests.every(({ clientId }) => clientId === undefined)).toBe(true);
  });
});

describe('doctor finds', () => {
  it('a misspelt variable: 64, with the name that was meant', async () => {
    const check = await checkOf('variables', await begin(), { CAPSTAN_CLIENT_SECERT: 'x' });
    expect(check).toMatchObject({
      code: 64,
      status: 'error',
      message: expect.stringContaining('CAPSTAN_CLIENT_SECERT'),
    });
    expect(check.cure).toContain('CAPSTAN_CLIENT_SECRET');
  });

  it('a line break at the end of a credential: 77, and nothing is sent with it', async () => {
    const bench = await begin();
    const secret = `${scenarioCaller.secret}\n`;
    const check = await checkOf('variables', bench, { CAPSTAN_CLIENT_SECRET: secret });
    expect(check).toMatchObject({ code: 77, status: 'error', message: expect.stringContaining('line break') });
    expect(bench.sandbox.requests.every(({ clientId }) => clientId === undefined)).toBe(true);
  });

  it('a blank at the end of another variable', async () => {
    const check = await checkOf('variables', await begin(), { CAPSTAN_ALLOWED_HOSTS: 'a.example ' });
    expect(check).toMatchObject({ code: 0, status: 'warning' });
  });

  it.each([
    ['wrong credentials', { CAPSTAN_CLIENT_SECRET: 'another-secret-of-a-client' }, 'credentials', 77],
    ['one without the other', { CAPSTAN_CLIENT_SECRET: '' }, 'credentials', 77],
    ['a key that is too short', { CAPSTAN_JOURNAL_KEY: 'short' }, 'variables', 64],
    ['a proxy that is no address', { HTTP_PROXY: 'ftp://x' }, 'proxy', 69],
  ])('%s', async (_what, env, name, code) => {
    expect(await checkOf(name, await begin(), env)).toMatchObject({ code, status: 'error' });
  });

  it('a caller that is no owner, its allow list, and that there is no other owner', async () => {
    const bench = await begin(callerIs({ features: ['direct_access'] }));
    const run = await bench.run(['doctor', '--format', 'json']);
    expect(run.code).toBe(77);
    expect(checksOf(run).get('features')).toMatchObject({ status: 'error', cure: expect.stringContaining('owner') });
    const open = await begin(callerIs({ ipWhitelist: ['127.0.0.1/32'] }));
    expect(await checkOf('allow-list', open)).toMatchObject({ code: 0, status: 'ok' });
    const seed = scenarioState(live);
    const alone = await begin({
      seed: { ...seed, clients: seed.clients.filter(({ id }) => id === scenarioCaller.id) },
    });
    expect(await checkOf('owners', alone)).toMatchObject({ code: 0, status: 'warning' });
  });

  it('an application that is not there: 65', async () => {
    const bench = await begin();
    bench.write('capstan.yaml', configuration(bench.sandbox.url).replace(scenarioApplication, 'nosuchapplication'));
    expect(await checkOf('credentials', bench)).toMatchObject({ code: 65, status: 'error' });
  });

  it('a service that takes no connection: 69, and what hangs on it is skipped', async () => {
    const bench = await begin();
    bench.write('capstan.yaml', configuration('http://127.0.0.1:9'));
    const run = await bench.run(['doctor', '--format', 'json']);
    expect(run.code).toBe(69);
    expect(checksOf(run).get('connection')).toMatchObject({
      status: 'error',
      message: expect.stringContaining('127.0.0.1:9'),
    });
    expect(checksOf(run).get('owners')?.status).toBe('skipped');
  });

  it('no registration domain, and one that does not answer', async () => {
    const bench = await begin();
    const file = configuration(bench.sandbox.url);
    bench.write('capstan.yaml', file.replace(/, captureUrl: "[^"]*"/, ''));
    expect(await checkOf('per-key-writes', bench)).toMatchObject({ code: 0, status: 'warning' });
    bench.write('capstan.yaml', file.replace(/captureUrl: "[^"]*"/, 'captureUrl: "http://127.0.0.1:9"'));
    expect(await checkOf('per-key-writes', bench)).toMatchObject({ code: 69, status: 'error' });
  });

  it('options that are not to be had, or not to be read', async () => {
    const missing = await begin({ switches: { optionsReply: 'missing' } });
    expect(await checkOf('options', missing)).toMatchObject({ code: 0, status: 'warning' });
    const broken = await begin({
      intercept: ({ path }) =>
        path.endsWith('/options')
          ? { kind: 'answer', work: 'skipped', reply: { status: 200, body: '<html>' } }
          : undefined,
    });
    expect(await checkOf('options', broken)).toMatchObject({ code: 69, status: 'error' });
  });

  it('a clock that is off, which a signature does not bear', async () => {
    const bench = await begin();
    const clock = { now: () => Date.now() + 600_000, sleep: async () => {} };
    const run = await runProgram(['doctor', '--format', 'json'], { cwd: bench.folder, env: bench.env, clock });
    expect(run.code).toBe(0);
    expect(checksOf(run).get('clock')).toMatchObject({
      status: 'warning',
      message: expect.stringMatching(/(599|600|601) s ahead/),
    });
    bench.write('capstan.yaml', configuration(bench.sandbox.url, 'auth: signed\n'));
    const signed = await runProgram(['doctor', '--format', 'json'], { cwd: bench.folder, env: bench.env, clock });
    expect(signed.code).toBe(1);
    expect(checksOf(signed).get('clock')?.status).toBe('error');
  });

  it('a file that is not valid: 65, with the first problem', async () => {
    const bench = await begin({}, 'setings: {}\n');
    const check = await checkOf('file', bench);
    expect(check).toMatchObject({ code: 65, status: 'error', message: expect.stringContaining('capstan.yaml:') });
    const none = await bench.run(['doctor', '-f', 'none.yaml', '--format', 'json']);
    expect([none.code, checksOf(none).get('file')?.status]).toEqual([65, 'error']);
  });

  it('files that others may read, or change', async () => {
    const bench = await begin();
    bench.write('.env', 'X=y\n');
    chmodSync(join(bench.folder, '.env'), 0o644);
    expect(await checkOf('permissions', bench)).toMatchObject({
      status: 'warning',
      cure: expect.stringContaining('chmod 600 .env'),
    });
    chmodSync(join(bench.folder, '.env'), 0o600);
    mkdirSync(join(bench.folder, '.capstan/runs'), { recursive: true, mode: 0o700 });
    expect(await checkOf('permissions', bench)).toMatchObject({ status: 'ok' });
    chmodSync(join(bench.folder, '.capstan/runs'), 0o755);
    expect(await checkOf('permissions', bench)).toMatchObject({ status: 'warning' });
    expect(readdirSync(join(bench.folder, '.capstan/runs'))).toEqual([]);
  });

  it('a journal folder that cannot be written: 73', async () => {
    const bench = await begin();
    bench.write('.capstan', 'a file in its place');
    expect(await checkOf('journal', bench)).toMatchObject({ code: 73, status: 'error' });
    const named = await bench.run(['doctor', '--journal', 'capstan.yaml', '--format', 'json']);
    expect([named.code, checksOf(named).get('journal')?.status]).toEqual([73, 'error']);
  });

  it('a .env that git would take, and one that it has', async () => {
    const bench = await begin();
    git(bench, 'init', '--quiet');
    bench.write('.env', 'X=y\n');
    chmodSync(join(bench.folder, '.env'), 0o600);
    expect(await checkOf('git', bench)).toMatchObject({
      code: 0,
      status: 'warning',
      cure: expect.stringContaining('.gitignore'),
    });
    git(bench, 'add', '.env');
    expect(await checkOf('git', bench)).toMatchObject({
      code: 65,
      status: 'error',
      cure: expect.stringContaining('git rm'),
    });
  });

  it('a baseline, or that it is not to be had: 65', async () => {
    const bench = await begin({}, 'baseline: applied.yaml\n');
    expect(await checkOf('baseline', bench)).toMatchObject({ code: 65, status: 'error' });
    bench.write(
      'applied.yaml',
      readFileSync(join(bench.folder, 'capstan.yaml'), 'utf8').replace('baseline: applied.yaml\n', ''),
    );
    expect(await checkOf('baseline', bench)).toMatchObject({ code: 0, status: 'ok' });
    const named = await bench.run(['doctor', '--baseline', 'git:nowhere', '--format', 'json']);
    expect([named.code, checksOf(named).get('baseline')?.status]).toEqual([65, 'error']);
  });

  it('that another run is under way', async () => {
    const bench = await begin();
    const application = { id: scenarioApplication, configUrl: bench.sandbox.url };
    const machine = await thisMachine(() => new Date());
    const lock = await takeLock({ application, run: 'r1', command: 'apply', file: null }, machine);
    expect(await checkOf('lock', bench)).toMatchObject({
      code: 0,
      status: 'warning',
      message: expect.stringContaining('r1'),
    });
    if (lock.kind === 'taken') await lock.release();
    expect(await checkOf('lock', bench)).toMatchObject({ status: 'ok' });
  });

  it('another capstan than the one of the project', async () => {
    const bench = await begin();
    mkdirSync(join(bench.folder, 'node_modules/capstan'), { recursive: true });
    writeFileSync(join(bench.folder, 'node_modules/capstan/package.json'), '{ "version": "9.9.9" }');
    expect(await checkOf('capstan', bench)).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('9.9.9'),
    });
  });
});

it('doctor of several files ends with 64', async () => {
  const bench = await begin();
  bench.write('b.yaml', 'version: 1\n');
  expect(await bench.run(['doctor', '-f', 'capstan.yaml', '-f', 'b.yaml'])).toMatchObject({ code: 64 });
});

it('doctor shows no secret, whatever goes wrong', async () => {
  const bench = await begin();
  const secrets = {
    CAPSTAN_CLIENT_SECRET: 'canary-of-a-doctor\n',
    HTTPS_PROXY: 'http://u:canary-of-a-proxy@127.0.0.1:9',
  };
  for (const format of ['text', 'json']) {
    const { stdout, stderr } = await bench.run(['doctor', '--verbose', '--format', format], secrets);
    expect(stdout + stderr).not.toContain('canary');
  }
});

it('the built program examines too', async () => {
  const bench = await begin();
  const well = await bench.launch(['doctor', '--format', 'json']);
  expect(well).toMatchObject({ code: 0, stderr: '' });
  expect(checksOf(well).get('credentials')?.status).toBe('ok');
  expect(await bench.launch(['doctor'], { CAPSTAN_CLIENT_SECRET: 'wrong-secret-of-mine' })).toMatchObject({ code: 77 });
});

it('names the Node that package.json asks for', async () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const { checkNode } = await import('../../src/cli/doctor/machine-checks.ts');
  const least = engines.node.replace('>=', '');
  expect(checkNode(`v${least}.0`).status).toBe('ok');
  expect(checkNode('v20.18.9')).toMatchObject({ status: 'error', cure: expect.stringContaining(least) });
  expect(checkNode('v18.0.0').status).toBe('error');
});
