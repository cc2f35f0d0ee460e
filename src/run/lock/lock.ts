import { randomBytes } from 'node:crypto';
import { link, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../leaf/system-text.ts';
import {
  acquireName,
  isGone,
  type LockHolder,
  lockFolder,
  lockPath,
  presentLockFolder,
  readLockFile,
  rightToReplace,
  writeLockFile,
} from './lock-file.ts';
import type { Machine } from './machine.ts';

export type LockRequest = {
  readonly application: { readonly id: string; readonly configUrl: string };
  readonly run: string;
  readonly command: string;
  readonly file: string | null;
};

export type Lock =
  /** `release` removes only this lock, and never throws: a lock that stays is stale once its process ends. */
  | { readonly kind: 'taken'; readonly release: () => Promise<void> }
  | { readonly kind: 'held'; readonly by: LockHolder; readonly path: string }
  /** The lock could not be taken, and no holder was found. */
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Takes the lock that all runs of this user on this machine share for one application. Takes it over from a holder that
 * has ended, or is so old that it must have; of several runs that try at once, one gets it.
 */
export async function takeLock(wish: LockRequest, machine: Machine): Promise<Lock> {
  const folder = await lockFolder(machine);
  if (folder.kind === 'failed') return folder;
  const own = await holderFor(wish, machine);
  const path = lockPath(folder.path, wish.application);
  const draft = join(folder.path, `${own.token}.tmp`);
  try {
    await writeLockFile(draft, own);
    const acquired = await acquireName(path, { own, draft, machine });
    return acquired.kind === 'taken' ? { kind: 'taken', release: () => removeLock(path, own) } : acquired;
  } catch (cause) {
    return { kind: 'failed', reason: `the lock ${path} cannot be taken (${errorCode(cause)})` };
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** The data of a lock on its run. */
export async function holderFor({ run, command, file }: LockRequest, machine: Machine): Promise<LockHolder> {
  const { pid, host, user, processSpace } = machine;
  const began = await machine.startOf(pid);
  return {
    run,
    pid,
    processStart: began.kind === 'lives' ? began.since : null,
    processSpace,
    host,
    user,
    command,
    startedAt: machine.now().toISOString(),
    file,
    token: randomBytes(16).toString('hex'),
  };
}

/**
 * Removes only the lock of one holder. Anyone who takes over an old lock needs the same right, so a lock that was taken
 * over stays.
 */
export async function removeLock(path: string, of: LockHolder): Promise<void> {
  const right = rightToReplace(path, of);
  try {
    await link(path, right);
    const found = await readLockFile(right);
    if (found.kind === 'holder' && found.holder.token === of.token) await unlink(path);
    await unlink(right);
  } catch {
    // Taken over, or on a disk that is no longer mounted.
  }
}

/** Who holds the lock of an application now; null: no living process. */
export async function whoHolds(application: LockRequest['application'], machine: Machine): Promise<LockHolder | null> {
  const folder = await lockFolder(machine);
  if (folder.kind === 'failed') return null;
  const found = await readLockFile(lockPath(folder.path, application));
  return found.kind === 'holder' && !(await isGone(found.holder, machine)) ? found.holder : null;
}

/** Whether a run could take the lock now. Takes and creates nothing. */
export async function inspectLock(
  application: LockRequest['application'],
  machine: Machine,
): Promise<{ readonly kind: 'free' } | Exclude<Lock, { readonly kind: 'taken' }>> {
  const folder = await presentLockFolder(machine);
  if (folder === null) return { kind: 'free' };
  if (folder.kind === 'failed') return folder;
  const path = lockPath(folder.path, application);
  const found = await readLockFile(path);
  if (found.kind === 'unreadable') return { kind: 'failed', reason: found.reason };
  if (found.kind === 'free' || (await isGone(found.holder, machine))) return { kind: 'free' };
  return { kind: 'held', by: found.holder, path };
}
