import type { Source } from './finding.ts';
import type { Plan, PlanFinding } from './plan.ts';
import type { SettingOption } from './setting.ts';
import type { State } from './state.ts';
import type { TargetPattern } from './target-pattern.ts';
import type { KeyedDigest, RedactedValue } from './value.ts';

/**
 * Why the baseline, the live application and the file are not all equal. `pending`: the file changed. `drift`: live
 * changed. `both`: each, and they differ. `converged`: each, to the same value. `unknown`: the live application differs
 * from the file, and it is unknown which is newer: there is no baseline, or it cannot be compared.
 */
export type DriftClass = 'pending' | 'drift' | 'both' | 'converged' | 'unknown';

/** A key, a property, or a client, where the three are not equal. */
export type DriftRow = {
  /** What differs, as in `PlanChange.target`. */
  readonly target: string;
  /** The id of the client; null: it is about the application. */
  readonly clientId: string | null;
  /** Which of the three changed. */
  readonly class: DriftClass;
  /** What was last applied. */
  readonly baseline: RedactedValue;
  /** What the service has. */
  readonly live: RedactedValue;
  /** What the file declares. */
  readonly file: RedactedValue;
  /** Its location in the file; null: none. */
  readonly source: Source | null;
  /** The entry of `accept` for the live value; null: none. Such a row does not count. */
  readonly accepted: { readonly until: string; readonly reason: string } | null;
};

/** The baseline, the live application and the file side by side. */
export type Drift = {
  /** The format of the JSON. */
  readonly formatVersion: 1;
  /** The program that made it, and its version. */
  readonly tool: Plan['tool'];
  /** Id, and the region in the file; null: the file names addresses instead. */
  readonly application: Plan['application'];
  /** The client id whose credentials were used to read. */
  readonly caller: string | null;
  /** When the live application was read. ISO 8601, UTC. */
  readonly readAt: string;
  /** What was last applied; null: none was given. */
  readonly baseline: Plan['baseline'];
  /** How many rows of each class, without those that are accepted. */
  readonly summary: { readonly [Class in DriftClass]: number } & {
    /** Rows that an entry of `accept` covers. */
    readonly accepted: number;
    /** Secrets whose value is not available. */
    readonly notCompared: number;
  };
  /** All rows; empty: all three are equal. */
  readonly rows: readonly DriftRow[];
  /** The findings of guards on the file. */
  readonly findings: readonly PlanFinding[];
};

/** In place of the id of an application that a saved source does not name. */
export const unknownApplicationId = 'unknown';

/** One side of a comparison: a file, a live application, or a saved state. */
export type Side = State & {
  /** As it was requested. */
  readonly name: string;
  readonly kind: 'file' | 'snapshot' | 'live' | 'csv' | 'replies';
  readonly application: { readonly id: string; readonly region: string | null };
  /** When the live application was read; null for a file, and where it is unknown. */
  readonly readAt: string | null;
  /** Whether clients that are not listed do not exist. */
  readonly allClients: boolean;
  /** Differences that are expected. */
  readonly expected: readonly TargetPattern[];
  readonly options: ReadonlyMap<string, SettingOption> | null;
  /** Makes the fingerprints of this application; null: its key is not available. */
  readonly digest: KeyedDigest | null;
};

/**
 * What a row of a comparison is. `differs`: unexpected. `expected`: the file's `expected` list names it. `environment`:
 * a setting that differs between environments by its nature. `foreign-value`: a value that belongs to one side is in
 * the other. `missing`: a client of one side has none on the other. `one-sided`: one of two files declares it, and the
 * other leaves it out.
 */
export type CompareClass = 'differs' | 'expected' | 'environment' | 'foreign-value' | 'missing' | 'one-sided';

/** One difference between two sides. */
export type CompareRow = {
  /** What differs, as in `PlanChange.target`. */
  readonly target: string;
  /** The class of the row. */
  readonly class: CompareClass;
  /** What the first side has. */
  readonly a: RedactedValue;
  /** What the second side has. */
  readonly b: RedactedValue;
  /** A note in one sentence; null: none. */
  readonly note: string | null;
};

/** A side: its name, kind and application, and when the live application was read. */
export type SideFacts = Pick<Side, 'name' | 'kind' | 'application' | 'readAt'>;

/** Two sides beside each other. */
export type Comparison = {
  /** The format of the JSON. */
  readonly formatVersion: 1;
  /** The program that made it, and its version. */
  readonly tool: { readonly name: string; readonly version: string };
  /** The first side. */
  readonly a: SideFacts;
  /** The second side. */
  readonly b: SideFacts;
  /** The number of rows of each class, and of values without a row. */
  readonly summary: { readonly [Class in CompareClass]: number } & {
    /** Values that both sides have. */
    readonly same: number;
    /** Secrets whose fingerprints are of different keys, or that one side does not have. */
    readonly notCompared: number;
    /**
     * Keys, feature lists and clients of the live application or of a snapshot that the file on the other side leaves
     * out.
     */
    readonly notDeclared: number;
  };
  /** The differences of the two sides. */
  readonly rows: readonly CompareRow[];
};
