import { isMoment, membersOf } from '../../leaf/json.ts';
import { holderFor, type LockRequest } from './lock.ts';
import { holderShapes, isGone, type LockHolder, lives } from './lock-file.ts';
import type { Machine } from './machine.ts';
import { type GitPlace, makeNote, moveRef, type RemoteRef, readNote, readRef, sharedRemote } from './remote-ref.ts';

/** Who holds a lock that all clones of a repository share. */
export type RemoteHolder = LockHolder & {
  /** When it last reported that it is running. */
  readonly renewedAt: string;
};

/** Where the lock of an application is. */
type LockPlace = { readonly remote: string; readonly ref: string };

/** `reason`: the message of git, or why no lock can be made. */
type Failed = { readonly kind: 'failed'; readonly reason: string };

type Held = { readonly kind: 'held'; readonly by: RemoteHolder; readonly commit: string; readonly at: LockPlace };

export type GitLock =
  | {
      readonly kind: 'taken';
      /** Whose lock was taken over; null: it was free. */
      readonly after: RemoteHolder | null;
      /** Reports that the run is still running; `lost`: another run took over the lock. */
      readonly renew: () => Promise<{ readonly kind: 'renewed' | 'lost' } | Failed>;
      /** Removes only this lock. */
      readonly release: () => Promise<{ readonly kind: 'released' } | Failed>;
    }
  | Held
  | Failed;

/** No run lasts that long; a lock without a report for longer is stale. */
export const gitLockMaxAgeMs = 2 * 60 * 60 * 1000;

const maxAttempts = 3;

/**
 * Takes the lock of an application on the remote that all clones share: a ref that is created only if it does not
 * exist. A lock whose run has ended, or has not reported for too long, is replaced only if it is unchanged. Of several
 * runs that try at once, the remote accepts one.
 */
export async function takeGitLock(wish: LockRequest, place: GitPlace, machine: Machine): Promise<GitLock> {
  const at = await refOf(wish.application, place);
  if (at.kind === 'failed') return at;
  const own = await holderFor(wish, machine);
  const made = await note(own, at.ref, machine);
  if (made.kind === 'failed') return made;
  return acquire(at.ref, { own, commit: made.value, machine });
}

type Claim = { readonly own: LockHolder; readonly commit: string; readonly machine: Machine };

/** `over`: the lock to replace; null: none. */
async function acquire(
  at: RemoteRef,
  claim: Claim,
  over: Held | null = null,
  attempts: number = maxAttempts,
): Promise<GitLock> {
  const pushed = await moveRef(at, over?.commit ?? null, claim.commit);
  if (pushed.kind === 'answer') return taken(at, claim, over);
  // Only the remote knows whether a failed push arrived.
  const found = await holderAt(at);
  if (found.kind === 'failed') return found;
  if (found.kind === 'held') {
    if (found.commit === claim.commit) return taken(at, claim, over);
    if (!(await isOver(found.by, claim.machine))) return found;
  }
  if (attempts === 0) return pushed;
  // If the lock is always free but cannot be taken, the remote rejects it.
  return acquire(at, claim, found.kind === 'held' ? found : null, attempts - 1);
}

function taken(at: RemoteRef, { own, commit: first, machine }: Claim, over: Held | null): GitLock {
  let commit = first;
  return {
    kind: 'taken',
    after: over?.by ?? null,
    renew: async () => {
      const made = await note(own, at, machine);
      if (made.kind === 'failed') return made;
      const renewed = await replaceOwn(at, commit, made.value);
      if (renewed.kind === 'renewed') commit = made.value;
      return renewed;
    },
    release: () => removeSeen(at, commit),
  };
}

async function replaceOwn(
  at: RemoteRef,
  own: string,
  next: string,
): Promise<{ readonly kind: 'renewed' | 'lost' } | Failed> {
  const pushed = await moveRef(at, own, next);
  if (pushed.kind === 'answer') return { kind: 'renewed' };
  const now = await readRef(at);
  if (now.kind === 'failed') return now;
  if (now.value === own) return pushed;
  return { kind: now.value === next ? 'renewed' : 'lost' };
}

async function removeSeen(at: RemoteRef, commit: string): Promise<{ readonly kind: 'released' } | Failed> {
  const pushed = await moveRef(at, commit, null);
  if (pushed.kind === 'answer') return { kind: 'released' };
  const now = await readRef(at);
  if (now.kind === 'failed') return now;
  // Removed, or taken over: this lock no longer exists.
  return now.value === commit ? pushed : { kind: 'released' };
}

