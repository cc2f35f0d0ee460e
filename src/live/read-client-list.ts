import type { Failure, ReadApi } from '../api/interface.ts';
import type { LiveState } from '../core/model/live.ts';
import { liveClientsById } from './live-client.ts';
import { failuresOf, valueIn } from './read-parts.ts';

/** Every client of the application, or why they could not be read. */
export type ClientListRead =
  | { readonly kind: 'read'; readonly clients: LiveState['clients'] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Reads the clients alone: one request. */
export async function readClientList(api: ReadApi): Promise<ClientListRead> {
  const list = await api.listClients();
  const [failure] = failuresOf({ list, options: { kind: 'absent' }, global: null }, new Map());
  if (failure !== undefined) return { kind: 'failed', failure };
  return { kind: 'read', clients: liveClientsById(valueIn(list) ?? []) };
}
