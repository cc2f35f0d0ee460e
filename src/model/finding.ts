import type { Target } from './address.ts';

/** `refuse`: the plan is blocked. `warning`: someone should look. `info`: good to know. */
export type Severity = 'refuse' | 'warning' | 'info';

/** A message of a guard. Its texts contain no secret value. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, without a full stop. */
  readonly fact: string;
  /** The cure; '' if there is none. */
  readonly cure: string;
  /** Why it does not refuse here, as it otherwise would: an entry of `allow`, or an undo. */
  readonly note?: string;
  readonly target: Target;
  readonly source: Source | null;
  /** false: no entry of `allow` can allow it, although other findings of its guard can be allowed. */
  readonly overridable?: false;
};

/** A finding in one sentence, as in plans. */
export function findingText({ fact, cure, note }: Finding): string {
  return `${fact}${cure === '' ? '' : `; ${cure}`}${note === undefined ? '' : ` (${note})`}`;
}

/** A problem of a file, or of the command line: what, where, and what to do. Never quotes a value. */
export type Problem = {
  /** One of the codes in docs/reference/codes.md, which keep their meaning. */
  readonly code: string;
  /** What is wrong, in a sentence for people. */
  readonly message: string;
  /** The cure; '' if there is none. */
  readonly cure: string;
  /** null if the problem has no location in a file. */
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
