import { driftRows, makeDrift } from '../engine/drift/find-drift.ts';
import type { Desired } from '../model/desired.ts';
import type { Drift } from '../model/drift.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { createReadApi } from '../service/client/create-api.ts';
import type { Failure, ReadApi } from '../service/interface.ts';
import { readLiveState } from '../service/live/read-live-state.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { accessOf, type LoadedFile, readOrEnd, withApi } from './open-application.ts';
import { besideBaseline } from './read-baseline.ts';
import { type RunContext, runContextOf } from './run-context.ts';
import { settledInput } from './settled-input.ts';

/** What looking for drift is asked for. */
export type DriftRequest = {
  /** Narrows it to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  /** What `--baseline` names; undefined: what the file names, if it does. */
  readonly baseline: string | undefined;
};

/** Holds baseline, live and file side by side. Has no means to write. */
export async function driftOf(loaded: LoadedFile, request: DriftRequest, context: WorkflowContext): Promise<Drift> {
  const { desired, baseline } = await besideBaseline(request.baseline, loaded, context);
  const access = accessOf(desired, context);
  const against = { only: request.only, baseline, liveEdits: 'shown', undo: null, key: 'when-asked' } as const;
  const runContext = await runContextOf(desired, against, context);
  const { drift } = await withApi(createReadApi, access, context, (api) =>
    readOrEnd(access, context, () => findDrift(desired, api, runContext)),
  );
  return lookedAtSomething(drift);
}

/** Where `only` names nothing at all, "no drift" would be true and mean nothing. */
function lookedAtSomething(drift: Drift): Drift {
  const missed = drift.findings.filter(({ code }) => code === 'only-matches-nothing');
  if (missed.length === 0) return drift;
  const cure = 'Check the name; without --only drift looks at everything that the file manages.';
  throw new ExpectedEnd(
    'refused',
    missed.map(({ code, message }) => ({ code, message: `${message}.`, cure, source: null })),
  );
}

/** What looking for drift gives. `failed`: live could not be read, so nothing is known. */
type Drifted =
  | { readonly kind: 'read'; readonly drift: Drift }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads live and holds baseline, live and file side by side. Changes nothing; has no means to. */
async function findDrift(desired: Desired, api: ReadApi, runContext: RunContext): Promise<Drifted> {
  const read = await readLiveState(desired, api);
  if (read.kind === 'failed') return read;
  const [now, digest] = [runContext.now(), await runContext.fingerprint];
  const { rows, parts } = driftRows(settledInput(desired, read.live, runContext, digest), digest);
  const moment = { readAt: now.toISOString(), toolVersion: runContext.toolVersion };
  return { kind: 'read', drift: makeDrift(rows, parts, moment) };
}
