import type { Interruption as CancelledWork } from '../../workflows/context.ts';
import { exitCode } from '../exit-codes.ts';

/** Ctrl-C, SIGTERM, and SIGHUP of a terminal that goes away. Outside `hold` a signal ends the program at once; inside, the first one only asks to stop. */
export type Interruption = CancelledWork & {
  /** The exit code of the signal that came; null: none. */
  readonly code: () => number | null;
  /** The time of the command is over: outside `hold` it ends by `late` at once, inside it is only asked to stop. */
  readonly expire: (late: () => void) => void;
};

/** What the signals arrive at, and how the program ends; the process, except in tests. */
export type SignalSource = {
  readonly on: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void) => unknown;
  readonly exit: (code: number) => unknown;
};

/** Listens for signals from now on; `tell` explains the first one during `hold`. */
export function watchSignals(source: SignalSource, stderr: (text: string) => void): Interruption {
  let held = 0;
  let code: number | null = null;
  const asked = new AbortController();
  const arrive = (arrived: number) => (): void => {
    const first = code === null;
    code ??= arrived;
    asked.abort();
    if (held === 0 || !first) source.exit(code);
    else stderr('Stopping after the call in flight. Once more stops at once, and leaves that call unknown.\n');
  };
  source.on('SIGINT', arrive(exitCode.interrupted));
  source.on('SIGTERM', arrive(exitCode.terminated));
  source.on('SIGHUP', arrive(exitCode.terminated));
  return {
    code: () => code,
    expire: (late) => {
      if (held === 0) return late();
      code ??= exitCode.serviceFailed;
      asked.abort();
      stderr('The time of --timeout is over: stopping after the call in flight.\n');
    },
    signal: asked.signal,
    hold: async (work) => {
      held += 1;
      try {
        return await work();
      } finally {
        held -= 1;
      }
    },
  };
}
