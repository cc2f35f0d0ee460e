import { type Desired, managesGlobal } from '../model/desired.ts';
import type { LiveClient, LiveScope, LiveState } from '../model/live.ts';
import { type Section, sections } from '../model/scope.ts';
import type { KeyAddress } from '../model/secrecy.ts';
import { type KeyedDigest, Secret, secretAddress } from '../model/secret.ts';
import type { Snapshot, SnapshotClient, SnapshotScope } from '../model/snapshot.ts';
import type { Value } from '../model/value.ts';

/** A live state as a snapshot kept it, and the keys that the snapshot knows as secrets. */
export type SnapshotLive = { readonly live: LiveState; readonly secrets: readonly KeyAddress[] };

/**
 * Brings a snapshot into the form of a live state, as far as the file declares it. Of a hidden value only the fingerprint is
 * known: it can be held against a value where it is of the same key.
 */
export function liveFromSnapshot(snapshot: Snapshot, desired: Desired, digest: KeyedDigest): SnapshotLive {
  const global = liveScope(snapshot, { kept: snapshot.global, clientId: null, inherited: null }, digest);
  const inherited = global.sections;
  const declared = snapshot.clients.filter(declaredIn(desired, snapshot));
  return {
    live: {
      caller: null,
      callerSecret: null,
      clients: new Map(snapshot.clients.map((client) => [client.id, liveClient(snapshot, client)])),
      global: managesGlobal(desired) ? global : null,
      scopes: new Map(
        declared.map(({ id, scope }) => [id, liveScope(snapshot, { kept: scope, clientId: id, inherited }, digest)]),
      ),
      options: snapshot.options && new Map(snapshot.options.map((option) => [option.name, option])),
    },
    secrets: [
      ...secretsIn(snapshot.global, null),
      ...snapshot.clients.flatMap(({ id, scope }) => secretsIn(scope, id)),
    ],
  };
}

type Kept = {
  readonly kept: SnapshotScope;
  readonly clientId: string | null;
  readonly inherited: LiveScope['inherited'];
};

function liveScope({ application }: Snapshot, { kept, clientId, inherited }: Kept, digest: KeyedDigest): LiveScope {
  const valuesOf = (section: Section): ReadonlyMap<string, Value> =>
    new Map<string, Value>([
      ...Object.entries(kept[section].values),
      ...Object.entries(kept[section].hidden).map(([key, print]) => {
        return [key, Secret.knownBy(print, secretAddress(clientId, section, key)).comparableBy(digest)] as const;
      }),
    ]);
  return {
    application: application.id,
    sections: { settings: valuesOf('settings'), custom: valuesOf('custom') },
    inexact: { settings: new Set(kept.settings.inexact), custom: new Set(kept.custom.inexact) },
    inherited,
  };
}

// What was hidden for its looks alone is no more than that.
function secretsIn(scope: SnapshotScope, clientId: string | null): readonly KeyAddress[] {
  return sections.flatMap((section) => {
    const looks = new Set(scope[section].looks);
    return Object.keys(scope[section].hidden)
      .filter((key) => !looks.has(key))
      .map((key) => ({ clientId, section, key }));
  });
}

/** Whether the file declares a client: by its id, or by a name that no other client has. */
function declaredIn({ clients }: Desired, snapshot: Snapshot): (client: SnapshotClient) => boolean {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const { identity } of clients.values()) {
    if (identity.by === 'id') ids.add(identity.id);
    else names.add(identity.name);
  }
  const counts = new Map<string, number>();
  for (const { name } of snapshot.clients) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ({ id, name }) => ids.has(id) || (names.has(name) && counts.get(name) === 1);
}

function liveClient({ application }: Snapshot, client: SnapshotClient): LiveClient {
  const { id, name, features, ipWhitelist, unknownNames } = client;
  return { id, application: application.id, name, features, ipWhitelist, unknownNames };
}
