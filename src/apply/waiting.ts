import { stopCheckMs } from './limits.ts';
import { type Stop, type StopReason, stopFor } from './stop.ts';

/** Time and patience, handed in. `stop` is asked before each call and after each wait; what it gives ends the run. */
export type Waiting = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => Stop | null };

type Surroundings = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => StopReason | null };

/** Waits that end early when the run is to end: somebody who interrupts is not kept for a Retry-After. */
export function waitingOf({ sleep, stop }: Surroundings): Waiting {
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
