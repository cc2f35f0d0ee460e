import { visibleText } from '../../render/escape/visible-text.ts';
import { jsonText } from '../../render/machine/json.ts';
import { endWith } from '../../workflows/ending.ts';
import { loadedOrEnd } from '../../workflows/load-file.ts';
import { type FoundLock, holderText, type LockKind, lockKind, locksOf } from '../../workflows/runs/run-lock.ts';
import { requireApprover } from '../approve/approve.ts';
import { exitCode } from '../exit-codes.ts';
import { oneFileOnly } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type UnlockFlags = CommonFlags & {
  /** The run whose lock is removed, or the beginning of its id; undefined: any run. */
  readonly run: string | undefined;
  readonly approval: 'ask' | 'given';
  readonly lock?: LockKind | undefined;
};

/** `capstan unlock`: returns the exit code. */
export async function unlock(flags: UnlockFlags, session: Session): Promise<number> {
  const [file = '', ...more] = flags.file;
  if (more.length > 0) throw oneFileOnly('unlock');
  if (flags.approval === 'given' && flags.run === undefined) throw unnamed();
  requireApprover(flags, 'unlock', session);
  const { desired } = await loadedOrEnd(file, session, 'left-out');
  const { id } = desired.application;
  const locks = await locksOf(desired.application, { file, kind: lockKind(flags.lock, desired) }, session);
  for (const lock of locks) await remove(lock, flags, session);
  if (flags.format === 'json') await session.stdout(jsonText({ application: id, removed: locks.map(asJson) }));
  else
    await session.stdout(
      locks.length === 0 ? `No run holds a lock of application ${visibleText(id)}.\n` : locks.map(removedLine).join(''),
    );
  return exitCode.done;
}

async function remove(lock: FoundLock, flags: UnlockFlags, session: Session): Promise<void> {
  const who = holderText(lock.texts);
  if (flags.run !== undefined && !lock.by.run.startsWith(flags.run)) {
    throw endWith('locked', {
      code: 'locked',
      message: `A run other than ${JSON.stringify(flags.run)} holds the lock: ${who}.`,
      cure: 'Nothing was removed.',
    });
  }
  if (lock.lives) {
    const cure = `Nothing was removed. Wait for it, or end process ${lock.by.pid} with Ctrl-C or SIGTERM: it then removes its own lock.`;
    throw endWith('locked', { code: 'locked', message: `That run is in progress: ${who}.`, cure });
  }
  await approve(lock, who, flags, session);
  const failure = await lock.remove();
  if (failure === null) return;
  throw endWith('cannotWriteOutput', {
    code: 'lock-not-writable',
    message: `The lock ${lock.place} cannot be removed: ${failure}.`,
    cure: 'Make it writable from here, and run the command again.',
  });
}

async function approve({ place }: FoundLock, who: string, { approval }: UnlockFlags, session: Session): Promise<void> {
  if (approval === 'given' || session.prompt === undefined) return;
  await session.stderr(
    `${visibleText(place)} is held by ${visibleText(who)}.\nIf that run is still in progress, two runs would write to the application at the same time.\n`,
  );
  const { askYesOrNo } = await import('../approve/ask-until-clear.ts');
  if ((await askYesOrNo({ text: 'Remove this lock?' }, session)) === 'yes') return;
  throw endWith('interrupted', {
    code: 'declined',
    message: 'Cancelled. Nothing was removed.',
    cure: '',
  });
}

function removedLine({ by, place }: FoundLock): string {
  return `Removed ${visibleText(place)}, the lock of run ${visibleText(by.run)}. \`capstan runs\` where it ran shows what it did.\n`;
}

function asJson({ by, kind, place }: FoundLock): object {
  const { run, command, user, host, startedAt } = by;
  return { lock: kind, place, run, command, user, host, since: startedAt };
}

function unnamed(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: '--auto-approve needs the run whose lock is removed.',
    cure: 'Name the run, as the message "another run is in progress" does: `capstan unlock RUN --auto-approve`.',
  });
}
