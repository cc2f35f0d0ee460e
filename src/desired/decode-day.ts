import type { Decoding } from './decoding.ts';
import { type Located, textOf } from './located.ts';

/** How far ahead an end may be: what is renewed each year is not forgotten. */
const maxDaysAhead = 366;
const dayMs = 24 * 60 * 60 * 1000;

/** The last day that an end in a file may name, as seen from a day. */
export function lastDayFrom(today: string): string {
  return new Date(Date.parse(today) + maxDaysAhead * dayMs).toISOString().slice(0, 10);
}

/** A real day as YYYY-MM-DD, not too far ahead; undefined when there is none. Its form was held against the schema. */
export function decodeDay(node: Located | undefined, { lastDay, problems }: Decoding): string | undefined {
  const text = textOf(node);
  if (node === undefined || text === undefined || !/^\d{4}-\d{2}-\d{2}$/u.test(text)) return undefined;
  if (!isRealDay(text)) {
    problems.add('bad-date', node.source, 'there is no such day', 'Write a day of the calendar as YYYY-MM-DD.');
    return undefined;
  }
  if (lastDay === null || text <= lastDay) return text;
  const cure = `Choose a day at most ${maxDaysAhead} days from today, and renew the entry when it is still needed.`;
  problems.add('bad-date', node.source, 'this day is too far ahead', cure);
  return undefined;
}

// Some parsers turn 30 February into 1 March: only a day that comes back as it went in is one.
function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
