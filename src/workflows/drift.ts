import { driftRows, makeDrift } from '../engine/drift/find-drift.ts';
import { requestsLeave } from '../leaf/work.ts';
import type { Desired } from '../model/desired.ts';
import type { Drift } from '../model/differences.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { createReadApi } from '../service/client/create-api.ts';
import type { Failure, ReadApi } from '../service/interface.ts';
import { readLiveState } from '../service/live/read-live-state.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { accessOf, type LoadedFile, readOrEnd, refuseOtherApplications, withApi } from './open-application.ts';
import { besideBaseline } from './read-kept.ts';
import { type RunContext, runContextOf, settledInput } from './run-context.ts';

/** The options of drift. */
export type DriftRequest = {
  /** Limits it to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
};

/** Compares baseline, live application and file. It has no write interface. */
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

/** If `only` names nothing, "no drift" would be true but misleading. */
function lookedAtSomething(drift: Drift): Drift {
  const missed = drift.findings.filter(({ code }) => code === 'only-matches-nothing');
  if (missed.length === 0) return drift;
  const cure = 'Check the name. Without --only, drift compares everything that the file manages.';
  throw new ExpectedEnd(
    'refused',
    missed.map(({ code, message }) => ({ code, message: `${message}.`, cure, source: null })),
  );
}

/** The result of drift. `failed`: the live application could not be read. */
type Drifted =
  | { readonly kind: 'read'; readonly drift: Drift }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads the live application and compares it with baseline and file. It has no write interface. */
async function findDrift(desired: Desired, api: ReadApi, runContext: RunContext): Promise<Drifted> {
  const read = await readLiveState(desired, api);
  if (read.kind === 'failed') return read;
  refuseOtherApplications(read.live, desired.application);
  const [now, digest] = [runContext.now(), await runContext.fingerprint];
  await requestsLeave();
  const { rows, parts } = driftRows(settledInput(desired, read.live, runContext, digest), digest);
  const moment = { readAt: now.toISOString(), toolVersion: runContext.toolVersion };
  return { kind: 'read', drift: makeDrift(rows, parts, moment) };
}
