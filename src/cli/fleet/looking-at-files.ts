import { paced } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';

/** Reports how many files of a run were checked. */
export type Looking = {
  /** One more file was checked. */
  readonly next: () => void;
  /** All files were checked. */
  readonly close: () => void;
};

// A few files take too little time to report.
const firstTellMs = 1_000;
const drawEveryMs = 100;

/** On a terminal, one line that is redrawn; in a log, a line at intervals; nothing for a few files or with --quiet. */
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
