import { inShell } from '../../leaf/system-text.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { describeHolder, type HolderTexts, type LockHolder } from '../../run/lock/lock-file.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';

type Texts = { readonly message: string; readonly cure: string };

/** Who holds a lock, and what to do. `remove`: how to remove the lock. */
export function heldTexts(by: LockHolder, remove: string, now: Date): Texts {
  const holder = describeHolder(by, remove, now);
  return { message: `Another run is in progress for this application: ${holderText(holder)}.`, cure: holder.cure };
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
    message: `The lock of the application cannot be taken: ${reason}.`,
    cure: 'Make that folder writable, or set TMPDIR to a writable folder.',
  };
}

/** The same for the lock on the remote. */
export function notTakenFromRemote(reason: string): Texts {
  return {
    message: `The lock on the remote cannot be taken: ${reason}.`,
    cure: 'Check that git can push to the remote from here, below refs/capstan/. If no other machine applies, use --lock local, the lock of this machine.',
  };
}

/** The error if the remote cannot be reached: nothing may be written then. */
export function notReached(reason: string): ExpectedEnd {
  const { message, cure } = notTakenFromRemote(reason);
  return endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message,
    cure: `Nothing was written to the service. ${cure}`,
  });
}

/** The error if another run considered this one dead. */
export function lostEnd(): ExpectedEnd {
  return endWith('locked', {
    code: 'lock-lost',
    message: 'The lock on the remote was taken over, or removed, while this run waited.',
    cure: 'Nothing was written. Run the command again.',
  });
}

/** The message about a lock taken over from a dead run. */
export function takenOverText(holder: HolderTexts): string {
  return `The lock of ${visibleText(holderText(holder))} was taken over: that run has ended. \`capstan runs\` where it ran shows what it did.`;
}

/** The message about a lock that could not be removed after a run. */
export function notRemovedText(reason: string): string {
  return `The lock on the remote could not be removed: ${visibleText(reason)}. \`capstan unlock --lock git\` removes it; after two hours the next run takes it over.`;
}
