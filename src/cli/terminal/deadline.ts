import { ExpectedEnd } from '../../workflows/ending.ts';
import type { Session } from './session.ts';

/** The longest that a command may take. */
export type Deadline = {
  /** Fails when the time is over and nothing is under way that must not be cut in two. */
  readonly passed: Promise<never>;
  readonly start: (seconds: number, session: Pick<Session, 'interruption' | 'underWay'>) => void;
  readonly stop: () => void;
};

/** A deadline that does not run yet. */
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
  const what = step === '' ? 'the command was not done' : `this was not done: ${step}`;
  const problem = {
    code: 'command-timeout',
    message: `The time of --timeout (${seconds} s) is over, and ${what}`,
    cure: 'Run it again later, or give it more time; `capstan doctor` looks at the connection.',
    source: null,
  };
  return new ExpectedEnd('serviceFailed', [problem]);
}
