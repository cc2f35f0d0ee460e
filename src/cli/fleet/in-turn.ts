import { visibleText } from '../../render/escape/visible-text.ts';
import type { Session } from '../terminal/session.ts';
import type { Step } from '../terminal/step.ts';

/** Work that is done for many things at the same time, and told of in their order. */
type InTurn<T> = {
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

/** A session whose words wait until it is their turn. */
export type HeldBack = {
  readonly session: Session;
  /** Says all of it, in the order in which it was said. */
  readonly say: () => Promise<void>;
};

/**
 * A session for one application among several that run at the same time. What it says would stand between their lines.
 * `step`: where its progress goes; null: nowhere, since a line that the next one replaces is not for several at once.
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
    say: async () => {
      for (const say of words.splice(0)) await say();
    },
  };
}

/** The line above what is said of one application. */
export function heading({ name, file }: { readonly name: string; readonly file: string }): string {
  return `== ${visibleText(name === file ? file : `${name}: ${file}`)}\n`;
}
