import { shortened } from '../../render/text/value-text.ts';
import type { Traffic } from '../../workflows/context.ts';
import { createStep } from './step.ts';

/** Where progress is told: lines that are drawn over and over, or lines one below the other; neither: nowhere. */
export type ProgressPlace = {
  readonly now: () => number;
  /** Draws in the place of what was drawn before; '' takes that away. */
  readonly draw: ((text: string) => void) | null;
  readonly line: ((text: string) => void) | null;
  /** Columns of a line that is drawn, and how many lines there may be. */
  readonly columns: number;
  readonly rows: number;
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

/** Gives whether it is time for another line in a log. `news`: what the last line did not have is worth one sooner. */
export function paced(
  now: () => number,
  firstMs = firstLineMs,
): { begin: () => void; isDue: (news: string) => boolean } {
  let [beganMs, toldMs, told] = [0, 0, ''];
  return {
    begin: () => {
      [beganMs, toldMs, told] = [now(), now(), ''];
    },
    isDue: (news) => {
      const everyMs = news === told ? sameEveryMs : newsEveryMs;
      if (now() - beganMs < firstMs || now() - toldMs < everyMs) return false;
      [toldMs, told] = [now(), news];
      return true;
    },
  };
}

export function createProgress({ now, draw, line, columns }: ProgressPlace): Progress {
  const step = createStep(now);
  const pace = paced(now);
  const tell = (): void => {
    if (step.underWay() === '') return;
    draw?.(shortened(step.state(), columns - 1));
    if (line !== null && pace.isDue(step.trouble())) line(`${step.state()}\n`);
  };
  const then = <A extends readonly unknown[]>(hear: (...said: A) => void): ((...said: A) => void) => {
    return (...said) => {
      hear(...said);
      tell();
    };
  };
  return {
    step: (text) => {
      step.begin(text);
      pace.begin();
      draw?.(text);
    },
    underWay: step.underWay,
    tick: tell,
    answered: then(step.answered),
    again: then(step.again),
    queued: step.queued,
  };
}
