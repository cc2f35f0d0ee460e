import type { Digest } from '../engine/plan-document/digests.ts';
import type { Baseline, LiveEdits } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { Undo } from '../model/run.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import type { StopReason } from '../run/execute/stop.ts';
import type { WorkflowContext } from './context.ts';
import { fingerprintOf, type KeyTime } from './fingerprint.ts';
import type { DecisionFacts } from './settled-input.ts';

/** The environment of the pipeline, which never reads a clock, a variable or randomness itself. */
export type RunContext = DecisionFacts & {
  readonly toolVersion: string;
  /** Resolves to the keyed digest for fingerprints, `hmac:<key id>:<16 hex digits>`. Its key is slow to derive. */
  readonly fingerprint: Promise<Digest>;
};

/** The input of a plan besides the file and the live state. */
export type Against = {
  readonly only: readonly TargetPattern[];
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  readonly undo: Undo | null;
  readonly key: KeyTime;
};

/** The environment of the pipeline for a file. */
export async function runContextOf(
  desired: Desired,
  { key, ...against }: Against,
  context: WorkflowContext,
): Promise<RunContext> {
  const { catalogue } = await import('../catalogue/catalogue.ts');
  return {
    catalogue,
    toolVersion: context.toolVersion,
    now: context.now,
    // Started before the first request, because it takes as long as one.
    fingerprint: fingerprintOf(desired, context, key),
    ...against,
  };
}

/** A run that takes longer than this ends after the request in flight. */
export const runTimeLimitMs = 30 * 60 * 1000;

/**
 * Returns why a run that starts now has to end: a signal, an audit that lacks a line, or the time limit; null: it may
 * go on.
 */
export function runDeadline(
  { interruption, requests }: Pick<WorkflowContext, 'interruption' | 'requests'>,
  // Not the wall clock, which may jump when it is corrected.
  monotonicMs: () => number = () => performance.now(),
): () => StopReason | null {
  const startedMs = monotonicMs();
  return () => {
    if (interruption.signal.aborted) return 'interrupted';
    return requests.stopReason() ?? (monotonicMs() - startedMs > runTimeLimitMs ? 'run-timeout' : null);
  };
}
