import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '../../model/finding.ts';
import { maxFileBytes, maxLinks, maxListingBytes, showName } from '../check/problems-and-limits.ts';
import { type FileBytes, type FileError, type FileTree, fileTooLarge, isInside, notRegular } from './file-tree.ts';

type Commit = {
  /** The top folder of the work tree: paths of the commit are shown and resolved as if it were checked out there. */
  readonly root: string;
  readonly commit: string;
  /** As in `git:REF`. */
  readonly name: string;
  readonly runGit: RunGit;
};

/** The files of a commit, and what it certainly does not have. */
type CommitTree = FileTree & {
  /** Whether nothing at all is at the path. What cannot be read, and a link to nowhere, are something. */
  readonly lacks: (path: string) => Promise<boolean>;
};

/** The files of a commit. Objects are asked for by their ids alone, so that no name from a tree becomes an argument. */
function gitTree(commit: Commit): CommitTree {
  const { root, name } = commit;
  const entriesOf = rememberedListings(commit);
  const search = { ...commit, entriesOf };
  const find = (path: string): Promise<CommitPath> => findPlace(path, search);
  return {
    cwd: root,
    findRepository: async () => root,
    show: (path) => `${name}:${relative(root, path).replaceAll(sep, '/')}`,
    resolveLinks: async (path) => {
      const place = await find(path);
      return 'path' in place ? place.path : undefined;
    },
    readBytes: async (path) => bytesAt(await find(path), commit),
    lacks: async (path) => isInside(path, root) && (await walk(path, search)).kind === 'nothing',
  };
}

type Entry = { readonly mode: string; readonly type: string; readonly id: string };
type Entries = ReadonlyMap<string, Entry>;
type Searching = Commit & { readonly entriesOf: (id: string) => Promise<Entries | undefined> };

/** What is at a path, links followed. */
type CommitPath =
  | { readonly kind: 'file'; readonly path: string; readonly id: string }
  | { readonly kind: 'folder' | 'outside'; readonly path: string }
  | { readonly kind: 'nothing' | 'unreadable' };

async function findPlace(path: string, search: Searching): Promise<CommitPath> {
  let goal = path;
  for (let links = 0; links <= maxLinks; links += 1) {
    if (!isInside(goal, search.root)) return { kind: 'outside', path: goal };
    const step = await walk(goal, search);
    if (step.kind !== 'link') return step;
    goal = step.goal;
  }
  return { kind: 'nothing' };
}

/** Walks down to the goal, or to the first link on the way. */
async function walk(
  goal: string,
  search: Searching,
): Promise<CommitPath | { readonly kind: 'link'; readonly goal: string }> {
  let here = search.root;
  let id = search.commit;
  const names = relative(search.root, goal)
    .split(sep)
    .filter((name) => name !== '');
  for (const [index, name] of names.entries()) {
    const entries = await search.entriesOf(id);
    if (entries === undefined) return { kind: 'unreadable' };
    const entry = entries.get(name);
    const isLast = index === names.length - 1;
    here = join(here, name);
    if (entry?.mode === linkMode) return followed(here, entry, names.slice(index + 1), search);
    if (entry?.type === 'blob' && isLast) return { kind: 'file', path: here, id: entry.id };
    // A submodule is a commit of another repository: what it held is not known here.
    if (entry?.type !== 'tree') return { kind: 'nothing' };
    id = entry.id;
  }
  return { kind: 'folder', path: here };
}

const linkMode = '120000';

async function followed(
  link: string,
  { id }: Entry,
  rest: readonly string[],
  { root, runGit }: Searching,
): Promise<CommitPath | { readonly kind: 'link'; readonly goal: string }> {
  const run = await runGit(root, ['cat-file', 'blob', id], maxLinkBytes);
  return run.kind === 'output'
    ? { kind: 'link', goal: resolve(dirname(link), run.bytes.toString('utf8'), ...rest) }
    : { kind: 'unreadable' };
}

const maxLinkBytes = 4096;

function rememberedListings({ root, runGit }: Commit): Searching['entriesOf'] {
  const known = new Map<string, Entries | undefined>();
  return async (id) => {
    if (!known.has(id)) {
      const run = await runGit(root, ['ls-tree', '-z', '--full-tree', id], maxListingBytes);
      known.set(id, run.kind === 'output' ? parseListing(run.bytes.toString('utf8')) : undefined);
    }
    return known.get(id);
  };
}

