import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actorOf, commitOf } from '../../src/workflows/actor.ts';

const id = '0123456789abcdef0123456789abcdef01234567';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-commit-'));
  mkdirSync(join(folder, '.git/refs/heads'), { recursive: true });
  mkdirSync(join(folder, 'envs'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

describe('the commit of a folder', () => {
  it('is that of its branch, packed or not, or the one that is checked out by itself', async () => {
    write('.git/HEAD', 'ref: refs/heads/main\n');
    expect(await commitOf(folder)).toBeNull();
    write(
      '.git/packed-refs',
      `# pack-refs with: peeled\n${id.replace('0', 'f')} refs/heads/other/main\n${id} refs/heads/main\n`,
    );
    expect(await commitOf(join(folder, 'envs'))).toBe(id);
    write('.git/refs/heads/main', `${id.replaceAll('0', '9')}\n`);
    expect(await commitOf(folder)).toBe(id.replaceAll('0', '9'));
    write('.git/HEAD', `${id}\n`);
    expect(await commitOf(folder)).toBe(id);
  });

  it('is found from a worktree, which shares the branches of its repository', async () => {
    mkdirSync(join(folder, '.git/worktrees/w'), { recursive: true });
    mkdirSync(join(folder, 'w'));
    write('.git/worktrees/w/HEAD', 'ref: refs/heads/side\n');
    write('.git/worktrees/w/commondir', '../..\n');
    write('.git/refs/heads/side', `${id}\n`);
    write('w/.git', 'gitdir: ../.git/worktrees/w\n');
    expect(await commitOf(join(folder, 'w'))).toBe(id);
  });

  it('is nothing outside of a repository, or where HEAD leads out of it', async () => {
    write('.git/HEAD', 'ref: refs/../../secret\n');
    write('secret', `${id}\n`);
    expect(await commitOf(folder)).toBeNull();
    write('.git/packed-refs', 'x refs/heads/main\n');
    write('.git/HEAD', 'ref: refs/heads/main\n');
    expect(await commitOf(folder)).toBeNull();
    const outside = mkdtempSync(join(tmpdir(), 'capstan-outside-'));
    expect(await commitOf(outside)).toBeNull();
    rmSync(outside, { recursive: true });
  });
});

describe('the actor', () => {
  it('is whom the CI job names, else user and host', () => {
    expect(actorOf({ GITLAB_USER_LOGIN: 'ann', GITHUB_ACTOR: '' })).toBe('ann');
    expect(actorOf({})).toMatch(/^.+@.+$/);
  });
});
