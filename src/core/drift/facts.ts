import type { Baseline } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { LiveState } from '../model/live.ts';
import type { Catalogue } from '../model/setting.ts';
import type { TargetPattern } from '../model/target-pattern.ts';

/** What drift is judged by. */
export type DriftFacts = {
  readonly desired: Desired;
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  /** Narrows the rows to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  readonly baseline: Baseline | null;
};
