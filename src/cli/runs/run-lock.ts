import type { RunFacts } from '../../model/run.ts';
import { type Lock, type LockWish, takeLock, whoHolds } from '../../run/lock/lock.ts';
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

function held({ by, path }: Lock & { readonly kind: 'held' }, now: Date): ExpectedEnd {
  const { who, since, ageMinutes, cure } = describeHolder(by, path, now);
  const age = ageMinutes === 0 ? 'less than a minute' : `${ageMinutes} min`;
  return endWith('locked', {
    code: 'locked',
    message: `Another run is under way for this application: ${who}, since ${since} (${age}).`,
    cure: `Nothing was read or written. ${cure}`,
  });
}

function notTaken(reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message: `The lock that keeps two runs apart cannot be taken: ${reason}.`,
    cure: 'Nothing was read or written. Make that folder writable, or set TMPDIR to one that is.',
  });
}
