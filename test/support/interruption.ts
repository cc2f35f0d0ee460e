import type { Interruption } from '../../src/cli/terminal/interruption.ts';

/** What a session knows of signals, by a function that gives the exit code of the one that came. */
export function interruptionBy(code: () => number | null): Interruption {
  const asked = new AbortController();
  return {
    expire: (late) => late(),
    code,
    get signal() {
      if (code() !== null) asked.abort();
      return asked.signal;
    },
    hold: (work) => work(),
    beforeEnd: () => () => {},
  };
}
