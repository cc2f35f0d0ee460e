import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { scenarioApplication } from '../support/scenario-state.ts';
import { type Bench, configuration, type RunningProgram, startBench, startProgram } from './program.ts';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.end();
  bench = undefined;
});

async function begun(...args: Parameters<typeof startBench>): Promise<Bench> {
  bench = await startBench(...args);
  return bench;
}

const removal = 'absent: { custom: [banner] }\n';
const inSync = (url: string): string => configuration(url).replace('login_attempts: 3', 'login_attempts: 5');

describe('the program ends with', () => {
  it('0 when a plan was made, when all is in sync and when it was applied', async () => {
    const { run, launch, write, sandbox } = await begun();
    expect(await run(['plan'])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['apply', '--auto-approve'])).toMatchObject({ code: 0, stderr: '' });
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(0);
    expect(sandbox.state().settings['login_attempts']).toBe(3);
    write('capstan.yaml', inSync(sandbox.url));
    expect((await run(['validate'])).code).toBe(0);
    expect((await run(['schema', 'plan'])).code).toBe(0);
    expect((await launch(['--help'])).code).toBe(0);
    expect((await launch(['help', 'plan'])).code).toBe(0);
    expect((await launch(['plan', '-h'])).stdout).toContain('--detailed-exitcode');
    expect((await launch(['--version'])).stdout).toMatch(/^capstan\/\d+\.\d+\.\d+ /);
    expect((await launch([])).code).toBe(0);
  });

  it('1 when it meets a bug, and tells no more than where', async () => {
    const { launch, write } = await begun();
    write(
      'broken.cjs',
      'const { toISOString } = Date.prototype; let calls = 0; Date.prototype.toISOString = () => { throw new TypeError("canary"); };',
    );
    const ended = await launch(['plan'], { NODE_OPTIONS: '--require ./broken.cjs' });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('TypeError in `plan`');
    expect(ended.stderr).not.toContain('canary');
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('2 when changes are pending and that was asked for', async () => {
    const { run } = await begun();
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(2);
  });

  it('5 when a guard refuses, with and without --detailed-exitcode, and apply writes nothing', async () => {
    const { run, write, sandbox } = await begun({}, removal);
    write('capstan.protect.yaml', 'version: 1\nprotect: [{ target: custom.banner, reason: "It is needed." }]\n');
    expect((await run(['plan'])).code).toBe(5);
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(5);
    const before = sandbox.state();
    const applied = await run(['apply', '--auto-approve', '--format', 'json']);
    expect(applied.code).toBe(5);
    expect(JSON.parse(applied.stdout)).toMatchObject({ status: 'blocked', result: 'refused', outcomes: [] });
    expect(sandbox.state()).toEqual(before);
  });

  it('6 when some calls were carried out and others were not', async () => {
    const { run } = await begun(
      {
        intercept: ({ path }) =>
          path.endsWith('/settings/delete_default')
            ? { kind: 'answer', work: 'skipped', reply: { status: 400 } }
            : undefined,
      },
      removal,
    );
    const applied = await run(['apply', '--auto-approve', '--format', 'json']);
    expect(applied.code).toBe(6);
    expect(JSON.parse(applied.stdout).outcomes.map(({ status }: { status: string }) => status)).toContain('done');
  });

  it('7 when the live value has changed since the plan was saved, and says what', async () => {
    const { run, sandbox } = await begun();
    expect((await run(['plan', '--out', 'plan.json'])).code).toBe(0);
    sandbox.edit((state) => ({ ...state, settings: { ...state.settings, login_attempts: 9 } }));
    const applied = await run(['apply', 'plan.json', '--auto-approve']);
    expect(applied.code).toBe(7);
    expect(applied.stderr).toContain('settings.login_attempts: the live value has changed: 5 -> 9');
    expect(sandbox.state().settings['login_attempts']).toBe(9);
    expect((await run(['apply', '--auto-approve', '--expect-digest', 'sha256:other'])).code).toBe(7);
  });

  it('64 when the expected digest is empty, as an unset variable leaves it', async () => {
    const { run, sandbox } = await begun();
    const applied = await run(['apply', '--auto-approve', '--expect-digest', '']);
    expect(applied).toMatchObject({ code: 64, stderr: expect.stringContaining('--expect-digest is empty.') });
    expect(sandbox.requests).toEqual([]);
  });

  it('64 when it is called in a way that it does not know', async () => {
    const { run } = await begun();
    const calls = [
      ['paln'],
      ['--formt'],
      ['plan', '--formt', 'json'],
      ['plan', '--format', 'xml'],
      ['plan', '--format'],
      ['plan', 'extra'],
      ['plan', '--quiet', '--verbose'],
      ['plan', '--only', 'setings.x'],
      ['plan', '-f', 'none*.yaml'],
      ['plan', '-f', 'a.yaml', '-f', 'b.yaml', '--out', 'x'],
      ['show'],
      ['schema', 'none'],
      ['apply'],
    ];
    for (const args of calls) expect({ args, code: (await run(args)).code }).toEqual({ args, code: 64 });
  });

  it('65 when the file or a saved plan is not valid', async () => {
    const { run, write, folder } = await begun();
    expect((await run(['plan', '--out', 'plan.json'])).code).toBe(0);
    const text = readFileSync(join(folder, 'plan.json'), 'utf8');
    write('plan.json', text.replace('"after": 3', '"after": 2'));
    expect((await run(['show', 'plan.json'])).code).toBe(65);
    expect((await run(['apply', 'plan.json', '--auto-approve'])).code).toBe(65);
    write('capstan.yaml', 'version: 1\nsettigns: {}\n');
    expect((await run(['validate'])).code).toBe(65);
    expect((await run(['plan'])).code).toBe(65);
    expect((await run(['validate', '-f', 'none.yaml'])).code).toBe(65);
    expect((await run(['plan', '-f', 'none.yaml', '--format', 'json'])).stdout).toContain('"problems"');
  });

  it('69 when the service cannot be reached', async () => {
    const { run, write } = await begun();
    write('capstan.yaml', configuration('http://127.0.0.1:1'));
    expect((await run(['plan'])).code).toBe(69);
  });

  it('73 when the plan cannot be saved', async () => {
    const { run } = await begun();
    expect((await run(['plan', '--out', 'none/plan.json'])).code).toBe(73);
  });

  it('77 when credentials are missing or refused', async () => {
    const { run, sandbox } = await begun();
    expect((await run(['plan'], { CAPSTAN_CLIENT_SECRET: '' })).stderr).toContain('CAPSTAN_CLIENT_SECRET is not set.');
    expect(sandbox.requests).toEqual([]);
    expect((await run(['plan'], { CAPSTAN_CLIENT_SECRET: 'wrong' })).code).toBe(77);
  });

  it('130 after Ctrl-C, the call in flight finished and the next one not begun', async () => {
    let program: RunningProgram | undefined;
    const { sandbox } = await begun(
      {
        intercept: ({ path }) => {
          if (!path.endsWith('/settings/set_default_multi')) return undefined;
          program?.kill('SIGINT');
          return { kind: 'hold', until: program?.said('Stopping after') ?? Promise.resolve() };
        },
      },
      removal,
    );
    program = startProgram(['apply', '--auto-approve', '--format', 'json'], bench as Bench);
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('Stopping after the request in flight.');
    expect(JSON.parse(stdout).outcomes.map(({ status }: { status: string }) => status)).toEqual(['done', 'not-run']);
    expect(sandbox.state()).toMatchObject({ settings: { login_attempts: 3 }, custom: { banner: 'x' } });
  });

  it('143 after SIGTERM', async () => {
    const { sandbox } = await begun({ intercept: () => ({ kind: 'silence', work: 'skipped' }) });
    const program = startProgram(['plan'], bench as Bench);
    await expect.poll(() => sandbox.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    program.kill('SIGTERM');
    expect((await program.ended).code).toBe(143);
  });

  it('the gravest code of several files', async () => {
    const { run, write, sandbox } = await begun();
    write('sync.yaml', configuration(sandbox.url).replace('login_attempts: 3', 'site_name: Old'));
    write('bad.yaml', 'version: 2\n');
    expect((await run(['plan', '--detailed-exitcode', '-f', 'sync.yaml', '-f', 'capstan.yaml'])).code).toBe(2);
    const all = await run(['plan', '-f', '*.yaml', '--format', 'json']);
    expect(all.code).toBe(65);
    expect(JSON.parse(all.stdout)).toMatchObject([
      { problems: expect.anything() },
      { status: 'ready', application: { id: scenarioApplication } },
      { status: 'in-sync' },
    ]);
  });
});
