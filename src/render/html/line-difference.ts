import { longestCommon } from '../longest-common.ts';
import { type MarkedPart, markedParts } from './marked-parts.ts';

/** A line of one of two texts; `number` counts from 1. */
export type Line = { readonly number: number; readonly parts: readonly MarkedPart[] };

export type LinePair =
  | { readonly kind: 'same'; readonly before: Line; readonly after: Line }
  | { readonly kind: 'differs'; readonly before: Line | null; readonly after: Line | null }
  /** Lines that are the same and far from any that is not. */
  | { readonly kind: 'gap'; readonly lines: readonly string[] };

// How many equal lines stay visible on either side of a difference.
const context = 3;

/** Two texts side by side, line by line, with the words marked that differ. */
export function lineDifference(before: readonly string[], after: readonly string[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  const waiting: { old: string[]; next: string[] } = { old: [], next: [] };
  let [oldNumber, nextNumber] = [0, 0];
  const flush = (): void => {
    for (let index = 0; index < Math.max(waiting.old.length, waiting.next.length); index += 1) {
      const [old, next] = [waiting.old[index], waiting.next[index]];
      if (old !== undefined) oldNumber += 1;
      if (next !== undefined) nextNumber += 1;
      pairs.push(differing(old, next, oldNumber, nextNumber));
    }
    waiting.old = [];
    waiting.next = [];
  };
  for (const { kind, item } of longestCommon(before, after, (line) => line)) {
    if (kind === 'removed') waiting.old.push(item);
    else if (kind === 'added') waiting.next.push(item);
    else {
      flush();
      [oldNumber, nextNumber] = [oldNumber + 1, nextNumber + 1];
      pairs.push({ kind, before: plainLine(oldNumber, item), after: plainLine(nextNumber, item) });
    }
  }
  flush();
  return withGaps(pairs);
}

function plainLine(number: number, text: string): Line {
  return { number, parts: [{ text, changed: false }] };
}

function differing(
  old: string | undefined,
  next: string | undefined,
  oldNumber: number,
  nextNumber: number,
): Extract<LinePair, { readonly kind: 'differs' }> {
  const { before, after } = markedParts(old ?? '', next ?? '');
  return {
    kind: 'differs',
    before: old === undefined ? null : { number: oldNumber, parts: before },
    after: next === undefined ? null : { number: nextNumber, parts: after },
  };
}

function withGaps(pairs: readonly LinePair[]): readonly LinePair[] {
  const changed = pairs.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const near = new Set(
    changed.flatMap((index) => Array.from({ length: 2 * context + 1 }, (_, at) => index - context + at)),
  );
  const shown: LinePair[] = [];
  let folded: LinePair[] = [];
  const unfold = (): void => {
    // One line takes as much room as the note that it is left out.
    if (folded.length < 2) shown.push(...folded);
    else shown.push({ kind: 'gap', lines: folded.map(textOf) });
    folded = [];
  };
  pairs.forEach((pair, index) => {
    if (!near.has(index)) folded.push(pair);
    else {
      unfold();
      shown.push(pair);
    }
  });
  unfold();
  return shown;
}

function textOf(pair: LinePair): string {
  return pair.kind === 'same' ? pair.before.parts.map(({ text }) => text).join('') : '';
}
