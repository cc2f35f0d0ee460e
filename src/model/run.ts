import type { Property, PropertyValue } from '../kinds/kind.ts';
import type { Scope, Section } from './address.ts';
import type { CallShape } from './change.ts';
import type { Application, Desired } from './desired.ts';
import type { SectionValues } from './reads.ts';
import type { KeyAddress } from './secrecy.ts';
import type { SettingType } from './setting.ts';
import type { Value } from './value.ts';

/** A key that the service stores in another form than was written: trimmed, sorted, in other case. */
export type Stored = {
  /** As in `PlanChange.target`. */
  readonly target: string;
  /** The stored value. */
  readonly value: Value;
};

/** The outcome of a call. */
export type Outcome = {
  /** The `id` of the call in the plan. */
  readonly call: string;
  /** `unknown`: the call may have arrived, and the read back does not show it. `not-run`: it was never sent. */
  readonly status: 'done' | 'failed' | 'not-run' | 'unknown';
  /** Whether the new values were seen afterwards. False with `done`: not yet visible within the bound. */
  readonly verified: boolean;
  /**
   * What the last read after the call showed: the new values, the old ones, a part of both, or other values. null:
   * nothing was read back.
   */
  readonly seen: 'new' | 'old' | 'part' | 'other' | null;
  /** Why, in a sentence for people; null: no failure. Contains no secret. */
  readonly reason: string | null;
  /** The code of the failure; null: no failure. */
  readonly code: string | null;
  /** The keys that the service stores in another form; left out: none. */
  readonly stored?: readonly Stored[];
};

/** The end of a run in one word; everything but `done` and `in-sync` needs attention. */
export type Result =
  | 'in-sync'
  | 'done'
  /** A guard refused: nothing was sent. */
  | 'refused'
  /** The live application changed since the plan, seen before the first write. */
  | 'stale'
  /**
   * No write took place: the service was unreachable or rejected the credentials, the journal failed, or time ran out;
   * see `stoppedBy`.
   */
  | 'failed'
  | 'interrupted'
  | 'partial'
  | 'unknown'
  | 'side-effects'
  /** Done, but the service stores a value in another form than the file. */
  | 'stored-otherwise'
  | 'unverified';

/** A value that changed during the run although the plan does not touch it. */
export type SideEffect = {
  /** What differs, as in `PlanChange.target`. */
  readonly target: string;
  /** In a sentence for people. Contains no secret. */
  readonly message: string;
};

/** The result of an apply. */
export type RunReport = {
  /** The id of the run, for `undo`; empty: there was nothing to send, so that no run was recorded. */
  readonly run: { readonly id: string };
  /** The end of the run in one word. */
  readonly result: Result;
  /** One for each call of the plan, in the plan's order. */
  readonly outcomes: readonly Outcome[];
  /** Values that changed during the run although the plan does not touch them. */
  readonly sideEffects: readonly SideEffect[];
  /** Keys outside the plan that someone changed between the plan and the write; they were carried over. */
  readonly changedMeanwhile: readonly string[];
  /**
   * What ended the run early: the code of a failure of the service, `stale`, `interrupted`, `run-timeout`,
   * `journal-not-written` or `audit-not-written`; null if it ran to its end.
   */
  readonly stoppedBy: { readonly code: string; readonly message: string } | null;
  /** Why a record is missing from the journal; null: none is missing. */
  readonly journalGap: string | null;
};

/** The public data of a run: who, when, from what, to what. Contains no value of any setting. */
export type RunHeader = {
  /** The id of the run. */
  readonly run: string;
  /** ISO 8601, UTC, by the clock of the machine that ran. */
  readonly startedAt: string;
  /** The program that made it, and its version. */
  readonly tool: { readonly name: string; readonly version: string };
  /** The application that was changed. */
  readonly application: Application;
  /** Names of the environment variables that held the caller's credentials. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** The client id whose credentials were used. */
  readonly caller: string;
  /** Who ran it, as far as known: the actor of a CI job, else user and host. */
  readonly actor: string;
  /** The commit of the repository that the file is in; null outside of one. */
  readonly commit: string | null;
  /** The configuration file of the run; null for an undo. */
  readonly file: string | null;
  /** The digest of the plan that was approved. */
  readonly planDigest: string;
  /** The run that this one undoes; null for an apply. */
  readonly undoes: string | null;
  /** The least number of clients with the feature `owner`, from the file. */
  readonly minimumOwners: number;
  /** In the order of the plan. */
  readonly calls: readonly PlannedCall[];
};

/** A call of the plan, and whether it writes to the application or a client. */
export type PlannedCall = {
  /** As the plan shows it. */
  readonly shape: CallShape;
  /** The application, or the client. */
  readonly scope: Scope;
};

/** One key or one property as it was before the run and as the run wrote it; undefined: absent. */
export type RecordedChange =
  | {
      readonly kind: 'key';
      readonly section: Section;
      readonly key: string;
      readonly type: SettingType;
      readonly before: Value | undefined;
      readonly after: Value | undefined;
    }
  | {
      readonly kind: 'property';
      readonly property: Property;
      readonly before: PropertyValue;
      readonly after: PropertyValue;
    };

/** What a journal records of a call. `unknown`: it was sent, or was about to be, and its outcome is not recorded. */
export type RecordedState = 'not-sent' | 'refused' | 'done' | 'unknown';

/** A call, its record in the journal, and the values that undo it. */
export type RecordedCall = PlannedCall & {
  /** Whether it was sent, and the response. */
  readonly state: RecordedState;
  /** What was read back; null: the run ended before. */
  readonly outcome: Outcome | null;
  /** Empty for a call that was never sent. */
  readonly changes: readonly RecordedChange[];
  /** For a call that replaces a scope: the whole scope just before. Otherwise null. */
  readonly preimage: SectionValues | null;
};

/** A run from its journal, with values. Secrets are sealed. */
export type RunRecord = {
  /** The public data of the run. */
  readonly header: RunHeader;
  /** In the order of the plan. */
  readonly calls: readonly RecordedCall[];
  /** null: the run did not finish. */
  readonly end: { readonly at: string; readonly result: Result } | null;
  /** `torn`: the last line is half written, as a killed run leaves it. */
  readonly lastLine: 'whole' | 'torn';
};

/**
 * Whether a journal ends without the outcome of every call. A run that was killed leaves such a journal; so does anyone
 * who cuts records off its end. What the run changed after the last record is not known.
 */
export function endsEarly({ end, calls }: RunRecord): boolean {
  return end === null && calls.some(isUntold);
}

/** Whether a journal without an end may lack the records that say that a call was sent. */
export function isUntold({ state, outcome }: RecordedCall): boolean {
  return outcome === null && (state === 'not-sent' || state === 'refused');
}

/** The data of the run to undo. */
export type Undo = {
  readonly run: string;
  /** By target: what the run changed there, so that its `after` should still be live. */
  readonly expected: ReadonlyMap<string, RecordedChange>;
  /** The keys that its journal knows as secrets. */
  readonly secrets: readonly KeyAddress[];
  /** Nearby files of the same application. */
  readonly files: readonly Desired[];
};
