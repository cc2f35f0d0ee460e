import { dirname, join, relative, resolve, sep } from 'node:path';
import { maxFileBytes, maxLinks, maxListingBytes } from './bounds.ts';
import type { FileBytes, FileTree, FileTrouble } from './file-tree.ts';
import { fileTooLarge, notRegular } from './file-troubles.ts';
import { isInside } from './paths.ts';
import type { GitRun, RunGit } from './run-git.ts';

export type Commit = {
  /** The top folder of the work tree: paths of the commit are shown and resolved as if it were checked out there. */
  readonly root: string;
  readonly commit: string;
  /** As in `git:REF`. */
  readonly name: string;
  readonly runGit: RunGit;
};

/** The files of a commit, and what it certainly does not have. */
export type CommitTree = FileTree & {
  /** Whether nothing at all stands at the path. What cannot be read, and a link to nowhere, are something. */
  readonly lacks: (path: string) => Promise<boolean>;
};

/** The files of a commit. Objects are asked for by their ids alone, so that no name from a tree becomes an argument. */
export function gitTree(commit: Commit): CommitTree {
  const { root, name } = commit;
  const entriesOf = rememberedListings(commit);
  const search = { ...commit, entriesOf };
  const find = (path: string): Promise<Place> => findPlace(path, search);
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

/** What stands at a path, links followed. */
type Place =
  | { readonly kind: 'file'; readonly path: string; readonly id: string }
  | { readonly kind: 'folder' | 'outside'; readonly path: string }
  | { readonly kind: 'nothing' | 'unreadable' };

async function findPlace(path: string, search: Searching): Promise<Place> {
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
): Promise<Place | { readonly kind: 'link'; readonly goal: string }> {
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
): Promise<Place | { readonly kind: 'link'; readonly goal: string }> {
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

async function bytesAt(place: Place, { root, runGit }: Commit): Promise<FileBytes> {
  switch (place.kind) {
    case 'file':
      return bytesOf(await runGit(root, ['cat-file', 'blob', place.id], maxFileBytes));
    case 'folder':
      return notRegular('a directory');
    case 'outside':
      return trouble('is a link that leads out of the commit', 'Name a commit in which it is a file.');
    case 'nothing':
      return trouble('is not in that commit', 'Name a commit that holds it, or another file as the baseline.');
    case 'unreadable':
      return unreadable;
  }
}

function bytesOf(run: GitRun): FileBytes {
  if (run.kind === 'output') return { kind: 'bytes', bytes: run.bytes };
  return run.kind === 'too-much' ? fileTooLarge : unreadable;
}

function trouble(message: string, cure: string): FileTrouble {
  return { kind: 'trouble', code: 'no-such-file', message, cure };
}

const unreadable: FileTrouble = {
  kind: 'trouble',
  code: 'file-not-readable',
  message: 'cannot be read from the repository',
  cure: 'A partial clone lacks old files: fetch the commit whole, or clone without --filter.',
};
