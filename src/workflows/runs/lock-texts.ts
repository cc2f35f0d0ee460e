import { inShell } from '../../leaf/shell-quote.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { describeHolder, type HolderTexts, type LockHolder } from '../../run/lock/lock-file.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';

type Texts = { readonly message: string; readonly cure: string };

/** Who holds a lock, and what to do. `remove`: how to be rid of the lock. */
export function heldTexts(by: LockHolder, remove: string, now: Date): Texts {
  const holder = describeHolder(by, remove, now);
  return { message: `Another run is under way for this application: ${holderText(holder)}.`, cure: holder.cure };
}

/** Who, since when, for how long. */
export function holderText({ who, since, ageMinutes }: HolderTexts): string {
  return `${who}, since ${since} (${ageMinutes === 0 ? 'less than a minute' : `${ageMinutes} min`})`;
}

/** The command that removes the lock of a run. */
export function unlockCommand(file: string | null, run: string): string {
  const named = file === null || file === 'capstan.yaml' ? '' : ` -f ${inShell(file)}`;
  return `\`capstan unlock ${inShell(run)}${named} --lock git\``;
}

/** Why the lock of this machine cannot be taken. */
export function notTakenTexts(reason: string): Texts {
  return {
    message: `The lock that keeps two runs apart cannot be taken: ${reason}.`,
    cure: 'Make that folder writable, or set TMPDIR to one that is.',
  };
}

/** The same of the lock on the remote. */
export function notTakenFromRemote(reason: string): Texts {
  return {
    message: `The lock that all clones share cannot be taken: ${reason}.`,
    cure: 'See that git can push to the remote from here, below refs/capstan/. Where no other machine can be at work, --lock local takes the lock of this machine alone.',
  };
}

/** The end where the remote cannot be asked: nothing may be written then. */
export function notReached(reason: string): ExpectedEnd {
  const { message, cure } = notTakenFromRemote(reason);
  return endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message,
    cure: `Nothing was written to the service. ${cure}`,
  });
}

/** The end where another run came to think that this one was gone. */
export function lostEnd(): ExpectedEnd {
  return endWith('locked', {
    code: 'lock-lost',
    message: 'The lock that all clones share was taken over, or removed, while this run waited.',
    cure: 'Nothing was written. Run it again.',
  });
}

/** What to say where a lock was taken over from a run that is gone. */
export function takenOverText(holder: HolderTexts): string {
  return `The lock of ${visibleText(holderText(holder))} was taken over: that run is gone. \`capstan runs\` where it ran shows what it did.`;
}

/** What to say where the run is over and its lock stays. */
export function notRemovedText(reason: string): string {
  return `The lock on the remote could not be removed: ${visibleText(reason)}. \`capstan unlock --lock git\` removes it; after two hours the next run takes it over.`;
}
