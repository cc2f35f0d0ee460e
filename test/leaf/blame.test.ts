import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blame, gitWith } from '../../src/leaf/git.ts';
import { commit, git, initRepository } from '../support/git-repository.ts';

const runGit = gitWith(process.env);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-blame-')));
  folders.push(made);
  return made;
}

function repository(): { readonly root: string; readonly first: string; readonly second: string } {
  const root = folder();
  initRepository(root);
  const first = commit(root, { 'dir/a b.yaml': 'one\ntwo\nthree\nfour\n' });
  const second = commit(root, { 'dir/a b.yaml': 'one\nTWO\nthree\nfour\n' });
  return { root, first, second };
}

describe('blame', () => {
  it('says who wrote each line, in one run for all', async () => {
    const { root, first, second } = repository();
    const authors = await blame(join(root, 'dir/a b.yaml'), [2, 1, 2, 99], runGit);
    expect([...authors]).toEqual([
      [1, { name: 'A', commit: first }],
      [2, { name: 'A', commit: second }],
    ]);
  });

  it('knows lines around what was changed since the commit, and not what was changed', async () => {
    const { root, first } = repository();
    writeFileSync(join(root, 'dir/a b.yaml'), 'one\r\nnew\r\nnewer\r\nthree\r\nfour\r\n');
    const authors = await blame(join(root, 'dir/a b.yaml'), [1, 2, 3, 4, 5], runGit);
    expect([...authors]).toEqual([1, 4, 5].map((line) => [line, { name: 'A', commit: first }]));
  });

  it('knows nothing without a repository, a commit, the file, or a line', async () => {
    const none = folder();
    writeFileSync(join(none, 'a.yaml'), 'one\n');
    expect((await blame(join(none, 'a.yaml'), [1], runGit)).size).toBe(0);
    initRepository(none);
    expect((await blame(join(none, 'a.yaml'), [1], runGit)).size).toBe(0);
    const { root } = repository();
    expect((await blame(join(root, 'gone.yaml'), [1], runGit)).size).toBe(0);
    expect((await blame(join(root, 'dir/a b.yaml'), [], runGit)).size).toBe(0);
    rmSync(join(root, 'dir/a b.yaml'));
    expect((await blame(join(root, 'dir/a b.yaml'), [1], runGit)).size).toBe(0);
  });

  it('blames no one for lines that a shallow history cannot tell', async () => {
    const { root, second } = repository();
    const clone = join(folder(), 'clone');
    git(root, 'clone', '--quiet', '--depth', '1', `file://${root}`, clone);
    const third = commit(clone, { 'dir/a b.yaml': 'one\nTWO\nTHREE\nfour\n' });
    expect([...(await blame(join(clone, 'dir/a b.yaml'), [1, 2, 3], runGit))]).toEqual([
      [3, { name: 'A', commit: third }],
    ]);
    expect(second).not.toBe(third);
  });

  it('takes a name as it is, whatever it holds', async () => {
    const { root } = repository();
    writeFileSync(join(root, 'x.yaml'), 'boundary\n\tauthor x\n');
    git(root, 'add', '--all');
    git(
      root,
      '-c',
      'user.name=x',
      'commit',
      '--quiet',
      '--author',
      '@all <script> <a@b>',
      '--message',
      'boundary\n\nauthor y',
    );
    const authors = await blame(join(root, 'x.yaml'), [1, 2], runGit);
    expect([...authors.values()].map(({ name }) => name)).toEqual(
      ['@all <script>', '@all <script>'].map(() => expect.stringContaining('@all')),
    );
  });

  it('starts no program that the repository names', async () => {
    const { root } = repository();
    const trace = join(root, 'trace');
    for (const key of ['filter.x.clean', 'filter.x.smudge', 'diff.x.textconv', 'filter.x.process'])
      git(root, 'config', key, `touch ${trace} && cat`);
    git(root, 'config', 'blame.ignoreRevsFile', '/nowhere');
    writeFileSync(join(root, '.gitattributes'), '* filter=x diff=x\n');
    expect((await blame(join(root, 'dir/a b.yaml'), [1], runGit)).size).toBe(1);
    expect(() => rmSync(trace)).toThrow();
  });
});
