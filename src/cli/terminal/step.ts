import type { Traffic } from '../../workflows/context.ts';

/** One piece of work: what it does, how far it is, and what it waits for. */
export type Step = Traffic & {
  readonly queued: (waiting: number) => void;
  /** What is under way now; '' when it is over. */
  readonly begin: (text: string) => void;
  /** What `begin` was told last. */
  readonly underWay: () => string;
  /** In a line, with the seconds since it began. */
  readonly state: () => string;
  /** Why a read is tried again; '' when none is. */
  readonly trouble: () => string;
  readonly seconds: () => number;
};

/** A step that did not begin. `now`: in milliseconds. */
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
