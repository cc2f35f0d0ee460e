import type { Source } from './source.ts';

/** What is wrong with a file, or with how capstan was called: what, where, and what to do. Never quotes a value. */
export type Problem = {
  /** One of the codes in docs/reference/codes.md, which keep their meaning. */
  readonly code: string;
  /** What is wrong, in a sentence for people. */
  readonly message: string;
  /** What to do about it; '' when there is nothing to say. */
  readonly cure: string;
  /** null when the trouble has no place in a file. */
  readonly source: Source | null;
};
