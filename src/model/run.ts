import type { Property, PropertyValue } from '../kinds/kind.ts';
import type { Scope, Section } from './address.ts';
import type { Application } from './application.ts';
import type { CallShape } from './change.ts';
import type { Desired } from './desired.ts';
import type { SectionValues } from './planned-state.ts';
import type { KeyAddress } from './secrecy.ts';
import type { SettingType } from './setting.ts';
import type { Value } from './value.ts';

/** A key that the service keeps in another form than was written: trimmed, sorted, in other case. */
export type Stored = {
  /** As in `PlanChange.target`. */
  readonly target: string;
  /** As the service keeps it. */
  readonly value: Value;
};

/** What became of a call. */
export type Outcome = {
  /** The `id` of the call in the plan. */
  readonly call: string;
  /** `unknown`: the call may have arrived, and what was read back does not tell. `not-run`: it was never sent. */
  readonly status: 'done' | 'failed' | 'not-run' | 'unknown';
  /** Whether the new values were seen afterwards. False with `done`: not yet visible within the bound. */
  readonly verified: boolean;
  /**
   * What the last read after the call showed: all that it wrote, what was there before, a part of both, or something
   * else. null: nothing was read back. For an `unknown` call this is all that is known.
   */
  readonly seen: 'new' | 'old' | 'part' | 'other' | null;
  /** Why, in a sentence for people; null when all went well. Names no secret. */
  readonly reason: string | null;
  /** The code of the failure; null when all went well. */
  readonly code: string | null;
  /** The keys that the service keeps in another form; left out: none. */
  readonly stored?: readonly Stored[];
};

/** The end of a run in one word; everything but `done` and `in-sync` needs attention. */
export type Result =
  | 'in-sync'
  | 'done'
  /** A guard refused: nothing was sent. */
  | 'refused'
  /** Live changed since the plan, seen before the first write. */
  | 'stale'
  /** No write took place: no service, a caller that it refused, no journal, or no time; see `stoppedBy`. */
  | 'failed'
  | 'interrupted'
  | 'partial'
  | 'unknown'
  | 'side-effects'
  /** Carried out, and the service keeps a value in another form than the file has it. */
  | 'stored-otherwise'
  | 'unverified';

/** Something that differs after the run although the plan does not touch it. */
export type SideEffect = {
  /** What differs, as in `PlanChange.target`. */
  readonly target: string;
  /** In a sentence for people. Names no secret. */
  readonly message: string;
};

/** What one apply did. */
export type RunReport = {
  /** The id of the run, for `undo`; empty: there was nothing to send, so that no run was recorded. */
  readonly run: { readonly id: string };
  /** How the run ended, in a word. */
  readonly result: Result;
  /** One for each call of the plan, in the plan's order. */
  readonly outcomes: readonly Outcome[];
  /** What differs afterwards although the plan does not touch it. */
  readonly sideEffects: readonly SideEffect[];
  /** Keys outside the plan that someone changed between the plan and the write; they were carried over. */
  readonly changedMeanwhile: readonly string[];
  /**
   * What ended the run early: the code of a failure of the service, `stale`, `interrupted`, `run-timeout`,
   * `journal-not-written` or `audit-not-written`; null when it ran through.
   */
  readonly stoppedBy: { readonly code: string; readonly message: string } | null;
  /** Why the journal of the run lacks a record; null: it has them all. */
  readonly journalGap: string | null;
};

/** What everyone may know of a run: who, when, from what, to what. Holds no value of any setting. */
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
  /** Who ran it, as far as the machine tells: the actor of a CI job, else user and host. */
  readonly actor: string;
  /** The commit of the repository that the file is in; null outside of one. */
  readonly commit: string | null;
  /** The configuration file that was asked for; null for an undo. */
  readonly file: string | null;
  /** The digest of the plan that was approved. */
  readonly planDigest: string;
  /** The run that this one undoes; null for an apply. */
  readonly undoes: string | null;
  /** How many clients with the feature `owner` had to be left, by the file. */
  readonly minimumOwners: number;
  /** In the order of the plan. */
  readonly calls: readonly PlannedCall[];
};

/** A call of the plan, and whether it is about the application or a client. */
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

/** What a journal knows of a call. `unknown`: it was about to leave, or left, and what became of it is not recorded. */
export type RecordedState = 'not-sent' | 'refused' | 'done' | 'unknown';

/** A call, what the journal knows of it, and the values from which it is undone. */
export type RecordedCall = PlannedCall & {
  /** Whether it was sent, and what was answered. */
  readonly state: RecordedState;
  /** What was read back; null when the run ended before. */
  readonly outcome: Outcome | null;
  /** Empty for a call that was never about to leave. */
  readonly changes: readonly RecordedChange[];
  /** For a call that replaces a scope: all that the scope held just before. Null otherwise. */
  readonly preimage: SectionValues | null;
};

/** A run as its journal tells it, with values. Those that were secret are sealed. */
export type RunRecord = {
  /** What everyone may know of the run. */
  readonly header: RunHeader;
  /** In the order of the plan. */
  readonly calls: readonly RecordedCall[];
  /** null: the run did not come to its end. */
  readonly end: { readonly at: string; readonly result: Result } | null;
  /** `torn`: the last line is half written, as a killed run leaves it. */
  readonly lastLine: 'whole' | 'torn';
};

/**
 * Whether a journal ends before it says what became of every call. A run that was killed leaves such a journal; so does
 * anyone who cuts records off its end. What the run changed after the last record is not known.
 */
export function endsEarly({ end, calls }: RunRecord): boolean {
  return end === null && calls.some(isUntold);
}

/** Whether a journal without an end may lack the records that say that a call was sent. */
export function isUntold({ state, outcome }: RecordedCall): boolean {
  return outcome === null && (state === 'not-sent' || state === 'refused');
}

/** What an undo knows of the run that it undoes. */
export type Undo = {
  readonly run: string;
  /** By target: what the run changed there, so that its `after` should still be live. */
  readonly expected: ReadonlyMap<string, RecordedChange>;
  /** The keys that its journal knows as secrets. */
  readonly secrets: readonly KeyAddress[];
  /** The files near that are about the same application. */
  readonly files: readonly Desired[];
};
