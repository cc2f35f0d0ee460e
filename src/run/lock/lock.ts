import { randomBytes } from 'node:crypto';
import { link, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../leaf/error-code.ts';
import {
  acquireName,
  isGone,
  type LockHolder,
  lockFolder,
  lockPath,
  type Machine,
  presentLockFolder,
  readLockFile,
  rightToReplace,
  writeLockFile,
} from './lock-file.ts';

export type LockRequest = {
  readonly application: { readonly id: string; readonly configUrl: string };
  readonly run: string;
  readonly command: string;
  readonly file: string | null;
};

export type Lock =
  /** `release` removes this lock and no other, and never throws: a lock that stays goes with its process. */
  | { readonly kind: 'taken'; readonly release: () => Promise<void> }
  | { readonly kind: 'held'; readonly by: LockHolder; readonly path: string }
  /** The lock can be neither taken nor found held. */
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Takes the lock that all runs of this user on this machine share for one application. Takes it over from a holder that
 * is gone, or so old that it must be; of several that try at once, one gets it.
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

/** What a lock says of the run that takes it. */
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
 * Removes the lock of one holder and no other. Anyone who takes over an old lock needs the same right, so that a lock which
 * was taken over stays.
 */
export async function removeLock(path: string, of: LockHolder): Promise<void> {
  const right = rightToReplace(path, of);
  try {
    await link(path, right);
    const found = await readLockFile(right);
    if (found.kind === 'holder' && found.holder.token === of.token) await unlink(path);
    await unlink(right);
  } catch {
    // Taken over, or on a disk that is gone.
  }
}

/** Who holds the lock of an application now; null: no living process. */
export async function whoHolds(application: LockRequest['application'], machine: Machine): Promise<LockHolder | null> {
  const folder = await lockFolder(machine);
  if (folder.kind === 'failed') return null;
  const found = await readLockFile(lockPath(folder.path, application));
  return found.kind === 'holder' && !(await isGone(found.holder, machine)) ? found.holder : null;
}

/** What a run would meet that asked for the lock now. Takes nothing and makes nothing. */
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
