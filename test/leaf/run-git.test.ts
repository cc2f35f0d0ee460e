import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { blame, gitWith, networkGitWith } from '../../src/leaf/git.ts';
import { commit, git, initRepository, plantRepository } from '../support/git-repository.ts';

const runGit = gitWith(process.env);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-git-')));
  folders.push(made);
  return made;
}

async function textOf(cwd: string, ...args: readonly string[]): Promise<string> {
  const run = await runGit(cwd, args, 100_000);
  return run.kind === 'output' ? run.bytes.toString('utf8') : JSON.stringify(run);
}

/** A program that stands in for git and says what it was given. */
function stub(script: string): void {
  const bin = folder();
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, 'git'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`);
}

describe('running git', () => {
  it('gives what it prints, byte for byte', async () => {
    const cwd = folder();
    initRepository(cwd);
    commit(cwd, { a: 'x\r\n\u0000é' });
    expect(await runGit(cwd, ['cat-file', 'blob', 'HEAD:a'], 100)).toEqual({
      kind: 'output',
      bytes: Buffer.from('x\r\n\u0000é'),
    });
  });

  it('says why it failed, in a line', async () => {
    // Git says how far it looked, and there is another sentence where a file system ends.
    expect(await runGit(folder(), ['rev-parse', '--show-toplevel'], 1000)).toEqual({
      kind: 'failed',
      message: expect.stringMatching(/^not a git repository \(or any [^\n]+$/),
    });
  });

  it('stops at the bound', async () => {
    const cwd = folder();
    initRepository(cwd);
    commit(cwd, { a: 'x'.repeat(101) });
    expect(await runGit(cwd, ['cat-file', 'blob', 'HEAD:a'], 100)).toEqual({ kind: 'too-much' });
  });

  it('says when there is no git', async () => {
    vi.stubEnv('PATH', folder());
    expect(await runGit(tmpdir(), ['--version'], 100)).toEqual({ kind: 'no-git' });
  });

  it('says when git was ended by a signal', async () => {
    stub('kill -9 $$');
    expect((await runGit(tmpdir(), ['--version'], 100)).kind).toBe('stopped');
  });

  it('hands on nothing of the environment that git does not need', async () => {
    vi.stubEnv('CAPSTAN_CLIENT_SECRET', 'canary');
    vi.stubEnv('GITHUB_TOKEN', 'canary');
    vi.stubEnv('GIT_DIR', '/canary');
    vi.stubEnv('GIT_SSH_COMMAND', 'canary');
    stub('env');
    const text = await textOf(tmpdir(), 'x');
    expect(text).not.toContain('canary');
    expect(text).toContain('GIT_TERMINAL_PROMPT=0');
  });

  it('has for a remote what reaches it besides, and no secret of another program', async () => {
    vi.stubEnv('CAPSTAN_CLIENT_SECRET', 'canary');
    vi.stubEnv('GITHUB_TOKEN', 'canary');
    vi.stubEnv('GIT_DIR', '/canary');
    vi.stubEnv('SSH_AUTH_SOCK', '/agent');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'http.extraheader');
    stub('env');
    const run = await networkGitWith(process.env)(tmpdir(), ['x'], 100_000);
    const text = run.kind === 'output' ? run.bytes.toString('utf8') : '';
    expect(text).not.toContain('canary');
    for (const line of ['SSH_AUTH_SOCK=/agent', 'GIT_CONFIG_KEY_0=http.extraheader', 'GIT_TERMINAL_PROMPT=0'])
      expect(text).toContain(line);
    expect(text).toContain('GIT_ALLOW_PROTOCOL=file:https:ssh');
  });

  it.each([
    [
      'remote: \\nremote: =====\\nremote: \\nremote: ERROR: You may not push.\\nremote: \\nfatal: no',
      'You may not push.',
    ],
    ["Warning: Permanently added 'h' to the list of known hosts.\\nfatal: Could not read.", 'Could not read.'],
    ['remote: error: GH013: Repository rule violations found', 'GH013: Repository rule violations found'],
    ['warning: redirecting to https://h/x/\\nhint: x\\nTo https://h/x\\nerror: src refspec', 'src refspec'],
    ['warning: only this', 'warning: only this'],
    ['\\n', ''],
  ])('gives of %s what says why', async (stderr, message) => {
    stub(`printf "${stderr}" >&2; exit 1`);
    expect(await runGit(tmpdir(), ['push'], 100)).toEqual({ kind: 'failed', message });
  });

  it('shows no user or password of a URL', async () => {
    stub('echo "To https://u:p@h/x" >&2; echo "fatal: unable to access https://u:p@h/x" >&2; exit 128');
    expect(await networkGitWith(process.env)(tmpdir(), ['push'], 100)).toEqual({
      kind: 'failed',
      message: 'unable to access https://h/x',
    });
  });

  it('starts no program that the repository names, and fetches nothing', async () => {
    const cwd = folder();
    initRepository(cwd);
    commit(cwd, { a: '1' });
    const trace = join(cwd, 'trace');
    const program = join(cwd, 'evil');
    writeFileSync(program, `#!/bin/sh\ntouch ${trace}\n`);
    chmodSync(program, 0o755);
    for (const key of ['core.fsmonitor', 'core.pager', 'pager.ls-tree', 'core.sshCommand', 'alias.ls-tree']) {
      git(cwd, 'config', key, key.startsWith('alias') ? `!${program}` : program);
    }
    git(cwd, 'config', 'remote.origin.url', 'ssh://example.invalid/x');
    git(cwd, 'config', 'remote.origin.promisor', 'true');
    git(cwd, 'config', 'extensions.partialClone', 'origin');
    await textOf(cwd, 'ls-tree', '-z', 'HEAD');
    expect((await runGit(cwd, ['cat-file', 'blob', '1'.repeat(40)], 1000)).kind).toBe('failed');
    expect(existsSync(trace)).toBe(false);
  });

  it('never asks a folder of the commit that looks like a repository of its own', async () => {
    const cwd = folder();
    const trace = join(folder(), 'trace');
    initRepository(cwd);
    plantRepository(join(cwd, 'conf'), trace);
    const head = commit(cwd, { 'conf/capstan.yaml': 'version: 1\n' });
    // Without care git would take the folder, and run what its configuration names.
    git(join(cwd, 'conf'), '-c', 'safe.bareRepository=all', 'status');
    expect(existsSync(trace)).toBe(true);
    rmSync(trace);

    const conf = join(cwd, 'conf');
    expect(await textOf(conf, 'rev-parse', '--show-toplevel')).toBe(`${cwd}\n`);
    expect(await textOf(conf, 'rev-parse', 'HEAD')).toBe(`${head}\n`);
    await textOf(conf, 'status');
    await textOf(conf, 'diff', 'HEAD');
    await textOf(conf, 'log', '-p');
    expect((await blame(join(conf, 'capstan.yaml'), [1], runGit)).get(1)).toEqual({ name: 'A', commit: head });
    expect(existsSync(trace)).toBe(false);
  });

  it('has nothing to say of a folder that is not there', async () => {
    expect((await runGit(join(folder(), 'none'), ['--version'], 100)).kind).not.toBe('output');
  });
});
