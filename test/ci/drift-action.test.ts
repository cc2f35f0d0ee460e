import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { git } from '../support/git-repository.ts';
import { runProgram } from '../support/run-program.ts';
import { readable, startWorld, type World } from './repository.ts';
import type { ActionRun } from './run-action.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  git(world.workspace, 'tag', 'capstan/production');
  await runProgram(['apply', '--auto-approve'], { cwd: world.workspace, env: world.secrets });
});
afterEach(async () => {
  await world.close();
});

const drift = (inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> =>
  world.run({ mode: 'drift', baseline: 'git:capstan/production', ...inputs });
const inTheConsole = (attempts: number) =>
  world.sandbox.edit((state) => ({ ...state, settings: { ...state.settings, login_attempts: attempts } }));
const issues = () => world.github.issues;
const said = () => (world.github.comments.get(issues()[0]?.number ?? 0) ?? []).map(({ body }) => body);

describe('the issue of drift', () => {
  it('is not there while live has what the file declares', async () => {
    const run = await drift();

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ status: 'none', 'exit-code': '0', issue: '' });
    expect(issues()).toEqual([]);
  });

  it('is opened by drift, brought up to date by more of it, closed when it is gone, and opened again', async () => {
    inTheConsole(50);
    const first = await drift();
    expect(first.code).toBe(0);
    expect(first.outputs).toMatchObject({ status: 'drifted', 'exit-code': '3', issue: String(issues()[0]?.number) });
    expect(first.log).toContain('settings.login_attempts');
    expect(issues()[0]).toMatchObject({
      title: 'capstan: live has drifted from capstan.yaml',
      state: 'open',
      labels: ['capstan-drift'],
    });
    expect(readable(issues()[0]?.body)).toContain('login_attempts');

    inTheConsole(77);
    await drift();
    expect(issues()).toHaveLength(1);
    expect(issues()[0]?.body).toContain('77');
    expect(said()).toEqual([]);

    inTheConsole(5);
    const gone = await drift();
    expect(gone.outputs).toMatchObject({ status: 'none', issue: '' });
    expect(issues()).toMatchObject([{ state: 'closed' }]);
    expect(said()).toEqual([expect.stringContaining('The live application matches the file.')]);

    inTheConsole(60);
    await drift();
    expect(issues()).toMatchObject([{ state: 'open', body: expect.stringContaining('60') }]);
    expect(said()).toHaveLength(2);
  });

  it('is not opened by what only waits in the file', async () => {
    world.rewrite((text) => text.replace('login_attempts: 5 #', 'login_attempts: 4 #'));
    const run = await drift();

    expect(run.outputs).toMatchObject({ status: 'pending', 'exit-code': '2' });
    expect(issues()).toEqual([]);
  });

  it('is not mistaken for one that someone else wrote, nor for that of another file', async () => {
    inTheConsole(50);
    await drift();
    const body = issues()[0]?.body ?? '';
    issues().length = 0;
    issues().push(world.github.add({ body, labels: ['capstan-drift'], user: { login: 'mallory' } }));
    await drift({ 'comment-key': 'another' });
    await drift();

    expect(issues().map(({ user }) => user.login)).toEqual(['mallory', 'github-actions[bot]', 'github-actions[bot]']);
  });

  it('stays as it is when live cannot be read', async () => {
    inTheConsole(50);
    await drift();
    const before = structuredClone(issues());
    const run = await world.runBuilt({ mode: 'drift' }, { env: { CAPSTAN_CLIENT_SECRET: 'wrong' } });

    expect(run.code).toBe(77);
    expect(run.log).toContain('whether the live application has drifted is unknown');
    expect(issues()).toEqual(before);
  });

  it('is a failed run when it cannot be written, since no one would know', async () => {
    inTheConsole(50);
    world.github.fault((method) => (method === 'POST' ? { status: 403, body: '{"message":"no"}' } : undefined));
    const run = await drift();

    expect(run.code).toBe(1);
    expect(run.log).toContain('::error title=capstan::The issue could not be updated.');
    expect(run.log).toContain('issues: write');
    expect(readable(run.summary)).toContain('login_attempts');
  });

  it('is a failed run with the code of drift when issues are not wanted', async () => {
    inTheConsole(50);
    const run = await drift({ comment: 'false' });

    expect(run.code).toBe(3);
    expect(world.github.asked).toEqual([]);
  });
});
