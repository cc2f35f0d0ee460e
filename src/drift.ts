import type { Failure, ReadApi } from './api/interface.ts';
import { makeDrift } from './core/drift/make-drift.ts';
import { driftRows } from './core/find-drift.ts';
import type { Desired } from './core/model/desired.ts';
import type { Drift } from './core/model/drift.ts';
import { readLiveState } from './live/read-live-state.ts';
import type { Surroundings } from './reconcile.ts';
import { settledInput } from './settled-input.ts';

/** What looking for drift gives. `failed`: live could not be read, so nothing is known. */
export type Drifted =
  | { readonly kind: 'read'; readonly drift: Drift }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/** Reads live and holds baseline, live and file side by side. Changes nothing; has no means to. */
export async function findDrift(desired: Desired, api: ReadApi, around: Surroundings): Promise<Drifted> {
  const read = await readLiveState(desired, api);
  if (read.kind === 'failed') return read;
  const [now, digest] = [around.now(), await around.fingerprint];
  const { rows, parts } = driftRows(settledInput(desired, read.live, around, digest), digest);
  const moment = { readAt: now.toISOString(), toolVersion: around.toolVersion };
  return { kind: 'read', drift: makeDrift(rows, parts, moment) };
}
