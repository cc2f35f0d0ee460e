import type { ClientReply, Read, ReadApi } from '../api/interface.ts';
import { featureSet } from '../core/model/feature.ts';
import type { LiveClient } from '../core/model/live.ts';

/** A client as it is, and the reply that a replacing call has to be made from. */
export type ClientRead = { readonly live: LiveClient; readonly reply: ClientReply };

/** Reads one client again. */
export async function readClientOf(api: ReadApi, clientId: string): Promise<Read<ClientRead>> {
  const read = await api.readClient(clientId);
  if (read.kind !== 'value') return read;
  return { kind: 'value', value: { live: toLiveClient(read.value), reply: read.value } };
}

/** What is kept of a client. Features are a set and get one order; the allow list stays as it came. */
function toLiveClient(reply: ClientReply): LiveClient {
  return {
    id: reply.id,
    application: reply.application,
    name: reply.name,
    features: reply.features === null ? null : featureSet(reply.features),
    ipWhitelist: reply.ipWhitelist,
    unknownNames: reply.unknownNames,
  };
}

export function liveClientsById(replies: readonly ClientReply[]): ReadonlyMap<string, LiveClient> {
  return new Map(replies.map((reply) => [reply.id, toLiveClient(reply)]));
}
