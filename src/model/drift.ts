import type { Plan, PlanFinding } from './plan.ts';
import type { Source } from './source.ts';
import type { RedactedValue } from './value.ts';

/**
 * Why baseline, live and file are not all the same. `pending`: the file changed. `drift`: live changed. `both`: each, and
 * they differ. `converged`: each, to the same value. `unknown`: live differs from the file, and which of them is newer is
 * not known, for want of a baseline or since it cannot be compared.
 */
export type DriftClass = 'pending' | 'drift' | 'both' | 'converged' | 'unknown';

/** A key, a property, or a client, where the three are not the same. */
export type DriftRow = {
  readonly target: string;
  readonly clientId: string | null;
  readonly class: DriftClass;
  readonly baseline: RedactedValue;
  readonly live: RedactedValue;
  readonly file: RedactedValue;
  /** The place in the file that speaks of it; null where none does. */
  readonly source: Source | null;
  /** The entry of `accept` that lets live be what it is; null: none. Such a row does not count. */
  readonly accepted: { readonly until: string; readonly reason: string } | null;
};

/** Baseline, live and file side by side. */
export type Drift = {
  readonly formatVersion: 1;
  readonly tool: Plan['tool'];
  readonly application: Plan['application'];
  readonly caller: string | null;
  readonly readAt: string;
  readonly baseline: Plan['baseline'];
  readonly summary: { readonly [Class in DriftClass]: number } & {
    readonly accepted: number;
    readonly notCompared: number;
  };
  readonly rows: readonly DriftRow[];
  readonly findings: readonly PlanFinding[];
};
