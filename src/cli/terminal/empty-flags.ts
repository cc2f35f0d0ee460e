import { endWith } from '../../workflows/ending.ts';

/** Flags that say themselves what an empty value lacks, and the digest of a comment that was not made before. */
const others: readonly string[] = ['file', 'baseline', 'expect-digest', 'only', 'previous-digest'];

/**
 * Ends where the value of a flag is empty: most likely a shell variable that is not set. An empty name of a folder would
 * be the working folder.
 */
export function refuseEmptyFlags(parsed: Readonly<Record<string, unknown>>): void {
  const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.includes(''));
  const name = Object.keys(parsed).find((flag) => !others.includes(flag) && isEmpty(parsed[flag]));
  if (name === undefined) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `The value of --${name} is empty.`,
    cure: 'Give a value, or leave the flag out. If a shell variable holds the value, set it.',
  });
}
