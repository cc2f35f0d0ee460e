import type { RunFacts } from '../../model/run.ts';
import { type Lock, type LockWish, lookAtLock, takeLock, whoHolds } from '../../run/lock/lock.ts';
import { describeHolder, thisMachine } from '../../run/lock/lock-file.ts';
import { type ExpectedEnd, endWith } from '../../workflows/ending.ts';
import type { Session } from '../terminal/session.ts';

/** The lock of one run. Taken before anything is read, so that what is planned is what nobody here changes meanwhile. */
export type RunLock = {
  /** Ends with 75 when another run on this machine holds the lock of the application. */
  readonly take: (wish: LockWish) => Promise<void>;
  /** Lets go of the lock, if it was taken. */
  readonly release: () => Promise<void>;
};

export function runLock({ now }: Pick<Session, 'now'>): RunLock {
  let lock: Lock | null = null;
  return {
    take: async (wish) => {
      lock = await takeLock(wish, await thisMachine(now));
      if (lock.kind === 'held') throw held(lock, now());
      if (lock.kind === 'failed') throw notTaken(lock.reason);
    },
    release: async () => {
      if (lock?.kind === 'taken') await lock.release();
      lock = null;
    },
  };
}

/** Whether a run without an end is still under way on this machine. */
export async function isRunning({ application, run }: RunFacts): Promise<boolean> {
  const holder = await whoHolds(application, await thisMachine(() => new Date()));
  return holder?.run === run;
}

/** What a run would meet that asked for the lock now; null: nothing. Takes nothing and makes nothing. */
export async function lockTrouble(
  application: LockWish['application'],
  now: Date,
): Promise<{ readonly kind: 'held' | 'failed'; readonly message: string; readonly cure: string } | null> {
  const found = await lookAtLock(application, await thisMachine(() => now));
  if (found.kind === 'free') return null;
  return { kind: found.kind, ...(found.kind === 'held' ? heldTexts(found, now) : notTakenTexts(found.reason)) };
}

function held(lock: Lock & { readonly kind: 'held' }, now: Date): ExpectedEnd {
  const { message, cure } = heldTexts(lock, now);
  return endWith('locked', { code: 'locked', message, cure: `Nothing was read or written. ${cure}` });
}

function heldTexts({ by, path }: Lock & { readonly kind: 'held' }, now: Date) {
  const { who, since, ageMinutes, cure } = describeHolder(by, path, now);
  const age = ageMinutes === 0 ? 'less than a minute' : `${ageMinutes} min`;
  return { message: `Another run is under way for this application: ${who}, since ${since} (${age}).`, cure };
}

function notTaken(reason: string): ExpectedEnd {
  const { message, cure } = notTakenTexts(reason);
  return endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message,
    cure: `Nothing was read or written. ${cure}`,
  });
}

function notTakenTexts(reason: string) {
  return {
    message: `The lock that keeps two runs apart cannot be taken: ${reason}.`,
    cure: 'Make that folder writable, or set TMPDIR to one that is.',
  };
}
