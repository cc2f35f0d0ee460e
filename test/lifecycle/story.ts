import type { Switches } from '../../src/sandbox/run-sandbox.ts';
import type { LiveFile } from '../support/scenario-state.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Whether the service does the work of a request that goes wrong. */
export type Work = 'done' | 'skipped';

/** Someone writes live without capstan. `scope`: the global settings, or a client by its number. */
export type OutsideEdit =
  | {
      readonly scope: 'global' | number;
      readonly section: 'settings' | 'custom';
      readonly key: string;
      /** undefined (left out): the key goes. */
      readonly value?: Json;
    }
  | { readonly scope: number; readonly features: readonly string[] };

/** What happens to a request. */
export type Trouble =
  /** The connections after this request are refused, so many times. */
  | { readonly kind: 'refused'; readonly times: number }
  | { readonly kind: 'reset' | 'cut-off' | 'silence'; readonly work: Work }
  | { readonly kind: 'server-error'; readonly status: number; readonly work: Work }
  | {
      readonly kind: 'limit';
      readonly form: '429' | '510' | 'api_limit_error';
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: 'html'; readonly status: number; readonly work: Work }
  | { readonly kind: 'wrong-self' }
  /** A reply from before, as a cache gives it. */
  | { readonly kind: 'stale'; readonly age: number }
  /** The answer takes long, by the clock that the program sees. */
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'edit'; readonly edit: OutsideEdit }
  /** The process ends, with the work of its request done or not. */
  | { readonly kind: 'kill'; readonly work: Work };

/** A trouble and where it strikes: the request with this number among the reads or writes of a phase, from 0. */
export type Strike = {
  readonly phase: 'plan' | 'apply';
  readonly on: 'read' | 'write';
  readonly at: number;
  readonly trouble: Trouble;
};

/**
 * The process ends at a record of its journal: before it is written, half written, or just after; or
 * the disk takes no more from it on.
 */
export type JournalKill = { readonly at: number; readonly when: 'before' | 'torn' | 'after' | 'full' };

type Run = { readonly strikes: readonly Strike[]; readonly journalKill: JournalKill | null };

export type Step =
  | { readonly do: 'plan'; readonly file: number; readonly strikes: readonly Strike[] }
  | ({ readonly do: 'apply'; readonly file: number } & Run)
  /** `back`: 0 undoes the last run, 1 the one before. */
  | ({ readonly do: 'undo'; readonly back: number } & Run)
  | { readonly do: 'edit'; readonly edit: OutsideEdit }
  | { readonly do: 'wait'; readonly hours: number };

/** A life of an application: plain JSON, so that one that failed can be kept and told again. */
export type Story = {
  readonly live: LiveFile;
  /** How the service differs from its usual self; left out: in nothing. */
  readonly switches?: Partial<Switches>;
  readonly files: readonly object[];
  readonly steps: readonly Step[];
};
