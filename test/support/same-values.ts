import fc from 'fast-check';
import { once } from '../../src/leaf/work.ts';
import { lawRuns } from './law-runs.ts';

type SameValues<T> = {
  /** Asks the law of each value; `pick` is any number, to choose a part of it by. */
  readonly each: (holds: (value: T, pick: number) => void) => void;
  /** Asks it of each value together with another. */
  readonly pairs: (holds: (value: T, other: T) => void) => void;
};

/**
 * The values of an arbitrary for several laws. Each law has the same seed, and so the same values: to make them takes as
 * long as to judge them, and is done once. A law that breaks is asked by fast-check again, which finds a small value and
 * prints the seed.
 */
export function sameValues<T>(arbitrary: fc.Arbitrary<T>): SameValues<T> {
  let made: readonly T[] | undefined;
  const values = (): readonly T[] => {
    made ??= fc.sample(arbitrary, lawRuns);
    return made;
  };
  return {
    each: (holds) => {
      for (const [pick, value] of values().entries())
        if (breaks(() => holds(value, pick))) askAgain(fc.tuple(arbitrary, fc.nat()), [value, pick], holds);
    },
    pairs: (holds) => {
      const all = values();
      for (const [at, other] of all.entries()) {
        const value = all[(at + 1) % all.length] ?? other;
        if (breaks(() => holds(value, other))) askAgain(fc.tuple(arbitrary, arbitrary), [value, other], holds);
      }
    },
  };
}

type SameOutcomes<T, O> = {
  /** Asks the law of each value, with what came of it. */
  readonly each: (holds: (value: T, outcome: O) => void | Promise<void>) => Promise<void>;
};

/**
 * The same for laws about what comes of a value: that is found out once for all of them. A law that breaks is asked again,
 * which finds it out anew.
 */
export function sameOutcomes<T, O>(
  arbitrary: fc.Arbitrary<T>,
  outcomeOf: (value: T) => Promise<O>,
): SameOutcomes<T, O> {
  const made = once(() =>
    fc.sample(arbitrary, lawRuns).map((value) => ({ value, outcome: once(() => outcomeOf(value)) })),
  );
  return {
    each: async (holds) => {
      for (const { value, outcome } of made()) {
        if (!(await breaksLater(async () => void (await holds(value, await outcome()))))) continue;
        const law = fc.asyncProperty(arbitrary, async (found) => {
          await holds(found, await outcomeOf(found));
        });
        await fc.assert(law, lawRuns);
        await fc.assert(law, { numRuns: 1, examples: [[value]] });
        throw holdsAgain();
      }
    },
  };
}

function breaks(law: () => void): boolean {
  try {
    law();
    return false;
  } catch {
    return true;
  }
}

function breaksLater(law: () => Promise<void>): Promise<boolean> {
  return law().then(
    () => false,
    () => true,
  );
}

function askAgain<V extends readonly unknown[]>(
  arbitrary: fc.Arbitrary<V>,
  values: V,
  holds: (...values: V) => void,
): never {
  const law = fc.property(arbitrary, (found) => {
    holds(...found);
  });
  fc.assert(law, lawRuns);
  fc.assert(law, { numRuns: 1, examples: [[values]] });
  throw holdsAgain();
}

function holdsAgain(): Error {
  return new Error('A law broke for a value, and holds when it is asked again.');
}
