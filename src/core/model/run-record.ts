import type { Application } from './application.ts';
import type { CallShape } from './call.ts';
import type { SectionValues } from './end-state.ts';
import type { Outcome, Result } from './outcome.ts';
import type { Scope, Section } from './scope.ts';
import type { SettingType } from './setting.ts';
import type { Value } from './value.ts';

/** What everybody may know of a run: who, when, from what, to what. Holds no value of any setting. */
export type RunFacts = {
  readonly run: string;
  /** ISO 8601, UTC, by the clock of the machine that ran. */
  readonly startedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
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
  readonly planDigest: string;
  /** The run that this one takes back; null for an apply. */
  readonly undoes: string | null;
  readonly minimumOwners: number;
  /** In the order of the plan. */
  readonly calls: readonly PlannedCall[];
};

export type PlannedCall = { readonly shape: CallShape; readonly scope: Scope };

/** One key or one feature list as it was before the run and as the run wrote it; undefined: absent. */
export type RecordedChange =
  | {
      readonly kind: 'key';
      readonly section: Section;
      readonly key: string;
      readonly type: SettingType;
      readonly before: Value | undefined;
      readonly after: Value | undefined;
    }
  | { readonly kind: 'features'; readonly before: readonly string[]; readonly after: readonly string[] };

/** What a journal knows of a call. `unknown`: it was about to leave, or left, and nobody wrote down what became of it. */
export type RecordedState = 'not-sent' | 'refused' | 'done' | 'unknown';

export type RecordedCall = PlannedCall & {
  readonly state: RecordedState;
  /** What was read back; null when the run ended before. */
  readonly outcome: Outcome | null;
  /** Empty for a call that was never about to leave. */
  readonly changes: readonly RecordedChange[];
  /** For a call that replaces a scope: all that the scope held just before. Null otherwise. */
  readonly held: SectionValues | null;
};

/** A run as its journal tells it, with values. Those that were secret are sealed. */
export type RunRecord = {
  readonly facts: RunFacts;
  readonly calls: readonly RecordedCall[];
  /** null: the run did not come to its end. */
  readonly end: { readonly at: string; readonly result: Result } | null;
  /** `torn`: the last line is half written, as a killed run leaves it. */
  readonly lastLine: 'whole' | 'torn';
};

/**
 * Whether a journal ends before it says what became of every call. A run that was killed leaves such a journal; so does
 * whoever cuts records off its end. What the run changed after the last record is not known.
 */
export function endsEarly({ end, calls }: RunRecord): boolean {
  return end === null && calls.some(isUntold);
}

/** Whether a journal without an end may lack the records that say that a call was sent. */
export function isUntold({ state, outcome }: RecordedCall): boolean {
  return outcome === null && (state === 'not-sent' || state === 'refused');
}
