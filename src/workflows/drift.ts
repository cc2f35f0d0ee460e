import { driftRows, makeDrift } from '../engine/drift/find-drift.ts';
import type { Desired } from '../model/desired.ts';
import type { Drift } from '../model/drift.ts';
import type { Failure, ReadApi } from '../service/interface.ts';
import { readLiveState } from '../service/live/read-live-state.ts';
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
