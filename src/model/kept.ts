import type { LiveState } from './live.ts';
import type { Problem } from './problem.ts';
import type { KeyAddress } from './secrecy.ts';

/** The state of an application that was saved some time ago; it was not read in this run. Its secrets stand in it in clear. */
export type KeptState = {
  readonly kind: 'csv' | 'replies' | 'snapshot';
  readonly application: string;
  /** null: the source does not say it. */
  readonly region: string | null;
  /** When it was read from the service; null: the source does not say it. */
  readonly readAt: string | null;
  /** Clients whose settings are not known have no scope. */
  readonly live: LiveState;
  /** Keys whose values the source masks or hides. */
  readonly hidden: readonly KeyAddress[];
  /** What is to be known of how it was understood, a sentence each. */
  readonly notes: readonly string[];
};

/** A kept state, or all that is wrong with what should have been one. */
export type KeptRead =
  | { readonly kind: 'kept'; readonly kept: KeptState }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };
