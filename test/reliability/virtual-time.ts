/** Time that passes only when someone waits for it. */
export type VirtualTime = {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** The bound of one request, by which its timer is known among all timers. */
  readonly requestTimeoutMs: number;
  /** Says that a request will never be answered: once nothing else is under way, its timer goes off. */
  readonly silenced: () => void;
  readonly restore: () => void;
};

type Hooks = { readonly onSleep: () => Promise<void> };

/**
 * Takes over the timers that bound a request. No such timer ever goes off by the clock, so that a slow machine changes
 * nothing; those of silenced requests go off as soon as every other request has its answer.
 */
export function virtualTime({ onSleep }: Hooks): VirtualTime {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  // No other timer has this length.
  const requestTimeoutMs = 119_993;
  const open = new Map<object, () => void>();
  let nowMs = Date.parse('2026-11-21T00:00:00Z');
  let silent = 0;

  function settle(): void {
    if (silent === 0 || open.size > silent) return;
    const late = [...open.values()];
    open.clear();
    silent = 0;
    nowMs += requestTimeoutMs;
    for (const goOff of late) setImmediate(goOff);
  }

  globalThis.setTimeout = ((callback: (...values: unknown[]) => void, ms?: number, ...rest: unknown[]) => {
    if (ms !== requestTimeoutMs) return real.setTimeout(callback, ms, ...rest);
    const handle = real.setTimeout(() => undefined, 0);
    open.set(handle, callback);
    return handle;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((handle: NodeJS.Timeout | undefined) => {
    if (handle !== undefined && open.delete(handle)) settle();
    real.clearTimeout(handle);
  }) as typeof clearTimeout;

  return {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
      await onSleep();
    },
    requestTimeoutMs,
    silenced: () => {
      silent += 1;
      settle();
    },
    restore: () => Object.assign(globalThis, real),
  };
}
