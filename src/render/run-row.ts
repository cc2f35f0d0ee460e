import type { RecordedCall, RunFacts, RunRecord } from '../core/model/run-record.ts';

/** A run in a list: what can be said of it without its key. */
export type RunRow = {
  readonly state: 'finished' | 'running' | 'killed' | 'torn' | 'truncated';
  /** The journal, as people name it. */
  readonly path: string;
  readonly facts: RunFacts;
  readonly end: RunRecord['end'];
};

/** A file that looks like a journal and cannot be read. */
export type UnreadableRun = { readonly path: string; readonly reason: string };

/** Whether the journal is just what was written; `changed` and `truncated` say that it is not. */
export type Verification =
  | { readonly kind: 'verified' }
  /** `other-key`: it was recorded with a key that vouches for nothing here. */
  | { readonly kind: 'not-verified' | 'other-key'; readonly reason: string }
  | { readonly kind: 'changed' | 'truncated'; readonly reason: string };

/** One run looked at closely. */
export type ShownRun = {
  readonly row: RunRow;
  readonly verification: Verification;
  /** null: what became of the calls is not to be told without the key. */
  readonly calls: readonly RecordedCall[] | null;
};

/** How a run went, in a word. */
export function runWord({ state, end }: Pick<RunRow, 'state' | 'end'>): string {
  switch (state) {
    case 'finished':
      return end?.result ?? 'finished';
    case 'running':
    case 'truncated':
      return state;
    case 'killed':
    case 'torn':
      return 'killed';
  }
}
