import type { CommonFlags } from './session.ts';

const details = { quiet: 'summary', normal: 'short', verbose: 'whole' } as const;

/** How much people want to see, by `--quiet` and `--verbose`. */
export function detailOf({ voice }: Pick<CommonFlags, 'voice'>): (typeof details)[CommonFlags['voice']] {
  return details[voice];
}