// `<mode> <type> <id>`, a tab and the name for each entry. Without -z names would be quoted.
function parseListing(text: string): Entries {
  const lines = text.split('\0').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', id = ''] = line.slice(0, tab).split(' ');
      return [line.slice(tab + 1), { mode, type, id }];
    }),
  );
}

async function bytesAt(place: CommitPath, { root, runGit }: Commit): Promise<FileBytes> {
  switch (place.kind) {
    case 'file':
      return bytesOf(await runGit(root, ['cat-file', 'blob', place.id], maxFileBytes));
    case 'folder':
      return notRegular('a directory');
    case 'outside':
      return error('is a link that leads out of the commit', 'Name a commit in which it is a file.');
    case 'nothing':
      return error('is not in that commit', 'Name a commit that holds it, or another file as the baseline.');
    case 'unreadable':
      return unreadable;
  }
}

function bytesOf(run: GitRun): FileBytes {
  if (run.kind === 'output') return { kind: 'bytes', bytes: run.bytes };
  return run.kind === 'too-much' ? fileTooLarge : unreadable;
}

function error(message: string, cure: string): FileError {
  return { kind: 'error', code: 'no-such-file', message, cure };
}

const unreadable: FileError = {
  kind: 'error',
  code: 'file-not-readable',
  message: 'cannot be read from the repository',
  cure: 'A partial clone lacks old files: fetch the whole commit, or clone without --filter.',
};

/** A commit of the repository that a file is in, and where the file would be in it. */
type OpenedCommit =
  | { readonly kind: 'commit'; readonly commit: string; readonly tree: CommitTree; readonly path: string }
  | ({ readonly kind: 'error' } & Omit<Problem, 'source'>);

/** Finds the commit that a ref names. The ref has been compared with the form of refs. */
export async function openCommit(ref: string, file: string, runGit: RunGit): Promise<OpenedCommit> {
  // Links on the way to the file are those of today; the file itself may have been a link then, or may be one now.
  const folder = await realpath(dirname(file));
  const path = join(folder, basename(file));
  const top = await runGit(folder, ['rev-parse', '--show-toplevel'], maxNameBytes);
  if (top.kind !== 'output') return noRepository(top);
  const root = withoutNewline(top.bytes);
  if (!isInside(path, root)) return noRepository({ kind: 'failed', message: 'the file is outside of its work tree' });
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
      return commitError(
        'git-missing',
        'the baseline is a Git ref, and the program git cannot be started',
        'Install git, or name a file as the baseline.',
      );
    case 'too-much':
    case 'stopped':
      return commitError('git-failed', 'git did not answer as expected', 'Run `git status` here, and try again.');
    case 'failed':
      return commitError(
        'not-a-repository',
        `the baseline is a Git ref, but git does not accept this folder as a repository (${run.message})`,
        'Run capstan in a checkout of the repository; if the folder belongs to another user, git requires `git config --global --add safe.directory FOLDER`.',
      );
  }
}

async function noCommit(ref: string, root: string, runGit: RunGit): Promise<OpenedCommit> {
  const asked = await runGit(root, ['rev-parse', '--is-shallow-repository'], maxNameBytes);
  const isShallow = asked.kind === 'output' && withoutNewline(asked.bytes) === 'true';
  return isShallow
    ? commitError(
        'unknown-ref',
        `${showName(ref)} names no commit in this repository, which is a shallow clone`,
        'Fetch it, for example `git fetch --depth=1 origin tag NAME`; in actions/checkout set fetch-depth: 0.',
      )
    : commitError(
        'unknown-ref',
        `${showName(ref)} names no commit in this repository`,
        'Check the name, and fetch tags and branches: `git fetch --tags origin`; a branch of the remote is origin/NAME.',
      );
}

function commitError(code: string, message: string, cure: string): OpenedCommit {
  return { kind: 'error', code, message, cure };
}

/** The result of a run of git. */
type GitRun =
  | { readonly kind: 'output'; readonly bytes: Buffer }
  /** git ran and said no; the first line of why. */
  | { readonly kind: 'failed'; readonly message: string }
  /** git could not be started, gave more than was asked for, or was ended from outside or by its time limit. */
  | { readonly kind: 'no-git' | 'too-much' | 'stopped' };

/** Runs git in a folder, without a shell. Handed in: reading files starts no program by itself. */
export type RunGit = (folder: string, args: readonly string[], maxBytes: number) => Promise<GitRun>;
