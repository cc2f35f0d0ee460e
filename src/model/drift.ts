import type { Source } from './finding.ts';
import type { Plan, PlanFinding } from './plan.ts';
import type { RedactedValue } from './value.ts';

/**
 * Why baseline, live and file are not all the same. `pending`: the file changed. `drift`: live changed. `both`: each, and
 * they differ. `converged`: each, to the same value. `unknown`: live differs from the file, and which of them is newer is
 * not known, for want of a baseline or since it cannot be compared.
 */
export type DriftClass = 'pending' | 'drift' | 'both' | 'converged' | 'unknown';

/** A key, a property, or a client, where the three are not the same. */
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
  /** What the file asks for. */
  readonly file: RedactedValue;
  /** The place in the file that speaks of it; null where none does. */
  readonly source: Source | null;
  /** The entry of `accept` that lets live be what it is; null: none. Such a row does not count. */
  readonly accepted: { readonly until: string; readonly reason: string } | null;
};

/** Baseline, live and file side by side. */
export type Drift = {
  /** The format of the JSON. */
  readonly formatVersion: 1;
  /** The program that made it, and its version. */
  readonly tool: Plan['tool'];
  /** Id, and region as the file names it; null: the file names addresses instead. */
  readonly application: Plan['application'];
  /** The client id whose credentials read live. */
  readonly caller: string | null;
  /** When live was read. ISO 8601, UTC. */
  readonly readAt: string;
  /** What was last applied; null: none was given. */
  readonly baseline: Plan['baseline'];
  /** How many rows of each class, without those that are accepted. */
  readonly summary: { readonly [Class in DriftClass]: number } & {
    /** Rows that an entry of `accept` lets be. */
    readonly accepted: number;
    /** Secrets without a value at hand. */
    readonly notCompared: number;
  };
  /** What is not the same in all three; empty: nothing. */
  readonly rows: readonly DriftRow[];
  /** What the guards say of the file. */
  readonly findings: readonly PlanFinding[];
};
