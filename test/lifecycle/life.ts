/** One process of the program, which may end at any moment: whatever it does next then never happens. */
export type Life = {
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** Resolves when the life ends. */
  readonly over: Promise<'killed'>;
  /** The work of a seam to the outside: after the end it never comes to a result. */
  readonly seam: <T>(work: () => Promise<T>) => Promise<T>;
};

export function makeLife(): Life {
  let ended = false;
  let tell: (word: 'killed') => void = () => undefined;
  const over = new Promise<'killed'>((resolve) => {
    tell = resolve;
  });
  return {
    over,
    isOver: () => ended,
    end: () => {
      ended = true;
      tell('killed');
    },
    seam: async (work) => {
      if (ended) return never();
      const result = await work();
      return ended ? never() : result;
    },
  };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
