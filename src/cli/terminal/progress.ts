import { shortened } from '../../render/text/value-text.ts';
import type { Traffic } from '../../workflows/context.ts';

/** Where progress is told: a line that is drawn over and over, or lines one below the other; neither: nowhere. */
export type ProgressPlace = {
  readonly now: () => number;
  readonly draw: ((text: string) => void) | null;
  readonly line: ((text: string) => void) | null;
  /** Columns of the line that is drawn. */
  readonly columns: number;
};

/** Says what is under way, how far it is, and what it waits for. */
export type Progress = Traffic & {
  /** What is under way now; '' when it is over. */
  readonly step: (text: string) => void;
  /** What `step` was told last. */
  readonly underWay: () => string;
  /** Time passes. */
  readonly tick: () => void;
};

// A short wait is not worth a line in a log.
const firstLineMs = 5_000;
const newsEveryMs = 2_000;
const sameEveryMs = 10_000;

export function createProgress({ now, draw, line, columns }: ProgressPlace): Progress {
  let text = '';
  let [beganMs, toldMs, done] = [0, 0, 0];
  let [waiting, told] = ['', ''];

  const state = (): string => {
    const what = waiting === '' ? requestsText(done) : waiting;
    return `${text} ${what}, ${Math.floor((now() - beganMs) / 1000)} s`;
  };
  const tell = (): void => {
    if (text === '') return;
    draw?.(shortened(state(), columns - 1));
    const everyMs = waiting === told ? sameEveryMs : newsEveryMs;
    if (line === null || now() - beganMs < firstLineMs || now() - toldMs < everyMs) return;
    [toldMs, told] = [now(), waiting];
    line(`${state()}\n`);
  };
  return {
    step: (next) => {
      [text, beganMs, toldMs, done, waiting, told] = [next, now(), now(), 0, '', ''];
      draw?.(next);
    },
    underWay: () => text,
    tick: tell,
    answered: () => {
      [done, waiting] = [done + 1, ''];
      tell();
    },
    again: ({ tries, of, status }) => {
      waiting = `${status === null ? 'no reply yet' : `the service answered ${status}`}, try ${tries} of ${of}`;
      tell();
    },
  };
}

function requestsText(done: number): string {
  if (done === 0) return 'no reply yet';
  return done === 1 ? '1 request done' : `${done} requests done`;
}
