import fc from 'fast-check';
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

function breaks(law: () => void): boolean {
  try {
    law();
    return false;
  } catch {
    return true;
  }
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
  throw new Error('A law broke for a value, and holds when it is asked again.');
}
