import { inShell } from '../../leaf/system-text.ts';
import type { Desired } from '../../model/desired.ts';
import type { RunHeader } from '../../model/run.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import type { GitLock } from '../../run/lock/git-lock.ts';
import { inspectLock, type Lock, type LockRequest, removeLock, takeLock, whoHolds } from '../../run/lock/lock.ts';
import { describeHolder, type HolderTexts, type LockHolder, lives, readLockFile } from '../../run/lock/lock-file.ts';
import { type Machine, thisMachine } from '../../run/lock/machine.ts';
import type { WorkflowContext } from '../context.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';

/** Which lock a run takes: only the lock of this machine, or also a lock that all clones of the repository share. */
export type LockKind = 'local' | 'git';

/** The lock of one run. It is taken before anything is read, so that no other run changes what is planned. */
export type RunLock = {
  /** Ends with 75 if another run holds the lock of the application. */
  readonly take: (wish: LockRequest, kind: LockKind) => Promise<void>;
  /** Before the first write: ends with 75 if a run that considered this one dead took the lock over. */
  readonly confirm: () => Promise<void>;
  /** Releases the lock, if it was taken. */
  readonly release: () => Promise<void>;
};

/** The lock that a flag or the file declares. */
export function lockKind(flag: LockKind | undefined, { lock }: Pick<Desired, 'lock'>): LockKind {
  return flag ?? lock ?? 'local';
}

type Around = Pick<WorkflowContext, 'now' | 'cwd' | 'environment' | 'variables' | 'notice'>;

type TakenGitLock = GitLock & { readonly kind: 'taken' };

// Until then, no other run can consider this one dead.
const renewAfterMs = 10 * 60 * 1000;

export function runLock(context: Around & Pick<WorkflowContext, 'interruption'>): RunLock {
  const { now } = context;
  let local: Lock | null = null;
  let shared: Promise<TakenGitLock> | null = null;
  let since = 0;
  let released: Promise<void> | null = null;
  let forget = (): void => {};
  const release = async (): Promise<void> => {
    await releaseShared(shared, context);
    if (local?.kind === 'taken') await local.release();
    forget();
  };
  const releaseOnce = (): Promise<void> => {
    released ??= release();
    return released;
  };
  return {
    take: async (wish, kind) => {
      const machine = await thisMachine(now);
      local ??= await takeLocal(wish, machine);
      if (kind === 'git' && shared === null) {
        // Other machines cannot see that a process has ended. A stop may come while the lock is being taken.
        forget = context.interruption.beforeEnd(releaseOnce);
        shared = takeShared(wish, machine, context);
        await shared;
      }
      since = now().getTime();
    },
    confirm: async () => {
      if (released !== null) throw stoppedEnd();
      if (shared === null || now().getTime() - since < renewAfterMs) return;
      const renewed = await (await shared).renew();
      if (renewed.kind === 'lost') throw lostEnd();
      if (renewed.kind === 'failed') throw notReached(renewed.reason);
      since = now().getTime();
    },
    release: releaseOnce,
  };
}

async function releaseShared(shared: Promise<TakenGitLock> | null, { notice }: Around): Promise<void> {
  const taken = await shared?.catch(() => null);
  const released = await taken?.release();
  if (released?.kind === 'failed') await notice(notRemovedText(released.reason));
}

async function takeLocal(wish: LockRequest, machine: Machine): Promise<Lock> {
  const lock = await takeLock(wish, machine);
  if (lock.kind === 'held') {
    const { message, cure } = heldTexts(lock.by, { file: wish.file, place: lock.path, kind: 'local' }, machine.now());
    throw endWith('locked', { code: 'locked', message, cure: `Nothing was read or written. ${cure}` });
  }
  if (lock.kind === 'taken') return lock;
  const { message, cure } = notTakenTexts(lock.reason);
  throw endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message,
    cure: `Nothing was read or written. ${cure}`,
  });
}

async function takeShared(wish: LockRequest, machine: Machine, context: Around): Promise<TakenGitLock> {
  const { takeGitLock } = await import('../../run/lock/git-lock.ts');
  const lock = await takeGitLock(wish, await gitPlace(wish.file, context), machine);
  if (lock.kind === 'failed') throw notReached(lock.reason);
  if (lock.kind === 'held') {
    const place = `${lock.at.ref} on ${lock.at.remote}`;
    const { message, cure } = heldTexts(lock.by, { file: wish.file, place, kind: 'git' }, machine.now());
    throw endWith('locked', { code: 'locked', message, cure: `Nothing was read or written. ${cure}` });
  }
  if (lock.after !== null) await context.notice(takenOverText(describeHolder(lock.after, '', machine.now())));
  return lock;
}

