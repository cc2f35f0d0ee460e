import { type Interruption as CancelledWork, timeIsOver } from '../../workflows/context.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { exitCode } from '../exit-codes.ts';

/**
 * Ctrl-C, SIGTERM, and the SIGHUP of a closed terminal. Outside `hold` a signal ends the program, after what `beforeEnd`
 * asked for; inside, the first one only requests a stop. The second one ends the program at once.
 */
export type Interruption = CancelledWork & {
  /** The exit code of the received signal; null: none. */
  readonly code: () => number | null;
  /**
   * Called when the time limit is over: outside `hold` the command ends with `late` at once, inside it only gets a stop
   * request.
   */
  readonly expire: (late: () => void) => void;
};

/** An interruption whose first `hold` lasts until `end`. */
export type LastingHold = { readonly interruption: Interruption; readonly end: () => void };

/**
 * From the first write of a run on, a signal only asks to stop: the applications that were not begun are left out, and
 * what became of the others is still reported.
 */
export function lastingHold(interruption: Interruption): LastingHold {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const hold: Interruption['hold'] = (work) => {
    void interruption.hold(() => ended);
    return interruption.hold(work);
  };
  const lasting: Interruption = {
    ...interruption,
    hold,
    get signal() {
      return interruption.signal;
    },
  };
  return { interruption: lasting, end: () => end() };
}

/** The source of signals, and the way to end the program; the process, except in tests. */
export type SignalSource = {
  readonly on: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void) => unknown;
  readonly exit: (code: number) => unknown;
};

/** Starts to listen for signals; `tell` explains the first one during `hold`. */
export function watchSignals(source: SignalSource, stderr: (text: string) => void): Interruption {
  let held = 0;
  let code: number | null = null;
  const asked = new AbortController();
  const cleanUps = new Set<() => Promise<void>>();
  const afterCleanUp = (end: () => void): void => {
    if (cleanUps.size === 0) {
      end();
      return;
    }
    stderr('Releasing the lock on the remote. Press again to stop at once; the lock then stays.\n');
    // The end does not depend on its success.
    void Promise.allSettled([...cleanUps].map((cleanUp) => cleanUp())).then(end);
  };
  const arrive = (arrived: number) => (): void => {
    const first = code === null;
    const exitCodeOf = code ?? arrived;
    code = exitCodeOf;
    asked.abort();
    if (!first) source.exit(exitCodeOf);
    else if (held === 0) afterCleanUp(() => source.exit(exitCodeOf));
    else stderr('Stopping after the request in flight. Press again to stop at once; its outcome is then unknown.\n');
  };
  source.on('SIGINT', arrive(exitCode.interrupted));
  source.on('SIGTERM', arrive(exitCode.terminated));
  source.on('SIGHUP', arrive(exitCode.terminated));
  return {
    code: () => code,
    expire: (late) => {
      if (held === 0) {
        afterCleanUp(late);
        return;
      }
      code ??= exitCode.serviceFailed;
      asked.abort(timeIsOver);
      stderr('The time of --timeout is over: stopping after the request in flight.\n');
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
    beforeEnd: (cleanUp) => {
      cleanUps.add(cleanUp);
      return () => void cleanUps.delete(cleanUp);
    },
  };
}

/** The time limit of a command. */
export type Deadline = {
  /** Rejects when the time is over, unless work is in progress that must not be interrupted. */
  readonly passed: Promise<never>;
  readonly start: (seconds: number, work: WorkUnderWay) => void;
  readonly stop: () => void;
};

type WorkUnderWay = { readonly interruption: Pick<Interruption, 'expire'>; readonly underWay: () => string };

/** A deadline that is not started. */
export function createDeadline(): Deadline {
  let timer: NodeJS.Timeout | undefined;
  let fail: (end: Error) => void = () => {};
  const passed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return {
    passed,
    start: (seconds, { interruption, underWay }) => {
      const end = (): void => interruption.expire(() => fail(commandTimeout(seconds, underWay())));
      timer = setTimeout(end, seconds * 1000);
    },
    stop: () => clearTimeout(timer),
  };
}

function commandTimeout(seconds: number, step: string): ExpectedEnd {
  const what = step === '' ? 'the command was not finished' : `this was not finished: ${step}`;
  const problem = {
    code: 'command-timeout',
    message: `The time of --timeout (${seconds} s) is over, and ${what}`,
    cure: 'Run it again later, or with a larger --timeout; `capstan doctor` checks the connection.',
    source: null,
  };
  return new ExpectedEnd('serviceFailed', [problem]);
}
