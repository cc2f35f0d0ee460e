import type { Traffic } from '../../workflows/context.ts';

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
