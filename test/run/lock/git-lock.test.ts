import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkGitWith } from '../../../src/leaf/git.ts';
import { type GitLock, gitLockMaxAgeMs, inspectGitLock, lockRef, takeGitLock } from '../../../src/run/lock/git-lock.ts';
import type { GitPlace } from '../../../src/run/lock/remote-ref.ts';
import { commit, git } from '../../support/git-repository.ts';
import { aMachine, aWish } from '../journal/machines.ts';

let top = '';
let ada: GitPlace;
let bob: GitPlace;
const remote = () => join(top, 'remote.git');

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-git-lock-')));
  git(top, 'init', '--quiet', '--bare', remote());
  ada = clone('ada');
  bob = clone('bob');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function clone(name: string): GitPlace {
  const folder = join(top, name);
  git(top, 'clone', '--quiet', remote(), folder);
  return { git: networkGitWith({ PATH: process.env['PATH'], HOME: top }), folder };
}

const wish = aWish();
const noon = '2026-11-22T12:00:00.000Z';

/** A machine of its own with one process, of which no other machine can say anything. */
function machineOf(user: string, at = noon, alive: ReadonlyMap<number, string> = new Map([[1, `${user}/100`]])) {
  return aMachine(top, alive, { user, host: `${user}-laptop`, now: () => new Date(at) });
}

async function taken(lock: Promise<GitLock>): Promise<Extract<GitLock, { kind: 'taken' }>> {
  const found = await lock;
  if (found.kind !== 'taken') throw new Error(`not taken but ${JSON.stringify(found)}`);
  return found;
}

function refs(): string {
  return git(remote(), 'for-each-ref', '--format=%(refname)');
}

