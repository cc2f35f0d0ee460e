import type { Target } from './address.ts';

/** `refuse`: the plan is blocked. `warning`: someone should look. `info`: good to know. */
export type Severity = 'refuse' | 'warning' | 'info';

/** What a guard says. Its texts name no secret value. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, without a full stop. */
  readonly fact: string;
  /** What to do about it; '' when there is nothing to say. */
  readonly cure: string;
  /** Why it does not refuse here, although it would: an entry of `allow`, or an undo. */
  readonly note?: string;
  readonly target: Target;
  readonly source: Source | null;
  /** false: no entry of `allow` lets it pass, though its guard has one for other findings. */
  readonly overridable?: false;
};

/** A finding in one sentence, as plans hold it. */
export function findingText({ fact, cure, note }: Finding): string {
  return `${fact}${cure === '' ? '' : `; ${cure}`}${note === undefined ? '' : ` (${note})`}`;
}

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

/** A place in a file. */
export type Source = {
  /** Its path, from the working folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
};
