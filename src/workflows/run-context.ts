import { withoutGoneSecrets } from '../engine/compare/exemptions.ts';
import type { DecideInput } from '../engine/decide.ts';
import type { Digest } from '../engine/plan-document/digests.ts';
import { valuesOfLive } from '../engine/secrecy/held.ts';
import type { KnownAddresses } from '../engine/secrecy/secrecy-of.ts';
import { settle } from '../engine/secrecy/settle.ts';
import { comparableBaseline } from '../engine/snapshot/state-of-snapshot.ts';
import type { Baseline, LiveEdits } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { LiveState } from '../model/live.ts';
import type { Undo } from '../model/run.ts';
import type { Catalogue } from '../model/setting.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { isSecret } from '../model/value.ts';
import type { StopReason } from '../run/execute/waiting.ts';
import { timeIsOver, type WorkflowContext } from './context.ts';
import { fingerprintOf, type KeyTime } from './fingerprint.ts';

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
    const { aborted, reason } = interruption.signal;
    if (aborted) return reason === timeIsOver ? 'run-timeout' : 'interrupted';
    return requests.stopReason() ?? (monotonicMs() - startedMs > runTimeLimitMs ? 'run-timeout' : null);
  };
}

/** The input of a decision, besides file and live state. */
export type DecisionFacts = {
  readonly catalogue: Catalogue;
  readonly now: () => Date;
  /** Limits the plan to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  /** What was last applied; null: none was given. */
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  /** The run to undo; null: the plan follows a file. */
  readonly undo: Undo | null;
};

/**
 * The states of a decision: file, baseline and live, with every secret sealed in all three, and without removed
 * secrets.
 */
export function settledInput(
  desired: Desired,
  live: LiveState,
  runContext: DecisionFacts,
  digest: Digest,
  known: readonly KnownAddresses[] = [],
): DecideInput {
  const { catalogue, only, liveEdits, undo } = runContext;
  const baseline = runContext.baseline && comparableBaseline(runContext.baseline, digest);
  const days = expiryWindow(runContext.now());
  const settled = settle({ desired, live, catalogue, only, baseline, liveEdits, undo, known, ...days });
  return { ...settled, live: withoutGoneSecrets(settled.live, settled.desired, days.today) };
}

/** The same for another text of the file: secrets sealed in the live state stay sealed. */
export function settledAnew(input: DecideInput, desired: Desired): DecideInput {
  const addresses = valuesOfLive(input.live).flatMap(({ address, value }) => (isSecret(value) ? [address] : []));
  return settle({ ...input, desired, known: [{ source: 'live', addresses }] });
}

const oneDayMs = 24 * 60 * 60 * 1000;
const announcementMs = 14 * oneDayMs;

/** The days that decide on `until` in a file: today, and the last day to warn about. */
type ExpiryWindow = { readonly today: string; readonly warnUntil: string };

/** The days, in UTC, relative to `now`. */
export function expiryWindow(now: Date): ExpiryWindow {
  const at = now.getTime();
  return { today: dayOf(at), warnUntil: dayOf(at + announcementMs) };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
