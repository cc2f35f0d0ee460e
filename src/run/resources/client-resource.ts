import type { ClientScope } from '../../model/address.ts';
import type { Call, FeatureCall } from '../../model/call.ts';
import { featureSet, sameFeatures } from '../../model/feature.ts';
import type { LiveClient } from '../../model/live.ts';
import type { SideEffect } from '../../model/run.ts';
import type { ClientReply, Read, Sent, WriteApi } from '../../service/interface.ts';
import type { Recheck, Resource, Visibility } from './resource.ts';

/** One read of a client: what it means, and the very reply, from which a replacing body is made. */
export type ClientRead = { readonly live: LiveClient; readonly reply: ClientReply };

export type ClientAccess = {
  readonly api: WriteApi;
  /** Whether the application served no read from a cache when the plan was made. */
  readonly cachesNothing: boolean;
  readonly read: (clientId: string) => Promise<Read<ClientRead>>;
  readonly recheck: (scope: ClientScope, fresh: LiveClient) => Recheck;
};

/** One client as something that feature calls write to. */
export function clientResource(scope: ClientScope, access: ClientAccess): Resource<ClientRead> {
  return {
    name: `clients.${scope.alias}`,
    read: () => access.read(scope.clientId),
    recheck: (fresh) => access.recheck(scope, fresh.live),
    // A replacing call carries all of the client but its features, and those are in the change.
    held: () => null,
    send: (call, fresh) => sendFeatures(call, fresh, access.api),
    isRepeatable: ({ kind }) => kind !== 'replace-client' || access.cachesNothing,
    isSame: (fresh, now) => fresh.live.application === now.live.application,
    visibility: (call, fresh, now) => visibilityOf(featureCall(call), fresh.live, now.live),
    sideEffects: (_calls, fresh, now) => strays(scope.alias, fresh.live, now.live),
  };
}

function featureCall(call: Call): FeatureCall {
  if (call.kind === 'set-features' || call.kind === 'replace-client') return call;
  throw new Error(`call ${call.id} does not write features`);
}

function sendFeatures(call: Call, fresh: ClientRead, api: WriteApi): Promise<Sent> {
  const { kind, scope, changes } = featureCall(call);
  const [{ after }] = changes;
  return kind === 'set-features' ? api.setFeatures(scope.clientId, after) : api.replaceClient(fresh.reply, after);
}

function visibilityOf({ scope, changes }: FeatureCall, fresh: LiveClient, now: LiveClient): Visibility {
  const [{ after }] = changes;
  if (sameFeatures(now.features ?? [], after)) return { kind: 'visible', stored: [] };
  if (sameFeatures(now.features ?? [], fresh.features ?? [])) return { kind: 'pending', seen: 'old', stored: [] };
  const reason = `client ${scope.alias} has neither the old nor the written features`;
  return { kind: 'wrong', code: 'not-as-written', reason };
}

function strays(alias: string, fresh: LiveClient, now: LiveClient): readonly SideEffect[] {
  const list = (names: readonly string[] | null): string => featureSet(names ?? []).join(' ');
  const moved = [
    ...(fresh.name === now.name ? [] : ['its name']),
    ...(list(fresh.ipWhitelist) === list(now.ipWhitelist) ? [] : ['its IP allow list']),
  ];
  if (moved.length === 0) return [];
  const message = `${moved.join(' and ')} changed during the run although the plan does not touch it`;
  return [{ target: `clients.${alias}`, message }];
}
