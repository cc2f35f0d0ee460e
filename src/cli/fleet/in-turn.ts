import { visibleText } from '../../render/escape/visible-text.ts';
import type { Step } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';

/** Work that runs in parallel and is reported in order. */
type InTurn<T> = {
  /** Groups of items that have to run one after the other; each item by its index in the whole. */
  readonly groups: readonly (readonly number[])[];
  /** How many groups run at the same time. */
  readonly width: number;
  readonly work: (place: number) => Promise<T>;
  /** Called for each item in order, as soon as all items before it are reported. If it fails, no other work starts. */
  readonly tell: (result: T, place: number) => Promise<void>;
};

/**
 * Does all the work, even if a part of it fails. Resolves when everything is done and reported. `work` does not fail.
 */
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
    // A reported result is released.
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

/** A session whose output waits for its turn. */
export type HeldBack = {
  readonly session: Session;
  /** Whether anything was said that stands outside of the result. */
  readonly isEmpty: () => boolean;
  /** Prints everything in its original order. */
  readonly say: () => Promise<void>;
};

/**
 * A session for one of several applications that run at the same time. It buffers output, which would otherwise mix
 * with that of the others. `step`: where its progress goes; null: nowhere, because one progress line cannot show
 * several applications.
 */
export function heldBack(session: Session, step: Step | null): HeldBack {
  const words: (() => Promise<void>)[] = [];
  const later = (say: (text: string) => Promise<void>) => async (text: string) => {
    if (text !== '') words.push(() => say(text));
  };
  return {
    session: {
      ...session,
      stdout: later(session.stdout),
      stderr: later(session.stderr),
      notice: later(session.notice),
      progress: step?.begin ?? (() => {}),
      underWay: step?.underWay ?? (() => ''),
      traffic: step ?? undefined,
      requests: session.requests.fork(),
    },
    isEmpty: () => words.length === 0,
    say: async () => {
      for (const say of words.splice(0)) await say();
    },
  };
}

/** The heading above the output of one application. */
export function heading({ name, file }: { readonly name: string; readonly file: string }): string {
  return `== ${visibleText(name === file ? file : `${name}: ${file}`)}\n`;
}
