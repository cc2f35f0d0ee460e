import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nearestName } from '../../leaf/did-you-mean.ts';
import { maxFileBytes, showName } from '../check/problems-and-limits.ts';
import {
  type FileBytes,
  type FileError,
  type FileTree,
  fileTooLarge,
  foldersUpward,
  notRegular,
  showPath,
} from './file-tree.ts';

/** The files on the disk, as seen from a folder. */
export function diskTree(cwd: string): FileTree {
  return { cwd, resolveLinks, findRepository, readBytes, show: (path) => showPath(path, cwd) };
}

async function findRepository(folder: string): Promise<string | undefined> {
  for (const candidate of foldersUpward(folder)) {
    if (await exists(join(candidate, '.git'))) return candidate;
  }
  return undefined;
}

async function resolveLinks(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    // A link that leads nowhere is there all the same: reading it says what is wrong, instead of nothing at all.
    return (await isThere(path)) ? path : undefined;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function readBytes(path: string): Promise<FileBytes> {
  try {
    // Asked before opening: opening a device or a pipe can block or act.
    const before = await stat(path);
    if (!before.isFile()) return notRegular(before.isDirectory() ? 'a directory' : 'not a regular file');
    if (before.size > maxFileBytes) return fileTooLarge;
    // Without O_NONBLOCK a pipe that took the file's place in between would hang the program.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readHandle(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return nearbyNamed(path, fileErrorOf(error));
  }
}

const pieceBytes = 64 * 1024;

async function readHandle(handle: FileHandle): Promise<FileBytes> {
  const found = await handle.stat();
  if (!found.isFile()) return notRegular('not a regular file');
  // With room for one more byte: where none comes, it was the end of the file, which may have another size than was told.
  const size = Math.min(found.size === 0 ? pieceBytes : found.size + 1, pieceBytes);
  const chunks: Buffer[] = [];
  for (let total = 0; total <= maxFileBytes; ) {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(size) });
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    const isEnd = bytesRead === 0 || (total === found.size && bytesRead < size);
    if (isEnd) return { kind: 'bytes', bytes: Buffer.concat(chunks) };
  }
  return fileTooLarge;
}

// The similar name of an existing file, for a misspelt one.
async function nearbyNamed(path: string, error: FileError): Promise<FileError> {
  if (error.code !== 'no-such-file') return error;
  const names = await readdir(dirname(path)).catch((): string[] => []);
  if (names.includes(basename(path))) return brokenLink;
  const stem = stemOf(path);
  const byStem = new Map(names.filter((name) => /\.ya?ml$/i.test(name)).map((name) => [stemOf(name), name]));
  const near = byStem.get(stem) ?? byStem.get(nearestName(stem, byStem.keys()) ?? '');
  return near === undefined ? error : { ...error, cure: `Did you mean ${showName(near)}?` };
}

const brokenLink: FileError = {
  kind: 'error',
  code: 'no-such-file',
  message: 'is a link to a file that does not exist',
  cure: 'Correct the link, or put the file where it leads.',
};

// With extensions, all one-letter names would be similar.
function stemOf(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '');
}

function fileErrorOf(error: unknown): FileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        kind: 'error',
        code: 'no-such-file',
        message: 'does not exist',
        cure: 'Check the name. `capstan init` writes the first files; `capstan import` writes one from the live application.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        kind: 'error',
        code: 'file-not-readable',
        message: 'may not be read',
        cure: 'Give yourself permission to read it.',
      };
    default:
      return {
        kind: 'error',
        code: 'file-not-readable',
        message: `cannot be read (${code})`,
        cure: 'Check the file and its disk.',
      };
  }
}

/** The same files, with other texts instead of some. `texts`: by path with links resolved. */
export function overlaidTree(tree: FileTree, texts: ReadonlyMap<string, string>): FileTree {
  return {
    ...tree,
    readBytes: async (path) => {
      const text = texts.get(path);
      return text === undefined ? tree.readBytes(path) : { kind: 'bytes', bytes: Buffer.from(text) };
    },
  };
}

/** The files on the disk; `onRead` is told of each that was read. */
export function watchedTree(cwd: string, onRead: (path: string, bytes: Buffer) => void): FileTree {
  const disk = diskTree(cwd);
  return {
    ...disk,
    readBytes: async (path) => {
      const found = await disk.readBytes(path);
      if (found.kind === 'bytes') onRead(path, found.bytes);
      return found;
    },
  };
}

/** What was asked of a tree, for those that ask the same. */
export type KnownPlaces = {
  readonly links: Map<string, ReturnType<FileTree['resolveLinks']>>;
  readonly repositories: Map<string, ReturnType<FileTree['findRepository']>>;
};

export function noKnownPlaces(): KnownPlaces {
  return { links: new Map(), repositories: new Map() };
}

// A place takes about 200 bytes.
const maxPlaces = 50_000;

/** The same files, where each place is as it was when it was asked for first: the disk is not asked again with each file. */
export function rememberedTree(tree: FileTree, { links, repositories }: KnownPlaces): FileTree {
  return {
    ...tree,
    resolveLinks: (path) => known(links, path, tree.resolveLinks),
    findRepository: (folder) => known(repositories, folder, tree.findRepository),
  };
}

function known<R>(all: Map<string, R>, path: string, ask: (path: string) => R): R {
  const found = all.get(path);
  if (found !== undefined) return found;
  const asked = ask(path);
  if (all.size < maxPlaces) all.set(path, asked);
  return asked;
}
