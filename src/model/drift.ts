import type { Source } from './finding.ts';
import type { Plan, PlanFinding } from './plan.ts';
import type { RedactedValue } from './value.ts';

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
