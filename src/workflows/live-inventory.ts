import { catalogue } from '../catalogue/catalogue.ts';
import { type Inventory, inventoryOf } from '../engine/comparison/inventory.ts';
import { sideOfLive } from '../engine/comparison/sides.ts';
import { resolveClients } from '../model/live.ts';
import type { ClientState } from '../model/state.ts';
import type { WorkflowContext } from './context.ts';
import { fingerprintOf } from './fingerprint.ts';
import { loadedOrEnd } from './load-file.ts';
import { readWhole } from './open-application.ts';

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
