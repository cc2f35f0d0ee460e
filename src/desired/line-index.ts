import type { Source } from '../core/model/source.ts';

/** Turns offsets in a text into places, for one file. */
export type LineIndex = (offset: number) => Source;

/** Reads the text once; each place then costs a binary search. */
export function indexLines(file: string, text: string): LineIndex {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    const bounded = Math.max(0, Math.min(offset, text.length));
    const line = lastAtOrBefore(starts, bounded);
    return { file, line: line + 1, column: bounded - (starts[line] ?? 0) + 1 };
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
