import type { LockRequest } from '../../../src/run/lock/lock.ts';
import type { Machine, ProcessStart } from '../../../src/run/lock/machine.ts';

/** A machine whose processes are those of the map: number to start. */
export function aMachine(temporaryFolder: string, processes: ReadonlyMap<number, string>, wish: Partial<Machine> = {}) {
  const machine: Machine = {
    temporaryFolder,
    userId: process.getuid?.() ?? null,
    user: 'ada',
    host: 'build-7',
    processSpace: 'pid:[1]',
    pid: 1,
    startOf: async (pid): Promise<ProcessStart> => {
      const since = processes.get(pid);
      return since === undefined ? { kind: 'gone' } : { kind: 'lives', since };
    },
    now: () => new Date('2026-11-22T12:00:00.000Z'),
    ...wish,
  };
  return machine;
}

export function aWish(wish: Partial<LockRequest> = {}): LockRequest {
  const application = { id: 'app', configUrl: 'https://v1.api.us.janrain.com' };
  return { application, run: 'r1', command: 'apply', file: 'capstan.yaml', ...wish };
}
