import type { Scope, ThingScope } from '../../model/address.ts';
import type { Call } from '../../model/change.ts';
import type { LiveClient, LiveScope } from '../../model/live.ts';
import type { SectionValues } from '../../model/reads.ts';
import type { SideEffect, Stored } from '../../model/run.ts';
import type { ThingState } from '../../model/state.ts';
import type { ClientReply, Read, Sent, SettingsReply, ThingReply, WriteApi } from '../../service/interface.ts';
import type { Stop } from '../execute/waiting.ts';

/** The effect of a call in a later read. */
export type Visibility =
  /** `stored`: the keys stored in another form: trimmed, sorted, in other case. */
  | { readonly kind: 'visible'; readonly stored: readonly Stored[] }
  /**
   * The live application still shows the earlier values, at least in part. `stored`: keys whose earlier value is the
   * written one in another form, so that later reads may show nothing else.
   */
  | { readonly kind: 'pending'; readonly seen: 'old' | 'part'; readonly stored: readonly Stored[] }
  /** The value was stored with another JSON type: the call took effect, with another result. */
  | { readonly kind: 'altered'; readonly code: string; readonly reason: string }
  /** The live value is neither the old nor the new one. */
  | { readonly kind: 'wrong'; readonly code: string; readonly reason: string };

/**
 * A resource that calls write to: the settings of one scope, or the record of a client or of a thing of another kind.
 * `F` is the result of a read.
 */
export type Resource<F> = {
  /** Its name for users, such as `global` or `clients.ALIAS`. */
  readonly name: string;
  readonly read: () => Promise<Read<F>>;
  /** The whole decision again; `done` are the calls of the running step, whose effect the read may show. */
  readonly recheck: (fresh: F, done: readonly Call[]) => Recheck;
  /** What the journal must record besides the changes of the call, so that the call can be undone. */
  readonly preimage: (call: Call, fresh: F) => SectionValues | null;
  readonly send: (call: Call, fresh: F) => Promise<Sent>;
  /** Whether the call may be retried if a later read does not show its effect. */
  readonly isRepeatable: (call: Call, fresh: F) => boolean;
  /** False: the reads are of two applications, so the second does not show what was written. */
  readonly isSame: (fresh: F, now: F) => boolean;
  readonly visibility: (call: Call, fresh: F, now: F) => Visibility;
  /** Differences between the two reads that none of the calls made. */
  readonly sideEffects: (calls: readonly Call[], fresh: F, now: F) => readonly SideEffect[];
};

/** One read of a scope: the parsed state, and the raw response, from which a replacing body is made. */
export type ScopeRead = {
  readonly live: LiveScope;
  /** The same with real key names, also if they contain a secret: for bodies, never shown. */
  readonly carried: LiveScope;
  readonly reply: SettingsReply;
};

/**
 * One read of a client, or of a thing of another kind: the parsed state, and the raw response, from which a replacing
 * body is made.
 */
export type RecordRead =
  | { readonly kind: 'client'; readonly live: LiveClient; readonly reply: ClientReply }
  | { readonly kind: 'thing'; readonly live: ThingState; readonly reply: ThingReply };

/** Reads a resource before or after a write, with secrets sealed. */
export interface FreshReads {
  settings(scope: Scope): Promise<Read<ScopeRead>>;
  record(scope: ThingScope): Promise<Read<RecordRead>>;
}

/** Whether a fresh read still matches the plan. */
export type Recheck = {
  /** Differences from the approved plan; empty: it is still valid. */
  readonly differences: readonly string[];
  /** Keys outside the plan that changed since; they are carried over. */
  readonly changedMeanwhile: readonly string[];
};

/** Whether the approval is still valid at the start of the run; `failed`: a read failed. */
export type Renewal =
  | { readonly kind: 'renewed'; readonly recheck: Recheck }
  | { readonly kind: 'failed'; readonly stop: Stop };

/** A read during the run; `done` are the calls of the running step, whose effect it may show. */
export type FreshRead =
  | { readonly kind: 'settings'; readonly scope: Scope; readonly live: LiveScope; readonly done: readonly Call[] }
  | { readonly kind: 'client'; readonly scope: ThingScope; readonly live: LiveClient; readonly done: readonly Call[] }
  | { readonly kind: 'thing'; readonly scope: ThingScope; readonly live: ThingState; readonly done: readonly Call[] };

/** The approved plan, checked against every read of the run. */
export interface Approval {
  /** Once, before any write: time passes between a plan and its approval. */
  renew(): Promise<Renewal>;
  /** The whole decision again, on a fresh read. */
  check(read: FreshRead): Recheck;
  /** A call is done: later checks subtract it as the run's own change. */
  done(call: Call): void;
}

/** The dependencies of a resource. */
export type Access = {
  readonly api: WriteApi;
  /** Whether the application served reads without a cache when the plan was made. */
  readonly cachesNothing: boolean;
  readonly reads: FreshReads;
  readonly approval: Approval;
};
