import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCount, isMoment, isText, membersOf, orNull } from '../../leaf/json.ts';
import { errorCode } from '../../leaf/system-text.ts';
import type { Machine } from './machine.ts';

/** Who holds a lock. */
export type LockHolder = {
  readonly run: string;
  readonly pid: number;
  /** See `Machine.startOf`; distinguishes a process from a later one with the same number. */
  readonly processStart: string | null;
  readonly processSpace: string | null;
  readonly host: string;
  readonly user: string;
  /** `apply` or `undo`. */
  readonly command: string;
  readonly startedAt: string;
  /** The configuration file; null for an undo. */
  readonly file: string | null;
  /** Unique to each lock. */
  readonly token: string;
};

/** The shape of each member of an untrusted holder. */
export const holderShapes = {
  run: isText,
  pid: isCount,
  processStart: orNull(isText),
  processSpace: orNull(isText),
  host: isText,
  user: isText,
  command: isText,
  startedAt: isMoment,
  file: orNull(isText),
  token: (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
};

const isHolder = membersOf<LockHolder>(holderShapes);

/** The lock of an application: independent of the file's name and of the credentials. */
export function lockPath(folder: string, application: { readonly id: string; readonly configUrl: string }): string {
  const key = JSON.stringify([application.id, new URL(application.configUrl).origin]);
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.lock`);
}

export type LockFolder =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The folder for the locks of this user, created if it is missing. A folder of another user is rejected. */
export async function lockFolder(machine: Machine): Promise<LockFolder> {
  const path = folderPath(machine);
  try {
    await mkdir(path, { mode: 0o700 }).catch((cause: unknown) => {
      if (errorCode(cause) !== 'EEXIST') throw cause;
    });
    return await inspected(path, machine);
  } catch (cause) {
    return failed(`the folder for locks ${path} cannot be made (${errorCode(cause)})`);
  }
}

/** The same without creating it; null: it does not exist. */
export async function presentLockFolder(machine: Machine): Promise<LockFolder | null> {
  const path = folderPath(machine);
  try {
    return await inspected(path, machine);
  } catch (cause) {
    return errorCode(cause) === 'ENOENT'
      ? null
      : failed(`the folder for locks ${path} cannot be seen (${errorCode(cause)})`);
  }
}

function folderPath({ temporaryFolder, userId, user }: Machine): string {
  const name = userId ?? createHash('sha256').update(user).digest('hex').slice(0, 16);
  return join(temporaryFolder, `capstan-${name}`);
}

async function inspected(path: string, { userId }: Machine): Promise<LockFolder> {
  const found = await lstat(path);
  if (!found.isDirectory()) return failed(`${path} is not a folder; remove it`);
  if (userId === null) return { kind: 'folder', path };
  if (found.uid !== userId) return failed(`${path} belongs to another user; have it removed`);
  if ((found.mode & 0o077) !== 0) return failed(`${path} is accessible to others; run chmod 700 on it`);
  return { kind: 'folder', path };
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
  return { kind: 'unreadable', reason: `${path} is not a lock of capstan; remove it if no run is in progress` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a complete file before it gets the name of a lock. */
export async function writeLockFile(path: string, holder: LockHolder): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(holder));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export type Claim = {
  readonly own: LockHolder;
  /** The complete file of a claim. */
  readonly draft: string;
  readonly machine: Machine;
};

type Acquired =
  | { readonly kind: 'taken' }
  | { readonly kind: 'held'; readonly by: LockHolder; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The number of runs that may have died during a takeover; each costs one level. */
const maxLevels = 8;
const maxAttempts = 100;

/**
 * Makes a name refer to the claim. Of all runs that try, one succeeds, since a link fails if the file exists.
 *
 * The lock of an ended holder is replaced only by the run that has the right to replace exactly that holder. That right
 * is a name too, acquired in the same way. Its owner checks again that the holder is unchanged; no other run may replace
 * it, so it stays unchanged until the rename. A token is never reused, so a right that is acquired late is worthless,
 * and the second check detects it.
 * `lost`: another run was faster, and may have ended already.
 */
export async function acquireName(name: string, claim: Claim, levels = maxLevels): Promise<Acquired> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const acquired = await acquireOnce(name, claim, levels);
    if (acquired.kind !== 'lost') return acquired;
  }
  return { kind: 'failed', reason: `the lock ${name} is taken and released continuously` };
}

/** `lost`: someone else was faster, and may be through already. */
type Attempt = Acquired | { readonly kind: 'lost' };

async function acquireOnce(name: string, claim: Claim, levels: number): Promise<Attempt> {
  if (await linked(claim.draft, name)) return { kind: 'taken' };
  const found = await readLockFile(name);
  if (found.kind === 'unreadable') return { kind: 'failed', reason: found.reason };
  if (found.kind === 'free') return { kind: 'lost' };
  if (!(await isGone(found.holder, claim.machine))) return { kind: 'held', by: found.holder, path: name };
  return replace(name, found.holder, claim, levels);
}

/** The name whose holder alone may replace or remove a lock. */
export function rightToReplace(path: string, holder: LockHolder): string {
  return join(dirname(path), `${holder.token}.next`);
}

async function replace(name: string, gone: LockHolder, claim: Claim, levels: number): Promise<Attempt> {
  if (levels === 0) return { kind: 'failed', reason: `the lock ${name} cannot be taken over; remove it` };
  const right = rightToReplace(name, gone);
  const acquired = await acquireName(right, claim, levels - 1);
  // The run that is taking it over is the one to wait for.
  if (acquired.kind === 'held') return { ...acquired, path: name };
  if (acquired.kind === 'failed') return acquired;
  try {
    const found = await readLockFile(name);
    if (found.kind !== 'holder' || found.holder.token !== gone.token) return { kind: 'lost' };
    const copy = `${claim.draft}.${levels}`;
    await link(claim.draft, copy);
    await rename(copy, name);
    return { kind: 'taken' };
  } finally {
    await unlink(right);
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return false;
    throw cause;
  }
}

/** Longer than any run may last: an older lock whose process cannot be seen is stale. */
const maxLockAgeMs = 12 * 60 * 60 * 1000;

/** Whether the holder has certainly ended, or is so old that it must have. */
export async function isGone(holder: LockHolder, machine: Machine): Promise<boolean> {
  const state = await stateOf(holder, machine);
  // A running process may still be waiting for approval, at any time and with any clock.
  return state === 'unknown' ? ageMs(holder, machine.now()) > maxLockAgeMs : state === 'gone';
}

/** Whether the process of a holder is seen on this machine. */
export async function lives(holder: LockHolder, machine: Machine): Promise<boolean> {
  return (await stateOf(holder, machine)) === 'lives';
}

async function stateOf(holder: LockHolder, machine: Machine): Promise<'lives' | 'gone' | 'unknown'> {
  // Processes elsewhere cannot be checked.
  if (holder.host !== machine.host || holder.processSpace !== machine.processSpace) return 'unknown';
  const found = await machine.startOf(holder.pid);
  if (found.kind === 'gone') return 'gone';
  if (found.since === null || holder.processStart === null) return 'unknown';
  return found.since === holder.processStart ? 'lives' : 'gone';
}

/** The message for a run that has to wait; it contains untrusted texts. `remove`: how to remove the lock. */
export type HolderTexts = {
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly ageMinutes: number;
  readonly cure: string;
};

export function describeHolder(holder: LockHolder, remove: string, now: Date): HolderTexts {
  const { command, run, user, host, pid, startedAt } = holder;
  return {
    who: `capstan ${command} of ${user} on ${host} (process ${pid}, run ${run})`,
    since: startedAt,
    ageMinutes: Math.floor(Math.max(0, ageMs(holder, now)) / 60_000),
    cure: `Wait for that run to end. If you are sure that it has ended, ${remove}.`,
  };
}

function ageMs({ startedAt }: LockHolder, now: Date): number {
  return now.getTime() - Date.parse(startedAt);
}
