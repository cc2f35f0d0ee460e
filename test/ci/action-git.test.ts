import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gitWith } from '../../src/leaf/git.ts';
import { commit, git as plainGit, plantRepository } from '../support/git-repository.ts';
import { adopt, startWorld, type World } from './repository.ts';

type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };
type ActionGit = Readonly<Record<'git' | 'gitPush', (folder: string, ...args: readonly string[]) => Promise<Run>>>;
const { git, gitPush } = (await import(join(import.meta.dirname, '../../action/git.mjs'))) as ActionGit;

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-action-git-')));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A git that says what it was given. */
function stub(): void {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/git'), '#!/bin/sh\nprintf "%s\\n" "$@"\nenv\n');
  chmodSync(join(folder, 'bin/git'), 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`);
}

describe('git in the action', () => {
  it('is called as capstan calls it', async () => {
    stub();
    const own = await gitWith(process.env)(folder, ['x'], 100_000);
    const lines = (text: string) => text.split('\n').sort();
    expect(lines((await git(folder, 'x')).stdout)).toEqual(
      lines(own.kind === 'output' ? own.bytes.toString('utf8') : own.kind),
    );
  });

  it('gets nothing of the job but what it needs, to push either', async () => {
    for (const name of [
      'CAPSTAN_CLIENT_SECRET',
      'GITHUB_TOKEN',
      'GIT_DIR',
      'GIT_SSH_COMMAND',
      'RPX_KEY',
      'NODE_OPTIONS',
    ])
      vi.stubEnv(name, name === 'NODE_OPTIONS' ? '' : 'canary');
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example');
    stub();
    const [read, pushed] = [await git(folder, 'x'), await gitPush(folder, 'x')];
    expect(`${read.stdout}${pushed.stdout}`).not.toContain('canary');
    expect(read.stdout).toContain('GIT_ALLOW_PROTOCOL=none');
    expect(read.stdout).not.toContain('proxy.example');
    expect(pushed.stdout).toContain('GIT_ALLOW_PROTOCOL=http:https:ssh:file\n');
    expect(pushed.stdout).toContain('HTTPS_PROXY=http://proxy.example');
    for (const flag of ['core.hooksPath=/dev/null', '--no-verify', '--no-signed'])
      expect(pushed.stdout).toContain(flag);
  });

  it('never asks a folder of the commit that looks like a repository of its own', async () => {
    const trace = join(folder, 'trace');
    plainGit(folder, 'init', '--quiet', 'work');
    const conf = join(folder, 'work/conf');
    plantRepository(conf, trace);
    const head = commit(join(folder, 'work'));
    expect((await git(conf, 'rev-parse', 'HEAD')).stdout.trim()).toBe(head);
    await git(conf, 'status', '--porcelain');
    await gitPush(conf, 'origin', 'HEAD:refs/tags/x');
    expect(existsSync(trace)).toBe(false);
  });
});

describe('an action whose file is in such a folder', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  it('plans against the tag, applies, and moves the tag, all in the repository around it, and runs no program of it', async () => {
    const trace = join(dirname(world.workspace), 'trace');
    plantRepository(join(world.workspace, 'conf'), trace);
    plainGit(world.workspace, 'mv', 'capstan.yaml', 'conf/capstan.yaml');
    adopt(world, 'conf/capstan.yaml');
    const there = { 'working-directory': 'conf', baseline: 'git:capstan/production', comment: 'false' };
    const planned = await world.run({ mode: 'plan', ...there });
    expect(planned.code, planned.log).toBe(0);
    // Its index is fresh, so that git has to look at the files again.
    writeFileSync(join(world.workspace, 'conf/evil'), 'changed');
    plainGit(world.workspace, 'checkout', '--', 'conf/evil');
    const applied = await world.runBuilt({
      mode: 'apply',
      'expect-digest': planned.outputs['digest'] ?? '',
      'move-tag': 'capstan/production',
      ...there,
    });
    expect(applied.code, applied.log).toBe(0);
    expect(applied.outputs['tag-moved']).toBe('true');
    expect(plainGit(world.origin, 'rev-parse', 'capstan/production')).toBe(
      plainGit(world.workspace, 'rev-parse', 'HEAD'),
    );
    expect(existsSync(trace)).toBe(false);
  });
});
