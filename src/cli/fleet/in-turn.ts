/** Work that is done for many things at the same time, and told of in their order. */
export type InTurn<T> = {
  /** Things that have to wait for each other, in order; each of them by its place in the whole. */
  readonly groups: readonly (readonly number[])[];
  /** How many groups are at work at the same time. */
  readonly width: number;
  readonly work: (place: number) => Promise<T>;
  /** Is told of each in the order of the places, as soon as all before it are told. When it fails, no other work begins. */
  readonly tell: (result: T, place: number) => Promise<void>;
};

/** Does all the work, whatever becomes of a part of it. Resolves when all of it is done and told. `work` does not fail. */
export async function inTurn<T>({ groups, width, work, tell }: InTurn<T>): Promise<void> {
  const slots = new Map(groups.flat().map((place) => [place, slot<T>()] as const));
  const waiting = [...groups];
  let heard = true;
  async function worker(): Promise<void> {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      for (const place of group) if (heard) slots.get(place)?.fill(await work(place));
    }
  }
  const places = [...slots.keys()].sort((a, b) => a - b);
  const told = tellAll(places, slots, tell);
  told.catch(() => {
    heard = false;
  });
  await Promise.all(Array.from({ length: Math.min(width, groups.length) }, worker));
  await told;
}

async function tellAll<T>(
  places: readonly number[],
  slots: Map<number, Slot<T>>,
  tell: InTurn<T>['tell'],
): Promise<void> {
  for (const place of places) {
    const filled = await slots.get(place)?.filled;
    // What is told of is held no longer.
    slots.delete(place);
    if (filled !== undefined) await tell(filled.value, place);
  }
}

type Slot<T> = { readonly filled: Promise<{ readonly value: T }>; readonly fill: (value: T) => void };

function slot<T>(): Slot<T> {
  let fill: Slot<T>['fill'] = () => {};
  const filled = new Promise<{ readonly value: T }>((resolve) => {
    fill = (value) => resolve({ value });
  });
  return { filled, fill };
}
