import type { Source } from './source.ts';

/** What is wrong with a file, or with how capstan was called: what, where, and what to do. Never quotes a value. */
export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly cure: string;
  /** null when the trouble has no place in a file. */
  readonly source: Source | null;
};
