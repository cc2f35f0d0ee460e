import type { LockHolder } from './lock-file.ts';
import type { Machine } from './machine.ts';

/** Longer than any run may last: who has held a lock for longer, and cannot be seen to live, holds nothing. */
const maxLockAgeMs = 12 * 60 * 60 * 1000;

/** Whether the holder is certainly gone, or so old that it must be. */
export async function isGone(holder: LockHolder, machine: Machine): Promise<boolean> {
  const state = await stateOf(holder, machine);
  // Whoever lives may still be asking for approval, however late it is and whatever became of the clock.
  return state === 'unknown' ? ageMs(holder, machine.now()) > maxLockAgeMs : state === 'gone';
}

async function stateOf(holder: LockHolder, machine: Machine): Promise<'lives' | 'gone' | 'unknown'> {
  // Of processes elsewhere nothing can be said.
  if (holder.host !== machine.host || holder.processSpace !== machine.processSpace) return 'unknown';
  const found = await machine.startOf(holder.pid);
  if (found.kind === 'gone') return 'gone';
  if (found.since === null || holder.processStart === null) return 'unknown';
  return found.since === holder.processStart ? 'lives' : 'gone';
}

/** What to tell somebody whose run has to wait; the texts in it came from a file. */
export type HolderTexts = {
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly ageMinutes: number;
  readonly cure: string;
};

export function describeHolder(holder: LockHolder, path: string, now: Date): HolderTexts {
  const { command, run, user, host, pid, startedAt } = holder;
  return {
    who: `capstan ${command} of ${user} on ${host} (process ${pid}, run ${run})`,
    since: startedAt,
    ageMinutes: Math.floor(Math.max(0, ageMs(holder, now)) / 60_000),
    cure: `Wait for that run to end. If you are sure that it is not under way any more, remove ${path}.`,
  };
}

function ageMs({ startedAt }: LockHolder, now: Date): number {
  return now.getTime() - Date.parse(startedAt);
}
