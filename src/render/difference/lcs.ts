import type { Outcome } from '../../model/run.ts';
import { words } from '../report/words.ts';

/** One step from the old sequence to the new one. */
export type Step<T> = { readonly kind: 'same' | 'removed' | 'added'; readonly item: T };

// The table below has this many cells at most; beyond, what lies between the equal ends counts as replaced.
const maxCells = 250_000;

/** The steps from one sequence to another, keeping as much as possible. */
export function longestCommon<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
): readonly Step<T>[] {
  const old = before.map(key);
  const next = after.map(key);
  const head = commonHead(old, next);
  const tail = commonHead(old.slice(head).reverse(), next.slice(head).reverse());
  const same = (items: readonly T[]): readonly Step<T>[] => items.map((item) => ({ kind: 'same', item }));
  return [
    ...same(before.slice(0, head)),
    ...middleSteps(before.slice(head, before.length - tail), after.slice(head, after.length - tail), key),
    ...same(before.slice(before.length - tail)),
  ];
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  let index = 0;
  while (index < end && a[index] === b[index]) index += 1;
  return index;
}

function middleSteps<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): readonly Step<T>[] {
  if (before.length === 0 || after.length === 0 || (before.length + 1) * (after.length + 1) > maxCells) {
    return [
      ...before.map((item): Step<T> => ({ kind: 'removed', item })),
      ...after.map((item): Step<T> => ({ kind: 'added', item })),
    ];
  }
  return walk(before, after, key);
}

function walk<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): readonly Step<T>[] {
  const old = before.map(key);
  const next = after.map(key);
  const width = next.length + 1;
  const lengths = commonLengths(old, next);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  const steps: Step<T>[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      steps.push({ kind: 'same', item: after[j] as T });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === next.length || at(i + 1, j) >= at(i, j + 1))) {
      steps.push({ kind: 'removed', item: before[i] as T });
      i += 1;
    } else {
      steps.push({ kind: 'added', item: after[j] as T });
      j += 1;
    }
  }
  return steps;
}

// Cell (i, j): the length of the longest common part of what follows i in the old and j in the new sequence.
function commonLengths(old: readonly string[], next: readonly string[]): Uint32Array {
  const width = next.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = next.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = old[i] === next[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return lengths;
}

/** Whether more than half of two texts differs, so that marking the words would show little but marks. */
export function isMostlyDifferent(before: string, after: string): boolean {
  const steps = longestCommon(words(before), words(after), (word) => word);
  const letters = (kind: 'same' | 'other'): number =>
    steps
      .filter((step) => (step.kind === 'same') === (kind === 'same'))
      .reduce((length, { item }) => length + item.replace(/[^\p{L}\p{N}_]/gu, '').length, 0);
  // What stays is in both texts, what goes or comes is in one.
  return letters('other') > letters('same') * 2;
}

/** Whether a call failed only in that live holds something else than was written: the write itself took place. */
export function isWrittenOtherwise({ status, code }: Outcome): boolean {
  return status === 'failed' && (code === 'type-changed' || code === 'not-as-written');
}
