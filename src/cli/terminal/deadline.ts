import { ExpectedEnd } from '../../workflows/ending.ts';
import type { Interruption } from './interruption.ts';

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
