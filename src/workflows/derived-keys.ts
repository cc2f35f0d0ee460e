import type { Variables } from './context.ts';

/** What is slow to derive, by what it is derived from. */
type Derived<T> = Map<string, Promise<T>>;

/**
 * Derives each key once in a run, however many applications ask for it: it is slow on purpose. What was derived goes with
 * the variables of the run, so that no other run of the process sees it.
 */
export function derivedOnce<T>(): (variables: Variables, from: string, derive: () => Promise<T>) => Promise<T> {
  const runs = new WeakMap<Variables, Derived<T>>();
  return (variables, from, derive) => {
    const known: Derived<T> = runs.get(variables) ?? new Map();
    runs.set(variables, known);
    const key = known.get(from) ?? derive();
    known.set(from, key);
    return key;
  };
}
