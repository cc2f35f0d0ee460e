import { diffArrays } from 'diff';
import { words } from '../report/words.ts';

/** One step from the old sequence to the new one. */
export type DiffStep<T> = { readonly kind: 'same' | 'removed' | 'added'; readonly item: T };

/**
 * The maximum number of edits; time grows with its square. Texts with more edits count as replaced between their equal
 * ends. Words are compared often, once per pair of lines; lines are compared once.
 */
const maxEdits = { lines: 500, words: 120 };

/** The steps from one sequence to another, keeping as much as possible. Items with the same `key` are equal. */
export function stepsBetween<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
  of: keyof typeof maxEdits = 'lines',
): readonly DiffStep<T>[] {
  const [old, next] = [before.map(key), after.map(key)];
  const head = commonHead(old, next);
  const tail = commonHead(old.slice(head).reverse(), next.slice(head).reverse());
  const middle = { old: old.slice(head, old.length - tail), next: next.slice(head, next.length - tail) };
  const kinds = [
    ...Array<'same'>(head).fill('same'),
    ...kindsBetween(middle.old, middle.next, maxEdits[of]),
    ...Array<'same'>(tail).fill('same'),
  ];
  return withItems(kinds, before, after);
}

/** The steps between two texts, word by word. */
export function wordSteps(before: string, after: string): readonly DiffStep<string>[] {
  return stepsBetween(words(before), words(after), (word) => word, 'words');
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  let index = 0;
  while (index < end && a[index] === b[index]) index += 1;
  return index;
}

type Kind = DiffStep<unknown>['kind'];

function kindsBetween(old: readonly string[], next: readonly string[], maxEditLength: number): readonly Kind[] {
  const replaced = [...Array<Kind>(old.length).fill('removed'), ...Array<Kind>(next.length).fill('added')];
  if (old.length === 0 || next.length === 0) return replaced;
  const runs = diffArrays([...old], [...next], { maxEditLength });
  return runs === undefined
    ? replaced
    : runs.flatMap(({ added, removed, count }) =>
        Array<Kind>(count).fill(added ? 'added' : removed ? 'removed' : 'same'),
      );
}

function withItems<T>(kinds: readonly Kind[], before: readonly T[], after: readonly T[]): readonly DiffStep<T>[] {
  let [old, next] = [0, 0];
  return kinds.map((kind): DiffStep<T> => {
    const item = (kind === 'removed' ? before[old] : after[next]) as T;
    if (kind !== 'added') old += 1;
    if (kind !== 'removed') next += 1;
    return { kind, item };
  });
}

/** Whether more than half of two texts differs, so that nearly everything would be marked. */
export function isMostlyDifferent(steps: readonly DiffStep<string>[]): boolean {
  const letters = (kind: 'same' | 'other'): number =>
    steps
      .filter((step) => (step.kind === 'same') === (kind === 'same'))
      .reduce((length, { item }) => length + item.replace(/[^\p{L}\p{N}_]/gu, '').length, 0);
  // Kept items are in both texts, removed and added items in one.
  return letters('other') > letters('same') * 2;
}
