import { shortened } from '../../render/text/value-text.ts';
import type { Traffic } from '../../workflows/context.ts';
import { createStep } from './step.ts';

/** Where progress is shown: redrawn lines, or appended lines; neither: nowhere. */
export type ProgressPlace = {
  readonly now: () => number;
  /** Redraws; '' clears what was drawn before. */
  readonly draw: ((text: string) => void) | null;
  readonly line: ((text: string) => void) | null;
  /** The width of a line, and the number of lines available. */
  readonly columns: number;
  readonly rows: number;
};

/** Shows the current step, its progress, and what it waits for. */
export type Progress = Traffic & {
  /** The current step; '' when it ends. */
  readonly step: (text: string) => void;
  /** The last argument of `step`. */
  readonly underWay: () => string;
  /** Called every second. */
  readonly tick: () => void;
};

// A short wait needs no line in a log.
const firstLineMs = 5_000;
const newsEveryMs = 2_000;
const sameEveryMs = 10_000;

/** Returns whether a log needs another line now. `news`: a new fact is logged sooner. */
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
