import type { Failure, ReadApi } from './api/interface.ts';
import { withoutGoneSecrets } from './core/diff/gone-secrets.ts';
import { secretKeys } from './core/diff/secret-keys.ts';
import { makeDrift } from './core/drift/make-drift.ts';
import { driftRows } from './core/find-drift.ts';
import type { Desired } from './core/model/desired.ts';
import type { Drift } from './core/model/drift.ts';
import { judgementDays } from './judgement-days.ts';
import { readLiveState } from './live/read-live-state.ts';
import type { Surroundings } from './reconcile.ts';

/** What looking for drift gives. `failed`: live could not be read, so nothing is known. */
export type Drifted =
  | { readonly kind: 'read'; readonly drift: Drift }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads live and holds baseline, live and file side by side. Changes nothing; has no means to. */
export async function findDrift(desired: Desired, api: ReadApi, around: Surroundings): Promise<Drifted> {
  const { catalogue, only, baseline, toolVersion } = around;
  const read = await readLiveState(desired, api, secretKeys(desired, catalogue));
  if (read.kind === 'failed') return read;
  const now = around.now();
  const days = judgementDays(now);
  const input = {
    desired,
    live: withoutGoneSecrets(read.live, desired, days.today),
    catalogue,
    only,
    baseline,
    liveEdits: 'shown',
    undo: null,
    ...days,
  } as const;
  const { rows, parts } = driftRows(input, await around.fingerprint);
  return { kind: 'read', drift: makeDrift(rows, parts, { readAt: now.toISOString(), toolVersion }) };
}
