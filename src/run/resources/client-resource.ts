import { clientProperties } from '../../kinds/index.ts';
import type { Property } from '../../kinds/kind.ts';
import { emptyValue, sameProperty } from '../../kinds/property-value.ts';
import type { ClientScope } from '../../model/address.ts';
import type { Call, ClientCall, PropertyChange } from '../../model/change.ts';
import { type LiveClient, livePropertyOf } from '../../model/live.ts';
import type { SideEffect } from '../../model/run.ts';
import type { Sent, WriteApi } from '../../service/interface.ts';
import type { Access, ClientRead, Resource, Visibility } from './resource.ts';

/** One client as something that calls for its properties write to. */
export function clientResource(scope: ClientScope, access: Access): Resource<ClientRead> {
  return {
    name: `clients.${scope.alias}`,
    read: () => access.reads.client(scope.clientId),
    recheck: (fresh, done) => access.approval.check({ kind: 'client', scope, live: fresh.live, done }),
    // A full replace carries all of the client but what changes, and that is in its changes.
    preimage: () => null,
    send: (call, fresh) => sendProperties(call, fresh, access.api),
    isRepeatable: ({ kind }) => kind !== 'replace-client' || access.cachesNothing,
    isSame: (fresh, now) => fresh.live.application === now.live.application,
    visibility: (call, fresh, now) => visibilityOf(clientCall(call), fresh.live, now.live),
    sideEffects: (calls, fresh, now) => sideEffects(scope.alias, calls.map(clientCall), fresh.live, now.live),
  };
}

function clientCall(call: Call): ClientCall {
  if (call.kind === 'set-property' || call.kind === 'replace-client') return call;
  throw new Error(`call ${call.id} does not write a client`);
}

function sendProperties(asked: Call, fresh: ClientRead, api: WriteApi): Promise<Sent> {
  const call = clientCall(asked);
  if (call.kind === 'replace-client') {
    return api.replaceClient(fresh.reply, new Map(call.changes.map(({ property, after }) => [property.member, after])));
  }
  const [{ property, after }] = call.changes;
  return api.setProperty(call.scope.clientId, property, after);
}

function visibilityOf({ scope, changes }: ClientCall, fresh: LiveClient, now: LiveClient): Visibility {
  const rows = [...changes].map((change) => ({ change, seen: seenOf(change, fresh, now) }));
  const wrong = rows.find(({ seen }) => seen === 'other');
  if (wrong !== undefined) {
    const reason = `client ${scope.alias} has neither the old nor the written ${wrong.change.property.noun}`;
    return { kind: 'wrong', code: 'not-as-written', reason };
  }
  const old = rows.filter(({ seen }) => seen === 'old');
  if (old.length === 0) return { kind: 'visible', stored: [] };
  return { kind: 'pending', seen: old.length === rows.length ? 'old' : 'part', stored: [] };
}

function seenOf({ property, after }: PropertyChange, fresh: LiveClient, now: LiveClient): 'new' | 'old' | 'other' {
  const value = heldBy(now, property);
  if (sameProperty(property, value, after)) return 'new';
  return sameProperty(property, value, heldBy(fresh, property)) ? 'old' : 'other';
}

function heldBy(client: LiveClient, property: Property): ReturnType<typeof emptyValue> {
  return livePropertyOf(client, property) ?? emptyValue(property);
}

function sideEffects(
  alias: string,
  calls: readonly ClientCall[],
  fresh: LiveClient,
  now: LiveClient,
): readonly SideEffect[] {
  const own = new Set(calls.flatMap(({ changes }) => [...changes].map(({ property }) => property.name)));
  const moved = clientProperties().filter(
    (property) => !own.has(property.name) && !sameProperty(property, heldBy(fresh, property), heldBy(now, property)),
  );
  if (moved.length === 0) return [];
  const named = moved.map(({ noun }) => `its ${noun}`).join(' and ');
  const message = `${named} changed during the run although the plan does not touch it`;
  return [{ target: `clients.${alias}`, message }];
}
