import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import type { Machine } from './machine.ts';
import { isCount, isMoment, isText, membersOf, orNull } from './shape.ts';

/** Who holds a lock. */
export type LockHolder = {
  readonly run: string;
  readonly pid: number;
  /** See `Machine.startOf`; tells a process from a later one with the same number. */
  readonly processStart: string | null;
  readonly processSpace: string | null;
  readonly host: string;
  readonly user: string;
  /** `apply` or `undo`. */
  readonly command: string;
  readonly startedAt: string;
  /** The configuration file; null for an undo. */
  readonly file: string | null;
  /** No two locks have the same. */
  readonly token: string;
};

const isHolder = membersOf<LockHolder>({
  run: isText,
  pid: isCount,
  processStart: orNull(isText),
  processSpace: orNull(isText),
  host: isText,
  user: isText,
  command: isText,
  startedAt: isMoment,
  file: orNull(isText),
  token: (value): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
});

/** The lock of an application: whatever the file is called, whoever's credentials are used. */
export function lockPath(folder: string, application: { readonly id: string; readonly configUrl: string }): string {
  const key = JSON.stringify([application.id, new URL(application.configUrl).origin]);
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.lock`);
}

export type LockFolder =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The folder for the locks of this user, made when it is not there. Another user's is not taken for it. */
export async function lockFolder({ temporaryFolder, userId, user }: Machine): Promise<LockFolder> {
  const name = userId ?? createHash('sha256').update(user).digest('hex').slice(0, 16);
  const path = join(temporaryFolder, `capstan-${name}`);
  try {
    await mkdir(path, { mode: 0o700 }).catch((cause: unknown) => {
      if (errorCode(cause) !== 'EEXIST') throw cause;
    });
    const found = await lstat(path);
    if (!found.isDirectory()) return failed(`${path} is not a folder; remove it`);
    if (userId === null) return { kind: 'folder', path };
    if (found.uid !== userId) return failed(`${path} belongs to another user; have it removed`);
    if ((found.mode & 0o077) !== 0) return failed(`${path} is open to others; run chmod 700 on it`);
    return { kind: 'folder', path };
  } catch (cause) {
    return failed(`the folder for locks ${path} cannot be made (${errorCode(cause)})`);
  }
}

function failed(reason: string): LockFolder & { readonly kind: 'failed' } {
  return { kind: 'failed', reason };
}

export type FoundLock =
  | { readonly kind: 'holder'; readonly holder: LockHolder }
  | { readonly kind: 'free' }
  | { readonly kind: 'unreadable'; readonly reason: string };

const maxLockBytes = 64 * 1024;

export async function readLockFile(path: string): Promise<FoundLock> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(maxLockBytes), 0, maxLockBytes, 0);
      return parseHolder(buffer.subarray(0, bytesRead).toString('utf8'), path);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return { kind: 'free' };
    return { kind: 'unreadable', reason: `the lock ${path} cannot be read (${errorCode(cause)})` };
  }
}

function parseHolder(text: string, path: string): FoundLock {
  const value = parsed(text);
  if (isHolder(value)) return { kind: 'holder', holder: value };
  return { kind: 'unreadable', reason: `${path} is no lock of capstan; remove it when no run is under way` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a file that is whole before anybody can see it under the name of a lock. */
export async function writeLockFile(path: string, holder: LockHolder): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(holder));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