/** Git in the folder of the file, with the environment that reaches its remote. */
async function gitPlace(file: string | null, { cwd, environment, variables }: Omit<Around, 'now' | 'notice'>) {
  const [{ networkGitWith }, { dirname, resolve }] = await Promise.all([
    import('../../leaf/git.ts'),
    import('node:path'),
  ]);
  // The environment wins: a vars file must not choose the git program.
  const git = networkGitWith({ ...variables, ...environment });
  return { git, folder: file === null ? cwd : dirname(resolve(cwd, file)) };
}

/** Whether an unfinished run is still in progress on this machine. */
export async function isRunning({ application, run }: RunHeader): Promise<boolean> {
  const holder = await whoHolds(application, await thisMachine(() => new Date()));
  return holder?.run === run;
}

/** The lock that would block a run now; null: none. Takes and creates nothing. */
export async function lockError(
  { application, lock }: Pick<Desired, 'application' | 'lock'>,
  file: string,
  context: Around,
): Promise<{ readonly kind: 'held' | 'failed'; readonly message: string; readonly cure: string } | null> {
  const now = context.now();
  const machine = await thisMachine(() => now);
  const found = await inspectLock(application, machine);
  if (found.kind === 'failed') return { kind: 'failed', ...notTakenTexts(found.reason) };
  if (found.kind === 'held')
    return { kind: 'held', ...heldTexts(found.by, { file, place: found.path, kind: 'local' }, now) };
  if (lock !== 'git') return null;
  const { inspectGitLock: lookAtGitLock } = await import('../../run/lock/git-lock.ts');
  const shared = await lookAtGitLock(application, await gitPlace(file, context), machine);
  if (shared.kind === 'failed') return { kind: 'failed', ...notTakenFromRemote(shared.reason) };
  if (shared.kind === 'free' || shared.isOver) return null;
  const place = `${shared.at.ref} on ${shared.at.remote}`;
  return { kind: 'held', ...heldTexts(shared.by, { file, place, kind: 'git' }, now) };
}

type Texts = { readonly message: string; readonly cure: string };

/** A lock, and the configuration that waits for it. */
type HeldLock = { readonly file: string | null; readonly place: string; readonly kind: LockKind };

/** Who holds a lock, and what to do. */
function heldTexts(by: LockHolder, { file, place, kind }: HeldLock, now: Date): Texts {
  const holder = describeHolder(by, `run ${unlockCommand(file, by.run, kind)}`, now);
  const message = `Another run is in progress for this application: ${holderText(holder)}.`;
  return { message, cure: `${holder.cure} The lock is ${place}.` };
}

/** Who, since when, for how long. */
export function holderText({ who, since, ageMinutes }: HolderTexts): string {
  return `${who}, since ${since} (${ageMinutes === 0 ? 'less than a minute' : `${ageMinutes} min`})`;
}

/** The command that removes the lock of a run. */
function unlockCommand(file: string | null, run: string, kind: LockKind): string {
  const named = file === null || file === 'capstan.yaml' ? '' : ` -f ${inShell(file)}`;
  return `\`capstan unlock ${inShell(run)}${named}${kind === 'git' ? ' --lock git' : ''}\``;
}

/** Why the lock of this machine cannot be taken. */
function notTakenTexts(reason: string): Texts {
  return {
    message: `The lock of the application cannot be taken: ${reason}.`,
    cure: 'Make that folder writable, or set TMPDIR to a writable folder.',
  };
}

/** The same for the lock on the remote. */
function notTakenFromRemote(reason: string): Texts {
  return {
    message: `The lock on the remote cannot be taken: ${reason}.`,
    cure: 'Check that git can push to the remote from here, below refs/capstan/. If no other machine applies, use --lock local, the lock of this machine.',
  };
}

/** The error if the remote cannot be reached: nothing may be written then. */
function notReached(reason: string): ExpectedEnd {
  const { message, cure } = notTakenFromRemote(reason);
  return endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message,
    cure: `Nothing was written to the service. ${cure}`,
  });
}

/** The error if another run considered this one dead. */
function lostEnd(): ExpectedEnd {
  return endWith('locked', {
    code: 'lock-lost',
    message: 'The lock on the remote was taken over, or removed, while this run waited.',
    cure: 'Nothing was written. Run the command again.',
  });
}

/** The error if a stop has released the lock before the first write. */
function stoppedEnd(): ExpectedEnd {
  const message = 'The run was stopped before its first write.';
  return endWith('interrupted', { code: 'interrupted', message, cure: 'Nothing was written.' });
}

/** The message about a lock taken over from a dead run. */
function takenOverText(holder: HolderTexts): string {
  return `The lock of ${visibleText(holderText(holder))} was taken over: that run has ended. \`capstan runs\` where it ran shows what it did.`;
}

/** The message about a lock that could not be removed after a run. */
function notRemovedText(reason: string): string {
  return `The lock on the remote could not be removed: ${visibleText(reason)}. \`capstan unlock --lock git\` removes it; after two hours the next run takes it over.`;
}

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

type Surroundings = { readonly machine: Machine; readonly context: WorkflowContext };

async function sharedLock(
  application: LockRequest['application'],
  file: string,
  { machine, context }: Surroundings,
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
