import { dirname, join, resolve } from 'node:path';
import { type AskedBaseline, type BaselineSource, isRefName, parseBaselineSource } from './baseline-source.ts';
import type { FileTree } from './file-tree.ts';
import { openCommit } from './open-commit.ts';
import { isInside } from './paths.ts';
import type { ProblemList } from './problem-list.ts';
import type { RunGit } from './run-git.ts';
import { showName } from './show-name.ts';

/** The file that a baseline is read from: a configuration, or a snapshot. */
export type LocatedBaseline = {
  readonly name: string;
  readonly commit: string | null;
  readonly tree: FileTree;
  readonly path: string;
  /** Whether the commit has no such file, though nobody named its path: it is new, or was moved. */
  readonly isNew: boolean;
};

/** The file that a plan is made from, the files around it, and how git is run. */
export type Surroundings = { readonly file: string; readonly tree: FileTree; readonly runGit: RunGit };

/** Finds where a baseline is; undefined, with a problem, when it is not to be had. */
export async function locateBaseline(
  asked: AskedBaseline,
  around: Surroundings,
  problems: ProblemList,
): Promise<LocatedBaseline | undefined> {
  const found = await locate(parseBaselineSource(asked.text), asked, around);
  if (found.kind === 'located') return found.baseline;
  // A flag has no place: its name stands in for one.
  const where = asked.askedAt === null ? `--baseline ${showName(asked.text)}: ` : '';
  problems.add(found.code, asked.askedAt, `${where}${found.message}`, found.cure);
  return undefined;
}

type Located =
  | { readonly kind: 'located'; readonly baseline: LocatedBaseline }
  | { readonly kind: 'trouble'; readonly code: string; readonly message: string; readonly cure: string };

async function locate(source: BaselineSource, asked: AskedBaseline, around: Surroundings): Promise<Located> {
  switch (source.kind) {
    case 'git':
      return locateCommit(source, asked.text, around);
    case 'file':
    case 'snapshot':
      return locateFile(source.path, asked, around);
    case 'bad':
      return { kind: 'trouble', code: 'bad-baseline', message: source.message, cure: source.cure };
  }
}

type GitSource = Extract<BaselineSource, { readonly kind: 'git' }>;

async function locateCommit(source: GitSource, name: string, around: Surroundings): Promise<Located> {
  const { file, tree: disk, runGit } = around;
  const opened = await openCommit(source.ref, resolve(disk.cwd, file), runGit);
  if (opened.kind === 'trouble') return opened;
  const { commit, tree } = opened;
  const path = source.path === null ? opened.path : join(tree.cwd, source.path);
  // Whoever names a path means a file that is there.
  const isNew = source.path === null && (await tree.lacks(path));
  return { kind: 'located', baseline: { name, commit, tree, path, isNew } };
}

async function locateFile(name: string, asked: AskedBaseline, around: Surroundings): Promise<Located> {
  const { askedAt } = asked;
  const { file, tree } = around;
  const { cwd } = tree;
  const path = resolve(askedAt === null ? cwd : dirname(resolve(cwd, askedAt.file)), name);
  const real = await tree.resolveLinks(path);
  if (real === undefined) return noFile(name, around);
  const own = (await tree.resolveLinks(resolve(cwd, file))) ?? resolve(cwd, file);
  if (real === own) {
    return {
      kind: 'trouble',
      code: 'bad-baseline',
      message: 'a file cannot be its own baseline: nothing in it would ever have changed',
      cure: 'Name the file as it was last applied: git:REF, or a copy.',
    };
  }
  const boundary = (await tree.findRepository(dirname(own))) ?? dirname(own);
  // What a file names stays inside of its repository; who gives the flag may name any file.
  if (askedAt === null || isInside(real, boundary)) {
    return { kind: 'located', baseline: { name: tree.show(path), commit: null, tree, path, isNew: false } };
  }
  return {
    kind: 'trouble',
    code: 'outside-of-repository',
    message: `${showName(name)} lies outside of the repository (or folder) ${showName(tree.show(boundary))}`,
    cure: 'Move the file into it, or give it with --baseline; links do not help.',
  };
}

// People write the name of a commit as they do for git itself.
async function noFile(name: string, { file, tree, runGit }: Surroundings): Promise<Located> {
  const isCommit = isRefName(name) && (await openCommit(name, resolve(tree.cwd, file), runGit)).kind === 'commit';
  return {
    kind: 'trouble',
    code: 'no-such-file',
    message: 'this file does not exist, or may not be read',
    cure: isCommit
      ? `Did you mean ${showName(`git:${name}`)}? That is the commit of this name.`
      : 'Check the path; `baseline:` is relative to the file that names it, --baseline to the working folder.',
  };
}
