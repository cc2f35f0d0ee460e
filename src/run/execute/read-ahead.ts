import type { Read } from '../../service/interface.ts';
import type { Resource } from '../resources/resource.ts';
import { readAheadMaxAgeMs } from './limits.ts';

/** The first read of a step; the step before may start it, or drop it. */
export type Ahead = {
  readonly start: () => void;
  /** The read is not used. */
  readonly drop: () => void;
  /** Resolves when no started read is pending. */
  readonly settled: () => Promise<void>;
};

type Started<F> = { readonly read: Promise<Read<F>>; readonly arrived: () => Date | null };

/**
 * A resource whose first read may be started ahead. Its first `read` returns that one, unless it was dropped or is too
 * old; each further `read` sends a request.
 */
export function readableAhead<F>(
  resource: Resource<F>,
  now: () => Date,
): { readonly ahead: Ahead; readonly resource: Resource<F> } {
  let started: Started<F> | null = null;
  let settled: Promise<void> = Promise.resolve();
  const ahead: Ahead = {
    start: () => {
      started = startRead(resource, now);
      settled = started.read.then(ignore, ignore);
    },
    drop: () => {
      started = null;
    },
    settled: () => settled,
  };
  const read = async (): Promise<Read<F>> => {
    const early = started;
    started = null;
    return (early === null ? null : await usable(early, now)) ?? resource.read();
  };
  return { ahead, resource: { ...resource, read } };
}

function startRead<F>(resource: Resource<F>, now: () => Date): Started<F> {
  let arrived: Date | null = null;
  const read = resource.read().finally(() => {
    arrived = now();
  });
  return { read, arrived: () => arrived };
}

/** null: it must be read again. */
async function usable<F>({ read, arrived }: Started<F>, now: () => Date): Promise<Read<F> | null> {
  const early = await read;
  const ageMs = now().getTime() - (arrived()?.getTime() ?? Number.NaN);
  // A clock that was set back shows no age.
  return ageMs >= 0 && ageMs <= readAheadMaxAgeMs ? early : null;
}

function ignore(): void {
  // A failure is handled by the step that uses the read.
}
