import type { ClientScope, Scope } from '../../model/address.ts';
import type { Call } from '../../model/change.ts';
import type { LiveClient, LiveScope } from '../../model/live.ts';
import type { WriteApi } from '../../service/interface.ts';
import type { Stop } from '../execute/stop.ts';
import type { FreshReads } from './fresh-reads.ts';

/** Whether the plan still holds against a fresh read. */
export type Recheck = {
  /** What differs from the approved plan; empty: it holds. */
  readonly differences: readonly string[];
  /** Keys outside the plan that changed since; they are carried over. */
  readonly changedMeanwhile: readonly string[];
};

/** Whether the approval still holds at the start of the run; `failed`: what that takes could not be read. */
export type Renewal =
  | { readonly kind: 'renewed'; readonly recheck: Recheck }
  | { readonly kind: 'failed'; readonly stop: Stop };

/** A read on the way; `done` are the calls of the running step, whose work it may show. */
export type FreshRead =
  | { readonly kind: 'settings'; readonly scope: Scope; readonly live: LiveScope; readonly done: readonly Call[] }
  | { readonly kind: 'client'; readonly scope: ClientScope; readonly live: LiveClient; readonly done: readonly Call[] };

/** The plan as it was approved, asked again of every read on the way. */
export interface Approval {
  /** Once, before anything is written: time passes between a plan and its approval. */
  renew(): Promise<Renewal>;
  /** The whole decision once more, on a fresh read. */
  check(read: FreshRead): Recheck;
  /** A call was done: later checks know what the run itself changed. */
  done(call: Call): void;
}

/** What writing to a resource takes. */
export type Access = {
  readonly api: WriteApi;
  /** Whether the application served no read from a cache when the plan was made. */
  readonly cachesNothing: boolean;
  readonly reads: FreshReads;
  readonly approval: Approval;
};