/** Who holds the lock on the remote, and how to remove exactly that lock; `released` also if it no longer exists. */
export type SeenLock =
  | (Held & { readonly isOver: boolean; readonly remove: () => ReturnType<typeof removeSeen> })
  | { readonly kind: 'free'; readonly at: LockPlace }
  | Failed;

/** Looks at the lock of an application on the remote. Takes nothing. */
export async function inspectGitLock(
  application: LockRequest['application'],
  place: GitPlace,
  machine: Machine,
): Promise<SeenLock> {
  const at = await refOf(application, place);
  if (at.kind === 'failed') return at;
  const found = await holderAt(at.ref);
  if (found.kind === 'failed') return found;
  if (found.kind === 'free') return { kind: 'free', at: placeOf(at.ref) };
  const remove = () => removeSeen(at.ref, found.commit);
  return { ...found, isOver: await isOver(found.by, machine), remove };
}

async function holderAt(
  at: RemoteRef,
  attempts: number = maxAttempts,
): Promise<Held | { readonly kind: 'free' } | Failed> {
  const seen = await readRef(at);
  if (seen.kind === 'failed') return seen;
  if (seen.value === null) return { kind: 'free' };
  const read = await readNote(at, seen.value);
  if (read.kind === 'failed') return read;
  if (read.kind === 'answer') return heldBy(read.value, seen.value, placeOf(at));
  if (attempts > 0) return holderAt(at, attempts - 1);
  return { kind: 'failed', reason: `${at.ref} is taken and released continuously` };
}

function heldBy(message: string, commit: string, at: LockPlace): Held | Failed {
  const by = parseHolder(message);
  if (by === null) return { kind: 'failed', reason: `${at.ref} on ${at.remote} is not a lock of capstan` };
  return { kind: 'held', by, commit, at };
}

function placeOf({ remote, ref }: RemoteRef): LockPlace {
  return { remote: remote.name, ref };
}

async function refOf(application: LockRequest['application'], place: GitPlace) {
  const remote = await sharedRemote(place);
  if (remote.kind === 'failed') return remote;
  const ref: RemoteRef = { place, remote: remote.value, ref: lockRef(application) };
  return { kind: 'ref' as const, ref };
}

/** The ref of an application: `refs/capstan/locks/HOST/ID`, with what a ref may not hold written as %XX. */
export function lockRef({ id, configUrl }: LockRequest['application']): string {
  const host = new URL(configUrl).host.replace(/\.lock$/u, '%2Elock');
  return `refs/capstan/locks/${percent(host, /[^\w.%-]/gu)}/${percent(id, /[^\w-]/gu)}`;
}

function percent(text: string, characters: RegExp): string {
  const hex = (part: string): string =>
    [...Buffer.from(part)].map((byte) => byte.toString(16).padStart(2, '0')).join('%');
  return text.replace(characters, (part) => `%${hex(part).toUpperCase()}`);
}

const isRemoteHolder = membersOf<RemoteHolder>({ ...holderShapes, renewedAt: isMoment });

function note(own: LockHolder, { place }: RemoteRef, machine: Machine) {
  const holder: RemoteHolder = { ...own, renewedAt: machine.now().toISOString() };
  const { command, user, host, run } = holder;
  return makeNote(place, `capstan ${command} of ${user} on ${host}, run ${run}\n\n${JSON.stringify(holder)}\n`);
}

function parseHolder(message: string): RemoteHolder | null {
  try {
    const parsed: unknown = JSON.parse(message.slice(message.indexOf('\n\n') + 2));
    return isRemoteHolder(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Whether the run has certainly ended, or has not reported for so long that it must have. */
async function isOver(holder: RemoteHolder, machine: Machine): Promise<boolean> {
  // Names of machines and numbers of processes are the same on many: only the boot id identifies a kernel.
  if (await isOfThisKernel(holder, machine)) return isGone(holder, machine);
  return machine.now().getTime() - Date.parse(holder.renewedAt) > gitLockMaxAgeMs;
}

/** Whether the process of the run is seen on this machine. */
export async function livesHere(holder: RemoteHolder, machine: Machine): Promise<boolean> {
  return (await isOfThisKernel(holder, machine)) && lives(holder, machine);
}

async function isOfThisKernel({ processStart, processSpace, host }: LockHolder, machine: Machine): Promise<boolean> {
  if (processStart === null || processSpace === null) return false;
  if (processSpace !== machine.processSpace || host !== machine.host) return false;
  const own = await machine.startOf(machine.pid);
  return own.kind === 'lives' && own.since !== null && bootOf(own.since) === bootOf(processStart);
}

function bootOf(since: string): string {
  return since.slice(0, since.lastIndexOf('/'));
}
