import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { type CommitTree, gitTree } from './git-tree.ts';
import { isInside } from './paths.ts';
import type { GitRun, RunGit } from './run-git.ts';
import { showName } from './show-name.ts';

/** A commit of the repository that a file is in, and where the file would be in it. */
export type OpenedCommit =
  | { readonly kind: 'commit'; readonly commit: string; readonly tree: CommitTree; readonly path: string }
  | ({ readonly kind: 'trouble' } & Omit<Problem, 'source'>);

/** Finds the commit that a ref names. The ref has been held against the form of refs. */
export async function openCommit(ref: string, file: string, runGit: RunGit): Promise<OpenedCommit> {
  // Links on the way to the file are those of today; the file itself may have been a link then, or may be one now.
  const folder = await realpath(dirname(file));
  const path = join(folder, basename(file));
  const top = await runGit(folder, ['rev-parse', '--show-toplevel'], maxNameBytes);
  if (top.kind !== 'output') return noRepository(top);
  const root = withoutNewline(top.bytes);
  if (!isInside(path, root)) return noRepository({ kind: 'failed', message: 'the file lies outside of its work tree' });
  const found = await runGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], maxNameBytes);
  if (found.kind !== 'output') return noCommit(ref, root, runGit);
  const commit = withoutNewline(found.bytes);
  return { kind: 'commit', commit, path, tree: gitTree({ root, commit, name: `git:${ref}`, runGit }) };
}

const maxNameBytes = 64 * 1024;

// One newline and not all: a folder's name may end in blanks.
function withoutNewline(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\r?\n$/u, '');
}

function noRepository(run: Exclude<GitRun, { readonly kind: 'output' }>): OpenedCommit {
  switch (run.kind) {
    case 'no-git':
      return trouble(
        'git-missing',
        'the baseline is a Git ref, and the program git cannot be started',
        'Install git, or name a file as the baseline.',
      );
    case 'too-much':
    case 'stopped':
      return trouble('git-failed', 'git did not answer as expected', 'Run `git status` here, and try again.');
    case 'failed':
      return trouble(
        'not-a-repository',
        `the baseline is a Git ref, and git does not take this folder for a repository (${run.message})`,
        'Run capstan in a checkout of the repository; of a folder that somebody else owns, git wants `git config --global --add safe.directory FOLDER`.',
      );
  }
}

async function noCommit(ref: string, root: string, runGit: RunGit): Promise<OpenedCommit> {
  const asked = await runGit(root, ['rev-parse', '--is-shallow-repository'], maxNameBytes);
  const isShallow = asked.kind === 'output' && withoutNewline(asked.bytes) === 'true';
  return isShallow
    ? trouble(
        'unknown-ref',
        `${showName(ref)} names no commit in this repository, which is a shallow clone`,
        'Fetch it, for example `git fetch --depth=1 origin tag NAME`; in actions/checkout set fetch-depth: 0.',
      )
    : trouble(
        'unknown-ref',
        `${showName(ref)} names no commit in this repository`,
        'Check the name, and fetch tags and branches: `git fetch --tags origin`; a branch of the remote is origin/NAME.',
      );
}

function trouble(code: string, message: string, cure: string): OpenedCommit {
  return { kind: 'trouble', code, message, cure };
}
