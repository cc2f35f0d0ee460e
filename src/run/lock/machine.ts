import { readFile, readlink } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';

/** The machine of this process, as far as locks need it. */
export type Machine = {
  readonly temporaryFolder: string;
  /** null where users have no number. */
  readonly userId: number | null;
  readonly user: string;
  readonly host: string;
  /** Processes of the same host in different namespaces do not see each other; null where there are no namespaces. */
  readonly processSpace: string | null;
  readonly pid: number;
  /** When a process started, as a text that is unique for its number; null: not available. */
  readonly startOf: (pid: number) => Promise<ProcessStart>;
  readonly now: () => Date;
};

export type ProcessStart = { readonly kind: 'gone' } | { readonly kind: 'lives'; readonly since: string | null };

export async function thisMachine(now: () => Date): Promise<Machine> {
  return {
    temporaryFolder: tmpdir(),
    userId: process.getuid?.() ?? null,
    user: userName(),
    host: hostname(),
    processSpace: await readlink('/proc/self/ns/pid').catch(() => null),
    pid: process.pid,
    startOf,
    now,
  };
}

// In containers a user may have a number and no name.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? '?'}`;
  }
}

async function startOf(pid: number): Promise<ProcessStart> {
  if (!exists(pid)) return { kind: 'gone' };
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null);
  return stat === null || boot === null ? { kind: 'lives', since: null } : parseProcessStat(stat, boot.trim());
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // A process of another user cannot be signalled, but it exists.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** Parses `/proc/PID/stat`. The name of the program, in parentheses, may hold anything, parentheses too. */
export function parseProcessStat(stat: string, boot: string): ProcessStart {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const ticks = fields[19];
  // A zombie has ended; its number stays taken until its parent asks.
  if (state === 'Z' || state === 'X') return { kind: 'gone' };
  return { kind: 'lives', since: ticks === undefined ? null : `${boot}/${ticks}` };
}
