import { paced } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';

/** Tells how many of the files of a run were looked at. */
export type Looking = {
  /** One more was. */
  readonly next: () => void;
  /** All were. */
  readonly close: () => void;
};

// A few files take no time that anyone would ask about.
const firstTellMs = 1_000;
const drawEveryMs = 100;

/** On a terminal a line that is drawn anew, in a log a line now and then; nothing where they are few or no one looks. */
export function lookingAtFiles({ place }: Pick<Session, 'place'>, total: number): Looking {
  if (place === undefined) return { next: () => {}, close: () => {} };
  const { now, draw, line } = place;
  const pace = paced(now);
  const beganMs = now();
  let [done, drawnMs] = [0, beganMs + firstTellMs - drawEveryMs];
  pace.begin();
  return {
    next: () => {
      done += 1;
      if (now() - drawnMs < drawEveryMs) return;
      drawnMs = now();
      const text = `Looking at the files: ${done} of ${total}, ${Math.floor((now() - beganMs) / 1000)} s`;
      draw?.(text);
      if (line !== null && pace.isDue(text)) line(`${text}\n`);
    },
    close: () => draw?.(''),
  };
}
