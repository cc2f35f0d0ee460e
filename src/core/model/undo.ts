import type { Desired } from './desired.ts';
import type { RecordedChange } from './run-record.ts';
import type { KeyAddress } from './secrecy.ts';

/** What an undo knows of the run that it takes back. */
export type Undo = {
  readonly run: string;
  /** By target: what the run changed there, so that its `after` should still be live. */
  readonly expected: ReadonlyMap<string, RecordedChange>;
  /** The keys that its journal knows as secrets. */
  readonly secrets: readonly KeyAddress[];
  /** The files near that are about the same application. */
  readonly files: readonly Desired[];
};
