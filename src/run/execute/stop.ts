import { stopCheckMs } from './limits.ts';

/** Why a run ends early. */
export type Stop = { readonly code: string; readonly message: string };

/** Why a run is asked from outside to end. */
export type StopReason = 'interrupted' | 'run-timeout' | 'audit-not-written';

const messages: Readonly<Record<StopReason, string>> = {
  interrupted: 'the run was interrupted; the calls that follow were not made',
  'run-timeout': 'the time for the run was over; the calls that follow were not made',
  'audit-not-written': 'the audit file could not be written; the calls that follow were not made',
};

/** What is told of a run that was asked to end. */
function stopFor(reason: StopReason): Stop {
  return { code: reason, message: messages[reason] };
}

/** What ends a run whose journal lacks a record: what is not recorded could not be undone. */
export function journalNotWritten(reason: string): Stop {
  const message = `the journal could not be written (${reason}); the calls that follow were not made`;
  return { code: 'journal-not-written', message };
}

/** Time and patience, handed in. `stop` is asked before each call and after each wait; what it gives ends the run. */
export type Waiting = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => Stop | null };

type WaitingContext = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => StopReason | null };

/** Waits that end early when the run is to end: someone who interrupts is not kept for a Retry-After. */
export function waitingOf({ sleep, stop }: WaitingContext): Waiting {
  return {
    sleep: async (ms) => {
      for (let leftMs = ms; leftMs > 0 && stop() === null; leftMs -= stopCheckMs) {
        await sleep(Math.min(leftMs, stopCheckMs));
      }
    },
    stop: () => {
      const reason = stop();
      return reason === null ? null : stopFor(reason);
    },
  };
}
