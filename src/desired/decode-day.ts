import type { Decoding } from './decoding.ts';
import { type Located, textOf } from './located.ts';

/** A real day as YYYY-MM-DD; undefined when there is none. Its form was held against the schema. */
export function decodeDay(node: Located | undefined, { problems }: Decoding): string | undefined {
  const text = textOf(node);
  if (node === undefined || text === undefined || !/^\d{4}-\d{2}-\d{2}$/u.test(text)) return undefined;
  if (!isRealDay(text)) {
    problems.add('bad-date', node.source, 'there is no such day', 'Write a day of the calendar as YYYY-MM-DD.');
    return undefined;
  }
  return text;
}

// Some parsers turn 30 February into 1 March: only a day that comes back as it went in is one.
function isRealDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
