/** The time of a program and a sandbox in one test, in which no one waits: anyone who sleeps turns the clock on. */
export type TestClock = {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** The clock of the machine, and what was slept away. */
export function testClock(): TestClock {
  let slept = 0;
  return {
    now: () => Date.now() + slept,
    sleep: async (ms) => {
      slept += ms;
      // Whatever else is under way has its turn, as in a real wait.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