describe('a lock on the remote', () => {
  it('is held by one of two clones, says whose it is, and is free after it', async () => {
    const own = await taken(takeGitLock(wish, ada, machineOf('ada')));
    expect(refs()).toBe('refs/capstan/locks/v1.api.us.janrain.com/app');
    expect(git(remote(), 'log', '-1', '--format=%s', refs())).toBe('capstan apply of ada on ada-laptop, run r1');
    const second = await takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob'));
    expect(second).toMatchObject({
      kind: 'held',
      by: { run: 'r1', user: 'ada', renewedAt: noon },
      at: { remote: 'origin' },
    });
    expect(await own.release()).toEqual({ kind: 'released' });
    expect(refs()).toBe('');
    await taken(takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob')));
  });

  it('lets one through of many that try at once', async () => {
    const users = ['ada', 'bob', 'eve', 'joe'];
    const all = users.map((user, at) => takeGitLock({ ...wish, run: user }, at % 2 === 0 ? ada : bob, machineOf(user)));
    const kinds = (await Promise.all(all)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['held', 'held', 'held', 'taken']);
  });

  it('leaves the clone as it was: no branch, no fetched ref, no file', async () => {
    commit(ada.folder, { a: '1' });
    const before = git(ada.folder, 'for-each-ref');
    const own = await taken(takeGitLock(wish, bob, machineOf('bob')));
    await takeGitLock({ ...wish, run: 'r2' }, ada, machineOf('ada'));
    await own.release();
    expect(git(ada.folder, 'for-each-ref')).toBe(before);
    expect(git(ada.folder, 'status', '--porcelain')).toBe('');
  });

  it('has a ref of its own for each application and host', () => {
    expect(lockRef({ id: 'a b/..', configUrl: 'http://127.0.0.1:8080' })).toBe(
      'refs/capstan/locks/127.0.0.1%3A8080/a%20b%2F%2E%2E',
    );
    expect(lockRef({ id: 'é', configUrl: 'https://x.lock' })).toBe('refs/capstan/locks/x%2Elock/%C3%A9');
    git(top, 'check-ref-format', lockRef({ id: '.lock', configUrl: 'https://x.lock' }));
  });
});

describe('a lock in a clone with settings of its own', () => {
  it.each([
    ['pushes as a mirror', 'remote.origin.mirror', 'true'],
    ['sends push options, which this remote does not take', 'push.pushOption', 'ci.skip'],
    ['is a mirror of no branch', 'remote.origin.fetch', '+refs/*:refs/*'],
    ['signs what it pushes', 'push.gpgSign', 'true'],
    ['pushes only what it has fetched', 'push.useForceIfIncludes', 'true'],
  ])('is held and released where that clone %s', async (_, name, value) => {
    git(ada.folder, 'config', name, value);
    const own = await taken(takeGitLock(wish, ada, machineOf('ada')));
    expect((await takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob'))).kind).toBe('held');
    expect(await own.renew()).toEqual({ kind: 'renewed' });
    expect(await own.release()).toEqual({ kind: 'released' });
    expect(refs()).toBe('');
  });

  it('is where the clone pushes to: there it is seen, taken over and removed', async () => {
    const other = join(top, 'other.git');
    git(top, 'init', '--quiet', '--bare', other);
    for (const { folder } of [ada, bob]) git(folder, 'config', 'remote.origin.pushurl', other);
    await taken(takeGitLock(wish, ada, machineOf('ada')));
    expect([refs(), git(other, 'for-each-ref', '--format=%(refname)')]).toEqual(['', lockRef(wish.application)]);
    expect(await takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob'))).toMatchObject({ by: { run: 'r1' } });
    const seen = await inspectGitLock(wish.application, bob, machineOf('bob'));
    expect(seen.kind === 'held' && (await seen.remove())).toEqual({ kind: 'released' });
  });

  it('starts no program that its URL names', async () => {
    const made = join(top, 'made');
    git(ada.folder, 'config', 'remote.origin.url', `--receive-pack=touch ${made};`);
    expect((await takeGitLock(wish, ada, machineOf('ada'))).kind).toBe('failed');
    expect(existsSync(made)).toBe(false);
  });
});

describe('a lock whose run has gone', () => {
  it('is taken over on the same machine once its process is not there, by anyone who saw that very lock', async () => {
    const processes = new Map([
      [1, 'boot/100'],
      [2, 'boot/200'],
    ]);
    const machine = { ...machineOf('ada', noon, processes), pid: 2 };
    await taken(takeGitLock(wish, ada, machine));
    const alone = new Map([[1, 'boot/100']]);
    const next = await taken(takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('ada', noon, alone)));
    expect(next.after).toMatchObject({ run: 'r1', pid: 2 });
  });

  it('stays on another machine, or on another boot, until it has said nothing for too long', async () => {
    await taken(takeGitLock(wish, ada, machineOf('ada')));
    const late = (ms: number) => new Date(Date.parse(noon) + ms).toISOString();
    const soon = await takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob', late(gitLockMaxAgeMs)));
    expect(soon.kind).toBe('held');
    const rebooted = new Map([[1, 'other-boot/1']]);
    const here = await takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('ada', late(1), rebooted));
    expect(here.kind).toBe('held');
    const after = await taken(takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob', late(gitLockMaxAgeMs + 1))));
    expect(after.after).toMatchObject({ run: 'r1' });
  });

  it('is lost for its run, which learns so before it writes, and removes nothing', async () => {
    const own = await taken(takeGitLock(wish, ada, machineOf('ada')));
    expect(await own.renew()).toEqual({ kind: 'renewed' });
    const late = new Date(Date.parse(noon) + gitLockMaxAgeMs + 1).toISOString();
    await taken(takeGitLock({ ...wish, run: 'r2' }, bob, machineOf('bob', late)));
    expect(await own.renew()).toEqual({ kind: 'lost' });
    expect(await own.release()).toEqual({ kind: 'released' });
    expect(refs()).not.toBe('');
  });

  it('is removed only as it was seen', async () => {
    await taken(takeGitLock(wish, ada, machineOf('ada')));
    const seen = await inspectGitLock(wish.application, bob, machineOf('bob'));
    if (seen.kind !== 'held') throw new Error(seen.kind);
    expect(seen.isOver).toBe(false);
    expect(await seen.remove()).toEqual({ kind: 'released' });
    await taken(takeGitLock({ ...wish, run: 'r2' }, ada, machineOf('ada')));
    await seen.remove();
    expect(await inspectGitLock(wish.application, bob, machineOf('bob'))).toMatchObject({ by: { run: 'r2' } });
  });
});

describe('a lock that cannot be had', () => {
  it('says that the remote cannot be reached', async () => {
    const own = await taken(takeGitLock(wish, ada, machineOf('ada')));
    renameSync(remote(), join(top, 'gone.git'));
    expect(await takeGitLock(wish, bob, machineOf('bob'))).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/^git ls-remote says: .*remote\.git/u),
    });
    expect((await own.release()).kind).toBe('failed');
    expect((await own.renew()).kind).toBe('failed');
  });

  it('says that the remote does not want it', async () => {
    writeFileSync(join(remote(), 'hooks', 'pre-receive'), '#!/bin/sh\necho not here >&2\nexit 1\n', { mode: 0o755 });
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toEqual({
      kind: 'failed',
      reason: 'git push says: not here',
    });
  });

  it('gives the reason of a server that frames it, and none of one that gives none', async () => {
    const hook = (text: string): void =>
      writeFileSync(join(remote(), 'hooks', 'pre-receive'), `#!/bin/sh\nprintf '${text}' >&2\nexit 1\n`, {
        mode: 0o755,
      });
    hook('\\n=====\\n\\nGitLab: You may not push to protected refs.\\n');
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toMatchObject({
      reason: 'git push says: GitLab: You may not push to protected refs',
    });
    hook('');
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toMatchObject({
      reason: expect.stringContaining('pre-receive hook declined'),
    });
  });

  it('says by which ways a remote is reached where git may not take another', async () => {
    git(ada.folder, 'remote', 'set-url', 'origin', 'http://127.0.0.1:1/x.git');
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toMatchObject({
      reason: "git ls-remote says: transport 'http' not allowed; capstan reaches a remote only by https, ssh or a path",
    });
  });

  it('says that there is no repository, no remote, or no one remote', async () => {
    const { git: run } = ada;
    const place = { git: run, folder: top };
    expect(await takeGitLock(wish, place, machineOf('ada'))).toMatchObject({
      reason: expect.stringContaining('not a git'),
    });
    git(ada.folder, 'remote', 'rename', 'origin', 'hub');
    expect((await takeGitLock(wish, ada, machineOf('ada'))).kind).toBe('taken');
    git(ada.folder, 'remote', 'add', 'fork', remote());
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toMatchObject({
      reason: expect.stringContaining('none of its 2 remotes is named origin; rename the one'),
    });
    git(ada.folder, 'remote', 'remove', 'hub');
    git(ada.folder, 'remote', 'remove', 'fork');
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toMatchObject({ reason: 'the repository has no remote' });
  });

  it('says that something else is there', async () => {
    const head = commit(ada.folder, { a: '1' });
    git(ada.folder, 'push', '--quiet', 'origin', `${head}:${lockRef(wish.application)}`);
    expect(await takeGitLock(wish, bob, machineOf('bob'))).toMatchObject({
      kind: 'failed',
      reason: `${lockRef(wish.application)} on origin is not a lock of capstan`,
    });
  });

  it('starts no program that a remote names', async () => {
    git(ada.folder, 'remote', 'set-url', 'origin', `ext::touch ${join(top, 'trace')}`);
    expect(await takeGitLock(wish, ada, machineOf('ada'))).toMatchObject({
      reason: "git ls-remote says: transport 'ext' not allowed; capstan reaches a remote only by https, ssh or a path",
    });
  });
});
