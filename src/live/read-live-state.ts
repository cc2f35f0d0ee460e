import type { Failure, ReadApi } from '../api/interface.ts';
import { type Desired, type DesiredClient, managesGlobal } from '../core/model/desired.ts';
import type { LiveClient, LiveState } from '../core/model/live.ts';
import { liveIdFinder } from '../core/model/resolved-clients.ts';
import { liveClientsById } from './live-client.ts';
import { type IsSecretKey, toLiveScope } from './live-scope.ts';
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
 */
export async function readLiveState(desired: Desired, api: ReadApi, isSecretKey: IsSecretKey): Promise<LiveRead> {
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
  const aliases = aliasesById(declared, clients);
  const foundIds = [...aliases.keys()].filter((id) => !early.has(id));
  const late = await readSettingsOf(api, foundIds);
  const lateFailures = failuresOf(null, late);
  if (lateFailures.length > 0) return { kind: 'failed', failures: lateFailures };

  const globalReply = valueIn(global);
  const live: LiveState = {
    caller: api.caller,
    clients,
    global: globalReply === null ? null : toLiveScope(globalReply, [], isSecretKey),
    scopes: scopesOf(aliases, new Map([...early, ...late]), isSecretKey),
    options: optionsByName(options),
  };
  return { kind: 'read', live };
}

type AliasesById = ReadonlyMap<string, readonly string[]>;

// Two aliases may stand for one client, which a guard refuses. Until then each of them may call a key secret.
function aliasesById(declared: readonly DesiredClient[], clients: ReadonlyMap<string, LiveClient>): AliasesById {
  const aliases = new Map<string, string[]>();
  const idsOf = liveIdFinder(clients);
  for (const client of declared) {
    const ids = idsOf(client);
    const [id] = ids;
    if (id === undefined || ids.length > 1) continue;
    const known = aliases.get(id);
    if (known === undefined) aliases.set(id, [client.alias]);
    else known.push(client.alias);
  }
  return aliases;
}

function scopesOf(aliases: AliasesById, settings: SettingsById, isSecretKey: IsSecretKey): LiveState['scopes'] {
  const scopes = [...aliases].flatMap(([id, names]) => {
    const reply = valueIn(settings.get(id));
    return reply === null ? [] : [[id, toLiveScope(reply, names, isSecretKey)] as const];
  });
  return new Map(scopes);
}
