import { dirname, join, resolve } from 'node:path';
import type { Source } from '../../model/finding.ts';
import { type ProblemList, showName } from '../check/problems-and-limits.ts';
import { type FileTree, isInside, standardInput } from '../files/file-tree.ts';
import { openCommit, type RunGit } from '../files/git-tree.ts';

/** A requested baseline: by a flag (no location) or by `baseline:` in a file. */
export type AskedBaseline = { readonly text: string; readonly askedAt: Source | null };

/** What a baseline is read from. */
type BaselineSource =
  /** `path`: of the file in that commit, from the top of the repository; null: the path that the file has now. */
  | { readonly kind: 'git'; readonly ref: string; readonly path: string | null }
  | { readonly kind: 'file'; readonly path: string }
  /** Live state as `capstan snapshot` writes it. */
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'bad'; readonly message: string; readonly cure: string };

// Names of commits as people write them: no option (-), no range (..), no path (:), no search ({/text}), nothing that
// Git itself does not allow in a name.
const refName = /^[^\s\p{C}:?*[\\-][^\s\p{C}:?*[\\]{0,254}$/u;

/** The value that disables the baseline, whatever the file names. */
export const noBaseline = 'none';

/** Reads `git:REF`, `git:REF:PATH`, or the name of a file. */
export function parseBaselineSource(text: string): BaselineSource {
  if (text.startsWith('git:')) return gitSource(text.slice('git:'.length));
  if (text === '' || text.includes('\0') || text.length > 4096) {
    return {
      kind: 'bad',
      message: 'this is not the name of a file',
      cure: 'Write git:REF, the name of a file, or none.',
    };
  }
  return { kind: text.toLowerCase().endsWith('.json') ? 'snapshot' : 'file', path: text };
}

function gitSource(text: string): BaselineSource {
  const colon = text.indexOf(':');
  const ref = colon === -1 ? text : text.slice(0, colon);
  const path = colon === -1 ? null : text.slice(colon + 1);
  if (!isRefName(ref)) {
    return {
      kind: 'bad',
      message: 'this is not the name of a commit',
      cure: 'Write git: and a tag, a branch or a commit, such as git:capstan/production.',
    };
  }
  if (path === null || isPathName(path)) return { kind: 'git', ref, path };
  return {
    kind: 'bad',
    message: 'this is not the path of a file in a commit',
    cure: 'Write git:REF:PATH, with the path from the top of the repository, such as git:capstan/production:env/capstan.yaml.',
  };
}

/** Whether a text may be the name of a commit. */
function isRefName(text: string): boolean {
  return refName.test(text) && !text.includes('..') && !text.includes('{/');
}

function isPathName(path: string): boolean {
  const names = path.split('/');
  return path.length <= 4096 && !path.includes('\0') && names.every((name) => !['', '.', '..'].includes(name));
}

/** The same baseline at the very commit that its ref stood for. */
export function pinnedBaseline(name: string, commit: string): string {
  const source = parseBaselineSource(name);
  return source.kind === 'git' && source.path !== null ? `git:${commit}:${source.path}` : `git:${commit}`;
}

/** The file that a baseline is read from: a configuration, or a snapshot. */
export type LocatedBaseline = {
  readonly name: string;
  readonly commit: string | null;
  readonly tree: FileTree;
  readonly path: string;
  /** Whether the commit has no such file, though no one named its path: it is new, or was moved. */
  readonly isNew: boolean;
};

/** The file that a plan is made from, the files around it, and how git is run. */
type BaselineContext = { readonly file: string; readonly tree: FileTree; readonly runGit: RunGit };

/** Finds where a baseline is; undefined, with a problem, when it is not available. */
export async function locateBaseline(
  asked: AskedBaseline,
  context: BaselineContext,
  problems: ProblemList,
): Promise<LocatedBaseline | undefined> {
  const found = await locate(parseBaselineSource(asked.text), asked, context);
  if (found.kind === 'located') return found.baseline;
  // A flag has no place: its name stands in for one.
  const where = asked.askedAt === null ? `--baseline ${showName(asked.text)}: ` : '';
  problems.add(found.code, asked.askedAt, `${where}${found.message}`, found.cure);
  return undefined;
}

type LocatedOrError =
  | { readonly kind: 'located'; readonly baseline: LocatedBaseline }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly cure: string };

async function locate(source: BaselineSource, asked: AskedBaseline, context: BaselineContext): Promise<LocatedOrError> {
  switch (source.kind) {
    case 'git':
      return locateCommit(source, asked.text, context);
    case 'file':
    case 'snapshot':
      return locateFile(source.path, asked, context);
    case 'bad':
      return { kind: 'error', code: 'bad-baseline', message: source.message, cure: source.cure };
  }
}

type GitSource = Extract<BaselineSource, { readonly kind: 'git' }>;

async function locateCommit(source: GitSource, name: string, context: BaselineContext): Promise<LocatedOrError> {
  const { file, tree: disk, runGit } = context;
  if (file === standardInput && source.path === null) return noPathInCommit(source.ref);
  const opened = await openCommit(source.ref, resolve(disk.cwd, file), runGit);
  if (opened.kind === 'error') return opened;
  const { commit, tree } = opened;
  const path = source.path === null ? opened.path : join(tree.cwd, source.path);
  // A path that is named is expected to exist.
  const isNew = source.path === null && (await tree.lacks(path));
  return { kind: 'located', baseline: { name, commit, tree, path, isNew } };
}

function noPathInCommit(ref: string): LocatedOrError {
  const cure = `Name the file in that commit: ${showName(`git:${ref}:PATH`)}.`;
  return { kind: 'error', code: 'bad-baseline', message: 'standard input has no path in a commit', cure };
}

async function locateFile(name: string, asked: AskedBaseline, context: BaselineContext): Promise<LocatedOrError> {
  const { askedAt } = asked;
  const { file, tree } = context;
  const { cwd } = tree;
  const path = resolve(askedAt === null ? cwd : dirname(resolve(cwd, askedAt.file)), name);
  const real = await tree.resolveLinks(path);
  if (real === undefined) return noFile(name, context);
  const own = (await tree.resolveLinks(resolve(cwd, file))) ?? resolve(cwd, file);
  if (real === own) {
    return {
      kind: 'error',
      code: 'bad-baseline',
      message: 'a file cannot be its own baseline: it would never show a change',
      cure: 'Name the file as it was last applied: git:REF, or a copy.',
    };
  }
  const boundary = (await tree.findRepository(dirname(own))) ?? dirname(own);
  // A file may name only files of its repository; the flag may name any file.
  if (askedAt === null || isInside(real, boundary)) {
    return { kind: 'located', baseline: { name: tree.show(path), commit: null, tree, path, isNew: false } };
  }
  return {
    kind: 'error',
    code: 'outside-of-repository',
    message: `${showName(name)} is outside of the repository (or folder) ${showName(tree.show(boundary))}`,
    cure: 'Move the file into it, or give it with --baseline; links do not help.',
  };
}

// A name without an extension cannot be a baseline file.
function refHint(name: string): string {
  return isRefName(name) && !/\.(?:ya?ml|json)$/iu.test(name) ? `Did you mean ${showName(`git:${name}`)}? ` : '';
}

// People write the name of a commit as they do for git itself.
async function noFile(name: string, { file, tree, runGit }: BaselineContext): Promise<LocatedOrError> {
  const isCommit = isRefName(name) && (await openCommit(name, resolve(tree.cwd, file), runGit)).kind === 'commit';
  return {
    kind: 'error',
    code: 'no-such-file',
    message: 'this file does not exist, or may not be read',
    cure: isCommit
      ? `Did you mean ${showName(`git:${name}`)}? That is the commit of this name.`
      : `${refHint(name)}Check the path; \`baseline:\` is relative to the file that names it, --baseline to the working folder.`,
  };
}
