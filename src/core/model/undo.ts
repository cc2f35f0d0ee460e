import type { RecordedChange } from './run-record.ts';

/** What an undo knows of the run that it takes back. */
export type Undo = {
  readonly run: string;
  /** By target: what the run changed there, so that its `after` should still be live. */
  readonly expected: ReadonlyMap<string, RecordedChange>;
};
