/** Work in pieces: it yields between them. */
export type Pieces<T> = Generator<void, T>;

/** Does it without a pause. */
export function atOnce<T>(pieces: Pieces<T>): T {
  for (;;) {
    const step = pieces.next();
    if (step.done === true) return step.value;
  }
}

/** Does it with a turn of the event loop between two pieces, so that requests under way go on. */
export async function inTurns<T>(pieces: Pieces<T>): Promise<T> {
  for (;;) {
    const step = pieces.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
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
