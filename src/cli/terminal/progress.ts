import { shortened } from '../../render/text/value-text.ts';
import type { Traffic } from '../../workflows/context.ts';

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
type Progress = Traffic & {
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

/** The progress of one piece of work: its step, its requests, and what it waits for. */
export type Step = Traffic & {
  readonly queued: (waiting: number) => void;
  /** The current step; '' when it ends. */
  readonly begin: (text: string) => void;
  /** The last argument of `begin`. */
  readonly underWay: () => string;
  /** The progress in one line, with the seconds since the start. */
  readonly state: () => string;
  /** Why a read is retried; '' if none is. */
  readonly trouble: () => string;
  readonly seconds: () => number;
};

/** A step that has not started. `now`: in milliseconds. */
export function createStep(now: () => number): Step {
  let [text, trouble] = ['', ''];
  let [beganMs, done, waiting] = [0, 0, 0];
  const seconds = (): number => Math.floor((now() - beganMs) / 1000);
  return {
    begin: (next) => {
      [text, trouble, beganMs, done] = [next, '', now(), 0];
    },
    underWay: () => text,
    trouble: () => trouble,
    seconds,
    state: () => `${text} ${trouble === '' ? requestsText(done, waiting) : trouble}, ${seconds()} s`,
    answered: () => {
      [done, trouble] = [done + 1, ''];
    },
    again: ({ tries, of, status }) => {
      trouble = `${status === null ? 'no reply yet' : `the service answered ${status}`}, try ${tries} of ${of}`;
    },
    queued: (count) => {
      waiting = count;
    },
  };
}

function requestsText(done: number, waiting: number): string {
  const queue = waiting === 0 ? '' : `, ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for the limit of the host`;
  if (done === 0) return waiting === 0 ? 'no reply yet' : `no reply yet${queue}`;
  return `${done === 1 ? '1 request done' : `${done} requests done`}${queue}`;
}
