import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { redactPair } from '../engine/comparison/compare-scopes.ts';
import { compareSides } from '../engine/comparison/compare-sides.ts';
import { type Inventory, inventoryOf } from '../engine/comparison/inventory.ts';
import { sideOfDesired, sideOfLive, sideOfSnapshot } from '../engine/comparison/sides.ts';
import type { Comparison, Side } from '../model/differences.ts';
import { resolveClients } from '../model/live.ts';
import type { ClientState } from '../model/state.ts';
import type { WorkflowContext } from './context.ts';
import { fingerprintOf } from './fingerprint.ts';
import { loadedOrEnd } from './load-file.ts';
import { readWhole } from './open-application.ts';
import { readSnapshot } from './read-saved.ts';

/** The differences, and both sides with every secret hidden that either side knows. */
export type Compared = { readonly comparison: Comparison; readonly sides: readonly [Side, Side] };

/** Compares two sides, each given as a file, `live:FILE`, a snapshot, or another saved form of an application. */
export async function compare(a: string, b: string, context: WorkflowContext): Promise<Compared> {
  const [left, right] = [await sideOf(a, context), await sideOf(b, context)];
  const comparison = compareSides(left, right, catalogue, context.toolVersion);
  return { comparison, sides: redactPair(left, right) };
}

/** All values of one side, by setting. */
export async function inventory(name: string, context: WorkflowContext): Promise<Inventory> {
  return inventoryOf(await sideOf(name, context), catalogue);
}

const livePrefix = 'live:';

/** Resolves a side: `live:FILE`, a snapshot (JSON), another saved form of an application, or a file (YAML). */
async function sideOf(name: string, context: WorkflowContext): Promise<Side> {
  if (name.startsWith(livePrefix)) return liveSide(name, context);
  const { keptSide } = await import('./read-kept.ts');
  const kept = await keptSide(name, context);
  if (kept !== null) return kept;
  if (/\.json$/iu.test(name)) {
    return sideOfSnapshot(await readSnapshot(resolve(context.cwd, name), name), name, catalogue);
  }
  const { desired } = await loadedOrEnd(name, context, 'left-out');
  return sideOfDesired(desired, name, await fingerprintOf(desired, context, 'when-asked'));
}

async function liveSide(name: string, context: WorkflowContext): Promise<Side> {
  const file = name.slice(livePrefix.length);
  const loaded = await loadedOrEnd(file, context, 'left-out');
  const { desired } = loaded;
  const digest = fingerprintOf(desired, context, 'when-asked');
  const { live } = await readWhole({ file, ...loaded }, context);
  const { id, region } = desired.application;
  const side = sideOfLive(
    live,
    { name, application: { id, region }, readAt: context.now().toISOString() },
    await digest,
  );
  return { ...side, expected: desired.expected };
}

/** All values of the live application of a file, by setting; declared clients are named by their aliases. */
export async function liveInventory(file: string, context: WorkflowContext): Promise<Inventory> {
  const loaded = await loadedOrEnd(file, context, 'left-out');
  const digest = fingerprintOf(loaded.desired, context, 'when-asked');
  const { live, desired } = await readWhole({ file, ...loaded }, context);
  const { id, region } = desired.application;
  const facts = { name: file, application: { id, region }, readAt: context.now().toISOString() };
  const side = sideOfLive(live, facts, await digest);
  const aliases = new Map(
    resolveClients(desired, live).flatMap((one) =>
      one.kind === 'found' ? [[one.scope.clientId, one.scope.alias]] : [],
    ),
  );
  const named = (client: ClientState): ClientState => {
    const alias = aliases.get(client.id ?? '');
    return alias === undefined ? client : { ...client, alias };
  };
  return inventoryOf(
    { ...side, clients: new Map([...side.clients].map(([id, client]) => [id, named(client)])) },
    catalogue,
  );
}
