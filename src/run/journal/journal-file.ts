import { close, constants, fsync, open, write } from 'node:fs';
import { lstat, mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../leaf/system-text.ts';
import { isRunId } from './records.ts';

/** A finished run has another name than an unfinished one: cutting off records does not change the name. */
export type JournalName = { readonly run: string; readonly closed: boolean };

export function openName(dir: string, run: string): string {
  return join(dir, `${run}.open.jsonl`);
}

export function closedName(dir: string, run: string): string {
  return join(dir, `${run}.jsonl`);
}

/** The parts of a journal's file name; undefined: it is not one. */
export function journalNameOf(path: string): JournalName | undefined {
  const [run = '', ...endings] = basename(path).split('.');
  const ending = endings.join('.');
  if (!isRunId(run) || (ending !== 'jsonl' && ending !== 'open.jsonl')) return undefined;
  return { run, closed: ending === 'jsonl' };
}

/** The disk operations of a journal. Errors of the system are thrown unchanged. */
export interface Disk {
  /** Makes a folder and those above it that are missing, for the owner only. Resolves to what is at the path now. */
  makeFolder(path: string): Promise<'made' | 'folder' | 'link' | 'something-else'>;
  /** A new file that only the owner may read. Never follows a link, never opens what is there already. */
  createFile(path: string): Promise<DiskFile>;
  /** Whether anything has this name. */
  exists(path: string): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  /** Resolves when the names in a folder would survive a loss of power. */
  syncFolder(path: string): Promise<void>;
}

export interface DiskFile {
  /** Writes at the end. Resolves to the number of bytes that were taken, which may be fewer than were given. */
  write(bytes: Uint8Array): Promise<number>;
  /** Resolves when what was written would survive a loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

// By number and not by FileHandle: a run that ends without its closing record leaves the file open until the process
// ends, and Node would close an abandoned FileHandle with a warning of its own.
const openFile = promisify(open);
const writeBytes = promisify(write);
const sync = promisify(fsync);
const closeFile = promisify(close);

const newForOwner = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND;

/** The disk of this machine. */
export const realDisk: Disk = {
  async makeFolder(path) {
    const [first, ...below] = await missingFolders(resolve(path));
    if (first === undefined) return kindOf(resolve(path));
    // One by one: where a folder cannot be made although the one above is there, as under /proc, Node's own way of
    // making all of them never ends.
    for (const folder of [first, ...below]) await mkdir(folder, { mode: 0o700 }).catch(passOver('EEXIST'));
    await syncUpTo(resolve(path), dirname(first));
    return 'made';
  },

  async createFile(path) {
    return diskFile(await openFile(path, newForOwner, 0o600));
  },

  async exists(path) {
    return (await lstat(path).catch(passOver('ENOENT'))) !== undefined;
  },

  rename,
  syncFolder,
};

function diskFile(descriptor: number): DiskFile {
  return {
    write: async (bytes) => (await writeBytes(descriptor, bytes)).bytesWritten,
    sync: () => sync(descriptor),
    close: () => closeFile(descriptor),
  };
}

/** The missing folders of a path, from the top. */
async function missingFolders(path: string): Promise<readonly string[]> {
  const found = await lstat(path).catch(passOver('ENOENT'));
  if (found !== undefined || path === dirname(path)) return [];
  return [...(await missingFolders(dirname(path))), path];
}

// The path has no slash at its end: with one, a link would be followed.
async function kindOf(path: string): Promise<'folder' | 'link' | 'something-else'> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return 'link';
  return found.isDirectory() ? 'folder' : 'something-else';
}

// A new folder is a new name in the folder above it.
async function syncUpTo(path: string, last: string): Promise<void> {
  await syncFolder(path);
  if (path !== last && path !== dirname(path)) await syncUpTo(dirname(path), last);
}

async function syncFolder(path: string): Promise<void> {
  const descriptor = await openFile(path, constants.O_RDONLY).catch(passOver(...withoutFolderSync));
  if (descriptor === undefined) return;
  try {
    await sync(descriptor).catch(passOver(...withoutFolderSync));
  } finally {
    await closeFile(descriptor);
  }
}

// The errors of systems that cannot sync folders. Any other error counts.
const withoutFolderSync =
  process.platform === 'win32' ? ['EPERM', 'EISDIR', 'EACCES', 'EINVAL'] : ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'];

function passOver(...codes: readonly string[]): (cause: unknown) => undefined {
  return (cause) => {
    if (!codes.includes(errorCode(cause))) throw cause;
    return undefined;
  };
}
