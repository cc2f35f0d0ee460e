import type { Call } from '../../model/change.ts';
import type { SectionValues } from '../../model/planned-state.ts';
import type { SideEffect, Stored } from '../../model/run.ts';
import type { Read, Sent } from '../../service/interface.ts';
import type { Recheck } from './approval.ts';

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

/** One thing that calls write to: the settings of one scope, or one client. `F` is what a read of it gives. */
export type Resource<F> = {
  /** As people know it: `global` or `clients.ALIAS`. */
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
