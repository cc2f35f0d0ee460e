/** Lets so many through at a time; the rest wait in order. */
export type Gate = {
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Halves what may be under way from now on, down to one: for a service that says it is too much. */
  narrow(): void;
};

/** A gate for `width` at a time. */
export function createGate(width: number): Gate {
  let allowed = width;
  let inside = 0;
  const waiting: (() => void)[] = [];

  function leave(): void {
    inside -= 1;
    while (inside < allowed) {
      const next = waiting.shift();
      if (next === undefined) return;
      inside += 1;
      next();
    }
  }

  async function enter(): Promise<void> {
    if (inside < allowed) {
      inside += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  }

  return {
    async pass(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    narrow() {
      allowed = Math.max(1, Math.floor(allowed / 2));
    },
  };
}
