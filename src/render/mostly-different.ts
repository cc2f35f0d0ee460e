import { longestCommon } from './longest-common.ts';
import { words } from './words.ts';

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
