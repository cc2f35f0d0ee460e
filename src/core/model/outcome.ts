import type { Value } from './value.ts';

/** A key that the service keeps in another form than was written: trimmed, sorted, in other case. */
export type Stored = { readonly target: string; readonly value: Value };

/** What became of a call. */
export type Outcome = {
  readonly call: string;
  readonly status: 'done' | 'failed' | 'not-run' | 'unknown';
  /** Whether the new values were seen afterwards. False with `done`: not yet visible within the bound. */
  readonly verified: boolean;
  /**
   * What the last read after the call showed: all that it wrote, what was there before, a part of both, or something
   * else. null: nothing was read back. For an `unknown` call this is all that is known.
   */
  readonly seen: 'new' | 'old' | 'part' | 'other' | null;
  /** Why, in a sentence for people; null when all went well. Names no secret. */
  readonly reason: string | null;
  readonly code: string | null;
  /** The keys that the service keeps in another form; left out: none. */
  readonly stored?: readonly Stored[];
};

/** The end of a run in one word; everything but `done` and `in-sync` needs somebody to look. */
export type Result =
  | 'in-sync'
  | 'done'
  /** A guard refused: nothing was sent. */
  | 'refused'
  /** Live changed since the plan, seen before the first write. */
  | 'stale'
  /** No write took place: no service, a caller that it refused, no journal, or no time; see `stoppedBy`. */
  | 'failed'
  | 'interrupted'
  | 'partial'
  | 'unknown'
  | 'side-effects'
  /** Carried out, and the service keeps a value in another form than the file has it. */
  | 'stored-otherwise'
  | 'unverified';

/** Something that differs after the run although the plan does not touch it. */
export type SideEffect = { readonly target: string; readonly message: string };

/** What one apply did. */
export type RunReport = {
  readonly run: { readonly id: string };
  readonly result: Result;
  /** One for each call of the plan, in the plan's order. */
  readonly outcomes: readonly Outcome[];
  readonly sideEffects: readonly SideEffect[];
  /** Keys outside the plan that somebody changed between the plan and the write; they were carried over. */
  readonly changedMeanwhile: readonly string[];
  /**
   * What ended the run early: the code of a failure of the service, `stale`, `interrupted`, `run-timeout`,
   * `journal-not-written` or `audit-not-written`; null when it ran through.
   */
  readonly stoppedBy: { readonly code: string; readonly message: string } | null;
  /** Why the journal of the run lacks a record; null: it has them all. */
  readonly journalGap: string | null;
};
