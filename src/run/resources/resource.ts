import type { Scope, ThingScope } from '../../model/address.ts';
import type { Call } from '../../model/change.ts';
import type { LiveClient, LiveScope, LiveThing } from '../../model/live.ts';
import type { SectionValues } from '../../model/planned-state.ts';
import type { SideEffect, Stored } from '../../model/run.ts';
import type { ClientReply, Read, Sent, SettingsReply, ThingReply, WriteApi } from '../../service/interface.ts';
import type { Stop } from '../execute/stop.ts';

/** What a call wrote, as a later read shows it. */
export type Visibility =
  /** `stored`: the keys that are there in another form: trimmed, sorted, in other case. */
  | { readonly kind: 'visible'; readonly stored: readonly Stored[] }
  /**
   * Live still shows what it showed before, or does so for a part of what the call wrote. `stored`: where that is what
   * was written, in another form, so that no later read may show anything else.
   */
  | { readonly kind: 'pending'; readonly seen: 'old' | 'part'; readonly stored: readonly Stored[] }
  /** The value is there, as another JSON type than was written: the call took place, and did something else. */
  | { readonly kind: 'altered'; readonly code: string; readonly reason: string }
  /** Live shows something that is neither the old nor the new value. */
  | { readonly kind: 'wrong'; readonly code: string; readonly reason: string };

/** One thing that calls write to: the settings of one scope, or the record of a client or of a thing of another kind. `F` is what a read of it gives. */
export type Resource<F> = {
  /** As people know it, such as `global` or `clients.ALIAS`. */
  readonly name: string;
  readonly read: () => Promise<Read<F>>;
  /** The whole decision once more; `done` are the calls of the running step, whose work the read may show. */
  readonly recheck: (fresh: F, done: readonly Call[]) => Recheck;
  /** What the journal has to keep besides the changes of the call, so that the call can be undone. */
  readonly preimage: (call: Call, fresh: F) => SectionValues | null;
  readonly send: (call: Call, fresh: F) => Promise<Sent>;
  /** Whether the call may be sent again, when the read that it was sent from is followed by one that does not show it. */
  readonly isRepeatable: (call: Call, fresh: F) => boolean;
  /** False when the reads are of two applications: then the second shows nothing of what was written. */
  readonly isSame: (fresh: F, now: F) => boolean;
  readonly visibility: (call: Call, fresh: F, now: F) => Visibility;
  /** What differs between the two reads and belongs to none of the calls. */
  readonly sideEffects: (calls: readonly Call[], fresh: F, now: F) => readonly SideEffect[];
};

/** One read of a scope: what it means, and the very response, from which a replacing body is made. */
export type ScopeRead = {
  readonly live: LiveScope;
  /** The same with each key by its own name, also where that shows a secret: for a body, never shown. */
  readonly carried: LiveScope;
  readonly reply: SettingsReply;
};

/**
 * One read of a client, or of a thing of another kind: what it means, and the very response, from which a replacing
 * body is made.
 */
export type RecordRead =
  | { readonly kind: 'client'; readonly live: LiveClient; readonly reply: ClientReply }
  | { readonly kind: 'thing'; readonly live: LiveThing; readonly reply: ThingReply };

/** Reads what is about to be written, or was, with secrets sealed. */
export interface FreshReads {
  settings(scope: Scope): Promise<Read<ScopeRead>>;
  record(scope: ThingScope): Promise<Read<RecordRead>>;
}

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
  | { readonly kind: 'client'; readonly scope: ThingScope; readonly live: LiveClient; readonly done: readonly Call[] }
  | { readonly kind: 'thing'; readonly scope: ThingScope; readonly live: LiveThing; readonly done: readonly Call[] };

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
