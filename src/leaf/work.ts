/**
 * A function that does its work once for each object that it is given. For objects that never change: what is made of a
 * list can then be asked for by everyone who holds the list, and is made once.
 */
export function remembered<A extends object, R extends object>(make: (of: A) => R): (of: A) => R {
  const made = new WeakMap<A, R>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}

// A plan of 40,000 keys would make what it remembers anew again and again with a fifth of it.
const mostRemembered = 50_000;

/**
 * The same for texts that come again and again, such as the names of keys, which every client has. It begins again when
 * it holds `most` of them.
 */
export function rememberedByText<R>(make: (text: string) => R, most: number = mostRemembered): (text: string) => R {
  const made = new Map<string, R>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined || made.has(text)) return known as R;
    const fresh = make(text);
    if (made.size >= most) made.clear();
    made.set(text, fresh);
    return fresh;
  };
}

/** Waits, in milliseconds; until the signal fires, where that is earlier. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** By the clock of the machine. No timer stays behind a signal. */
export function sleepMs(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const forget = signal === undefined ? () => {} : whenAborted(signal, end);
  });
}

const hearers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Listens to the signal until the returned function is called. One listener for all: reads that pause and applications of
 * a run share a signal, and of more than ten listeners Node warns the user.
 */
export function whenAborted(signal: AbortSignal, hear: () => void): () => void {
  const all = hearers.get(signal) ?? new Set();
  if (!hearers.has(signal)) {
    hearers.set(signal, all);
    signal.addEventListener('abort', () => all.forEach((each) => void each()), { once: true });
  }
  all.add(hear);
  return () => void all.delete(hear);
}

/** Makes a value when it is first asked for, and keeps it. */
export function once<R>(make: () => R): () => R {
  let made: { readonly value: R } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Lets requests under way go on, between two pieces of work. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

// undici sends the next request of a connection in the third turn after a response.
const turnsOfRequest = 3;

/** Before a longer piece of work: lets requests leave that waited for a connection, so that it is done while they are under way. */
export async function requestsLeave(): Promise<void> {
  for (let turn = 0; turn < turnsOfRequest; turn += 1) await nextTurn();
}
