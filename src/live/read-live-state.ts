import type { Failure, ReadApi } from '../api/interface.ts';
import { type Desired, type DesiredClient, managesGlobal } from '../core/model/desired.ts';
import type { LiveClient, LiveState } from '../core/model/live.ts';
import { liveIdFinder } from '../core/model/resolved-clients.ts';
import { liveClientsById } from './live-client.ts';
import { toLiveScope } from './live-scope.ts';
import { failuresOf, optionsByName, readSettingsOf, type SettingsById, valueIn } from './read-parts.ts';

export { readClientOf } from './live-client.ts';
export { readScope } from './live-scope.ts';

/** Live state, or all that went wrong while reading it. */
export type LiveRead =
  | { readonly kind: 'read'; readonly live: LiveState }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/**
 * Reads what the file needs: clients, options, the global scope if the file manages it, and each declared client. That
 * is at most k + 3 requests for k declared clients, in one round trip, or in two when a client is found by its name. A
 * declared client without a scope in the result is missing, or its name stands for several: `resolveClients` says which.
 * Secrets are in the result as they came: `settle` seals them.
 */
export async function readLiveState(desired: Desired, api: ReadApi): Promise<LiveRead> {
  const declared = [...desired.clients.values()];
  const knownIds = declared.flatMap(({ identity }) => (identity.by === 'id' ? [identity.id] : []));
  const [list, options, global, early] = await Promise.all([
    api.listClients(),
    api.readOptions(),
    managesGlobal(desired) ? api.readGlobalSettings() : null,
    readSettingsOf(api, knownIds),
  ]);
  const failures = failuresOf({ list, options, global }, early);
  if (failures.length > 0) return { kind: 'failed', failures };

  const clients = liveClientsById(valueIn(list) ?? []);
  const ids = idsOf(declared, clients);
  const late = await readSettingsOf(
    api,
    [...ids].filter((id) => !early.has(id)),
  );
  const lateFailures = failuresOf(null, late);
  if (lateFailures.length > 0) return { kind: 'failed', failures: lateFailures };

  const globalReply = valueIn(global);
  const live: LiveState = {
    caller: api.caller,
    callerSecret: api.callerSecret,
    clients,
    global: globalReply === null ? null : toLiveScope(globalReply),
    scopes: scopesOf(ids, new Map([...early, ...late])),
    options: optionsByName(options),
  };
  return { kind: 'read', live };
}

// Two aliases may stand for one client, which a guard refuses.
function idsOf(declared: readonly DesiredClient[], clients: ReadonlyMap<string, LiveClient>): ReadonlySet<string> {
  const find = liveIdFinder(clients);
  return new Set(declared.map(find).flatMap((ids) => (ids.length === 1 ? ids : [])));
}

function scopesOf(ids: ReadonlySet<string>, settings: SettingsById): LiveState['scopes'] {
  const scopes = [...ids].flatMap((id) => {
    const reply = valueIn(settings.get(id));
    return reply === null ? [] : [[id, toLiveScope(reply)] as const];
  });
  return new Map(scopes);
}
