import type { LiveState } from '../../model/live.ts';
import type { Failure, ReadApi } from '../interface.ts';
import { liveClientsById, repeatedCells, toLiveScope } from './live-state-of-replies.ts';
import { failuresOf, optionsByName, readSettingsOf, valueIn } from './read-live-state.ts';

/** The whole application, or the chosen clients of it. */
export type EverythingRead =
  | { readonly kind: 'read'; readonly live: LiveState; readonly missing: readonly string[] }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/**
 * Reads clients, options, global settings and the settings of the given clients, by id. Secrets are in the result as they
 * came: the caller has to seal them.
 */
export async function readEverything(api: ReadApi, clientIds: readonly string[] | 'all'): Promise<EverythingRead> {
  const [list, options, global, early] = await Promise.all([
    api.listClients(),
    api.readOptions(),
    api.readGlobalSettings(),
    readSettingsOf(api, clientIds === 'all' ? [] : clientIds),
  ]);
  const failures = failuresOf({ list, options, global }, early);
  if (failures.length > 0) return { kind: 'failed', failures };

  const clients = liveClientsById(valueIn(list) ?? []);
  const settings = clientIds === 'all' ? await readSettingsOf(api, clients.keys()) : early;
  const lateFailures = failuresOf(null, settings);
  if (lateFailures.length > 0) return { kind: 'failed', failures: lateFailures };

  const globalReply = valueIn(global);
  const replies = [...settings].map(([id, read]) => [id, clients.has(id) ? valueIn(read) : null] as const);
  const repeated = repeatedCells();
  const scopes = replies.flatMap(([id, reply]) =>
    reply === null ? [] : [[id, toLiveScope(reply, repeated)] as const],
  );
  const live: LiveState = {
    caller: api.caller,
    callerSecret: api.callerSecret,
    clients,
    global: globalReply === null ? null : toLiveScope(globalReply),
    scopes: new Map(scopes),
    options: optionsByName(options),
  };
  return { kind: 'read', live, missing: replies.flatMap(([id, reply]) => (reply === null ? [id] : [])) };
}
