import { inspectLock, type LockRequest, removeLock } from '../../run/lock/lock.ts';
import { describeHolder, type HolderTexts, type LockHolder, lives, readLockFile } from '../../run/lock/lock-file.ts';
import { type Machine, thisMachine } from '../../run/lock/machine.ts';
import type { WorkflowContext } from '../context.ts';
import { endWith } from '../ending.ts';
import { gitPlace, type LockKind, notReached, notTakenTexts } from './run-lock.ts';

/** A lock that blocks runs. */
export type FoundLock = {
  readonly kind: LockKind;
  readonly by: LockHolder;
  readonly texts: HolderTexts;
  /** The file, or the ref and its remote. */
  readonly place: string;
  /** Whether its process exists on this machine. */
  readonly lives: boolean;
  /** Removes exactly this lock. Returns why that failed; null: the lock no longer exists. */
  readonly remove: () => Promise<string | null>;
};

type Wanted = { readonly file: string; readonly kind: LockKind };

/** The locks of an application that would block a run, or that a run left behind. */
export async function locksOf(
  application: LockRequest['application'],
  { file, kind }: Wanted,
  context: WorkflowContext,
): Promise<readonly FoundLock[]> {
  const machine = await thisMachine(context.now);
  const local = await localLock(application, machine);
  return [...local, ...(kind === 'git' ? await sharedLock(application, file, { machine, context }) : [])];
}

async function localLock(application: LockRequest['application'], machine: Machine): Promise<readonly FoundLock[]> {
  const found = await inspectLock(application, machine);
  if (found.kind === 'free') return [];
  if (found.kind === 'failed')
    throw endWith('cannotWriteOutput', { code: 'lock-not-writable', ...notTakenTexts(found.reason) });
  const { by, path } = found;
  const remove = async (): Promise<string | null> => {
    await removeLock(path, by);
    const left = await readLockFile(path);
    return left.kind === 'holder' && left.holder.token === by.token ? 'it still exists' : null;
  };
  const texts = describeHolder(by, '', machine.now());
  return [{ kind: 'local', by, texts, place: path, lives: await lives(by, machine), remove }];
}

type Around = { readonly machine: Machine; readonly context: WorkflowContext };

async function sharedLock(
  application: LockRequest['application'],
  file: string,
  { machine, context }: Around,
): Promise<readonly FoundLock[]> {
  const { inspectGitLock: lookAtGitLock, livesHere } = await import('../../run/lock/git-lock.ts');
  const found = await lookAtGitLock(application, await gitPlace(file, context), machine);
  if (found.kind === 'failed') throw notReached(found.reason);
  if (found.kind === 'free') return [];
  const { by, at } = found;
  const remove = async (): Promise<string | null> => {
    const removed = await found.remove();
    return removed.kind === 'failed' ? removed.reason : null;
  };
  const texts = describeHolder(by, '', machine.now());
  const place = `${at.ref} on ${at.remote}`;
  return [{ kind: 'git', by, texts, place, lives: await livesHere(by, machine), remove }];
}
