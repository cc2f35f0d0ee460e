import {
  type Desired,
  type DesiredClient,
  type DesiredScope,
  type DesiredSection,
  type DesiredValue,
  managesGlobal,
} from '../model/desired.ts';
import { keyIdOf } from '../model/fingerprint-key.ts';
import { byText, type Json } from '../model/json.ts';
import type { LiveClient, LiveScope, LiveState } from '../model/live.ts';
import type { Section } from '../model/scope.ts';
import { Secret } from '../model/secret.ts';
import type { Snapshot, SnapshotClient, SnapshotScope, SnapshotSection } from '../model/snapshot.ts';
import type { Value } from '../model/value.ts';

/** A live state as a snapshot kept it, and the file without what the snapshot cannot answer. */
export type SnapshotPair = { readonly desired: Desired; readonly live: LiveState };

/**
 * Brings a snapshot into the form of a live state. Of a hidden value only the fingerprint is known: where the file's
 * value has the same one it is taken to be live; where the fingerprints are of different keys the key is not compared.
 */
export function liveFromSnapshot(snapshot: Snapshot, desired: Desired, digest: (text: string) => string): SnapshotPair {
  const global = pairScope(snapshot, { kept: snapshot.global, inherited: null }, desired.global, digest);
  const inherited = global.live.sections;
  const declaredAs = declarations(desired, snapshot);
  const pairs = snapshot.clients.flatMap((client) => {
    const asked = declaredAs(client);
    if (asked === undefined) return [];
    return [{ client, asked, scope: pairScope(snapshot, { kept: client.scope, inherited }, asked, digest) }];
  });
  const clients = new Map(desired.clients);
  for (const { asked, scope } of pairs) clients.set(asked.alias, { ...asked, ...scope.desired });
  return {
    desired: { ...desired, global: global.desired, clients },
    live: {
      caller: null,
      clients: new Map(snapshot.clients.map((client) => [client.id, liveClient(snapshot, client)])),
      global: managesGlobal(desired) ? global.live : null,
      scopes: new Map(pairs.map(({ client, scope }) => [client.id, scope.live])),
      options: snapshot.options && new Map(snapshot.options.map((option) => [option.name, option])),
    },
  };
}

type PairedScope = { readonly desired: DesiredScope; readonly live: LiveScope };

function pairScope(
  { application }: Snapshot,
  { kept, inherited }: { readonly kept: SnapshotScope; readonly inherited: LiveScope['inherited'] },
  asked: DesiredScope,
  digest: (text: string) => string,
): PairedScope {
  const pair = (section: Section): PairedSection => pairSection(kept[section], asked.sections[section], digest);
  const [settings, custom] = [pair('settings'), pair('custom')];
  return {
    desired: { ...asked, sections: { settings: settings.desired, custom: custom.desired } },
    live: {
      application: application.id,
      sections: { settings: settings.live, custom: custom.live },
      inexact: { settings: new Set(kept.settings.inexact), custom: new Set(kept.custom.inexact) },
      inherited,
    },
  };
}

type PairedSection = { readonly desired: DesiredSection; readonly live: ReadonlyMap<string, Value> };

function pairSection(
  { values, hidden }: SnapshotSection,
  asked: DesiredSection,
  digest: (text: string) => string,
): PairedSection {
  const live = new Map<string, Value>(Object.entries(values));
  const wanted = new Map(asked.values);
  for (const [key, print] of Object.entries(hidden)) {
    const pair = pairHidden(print, asked.values.get(key), digest);
    live.set(key, pair.live);
    if (pair.desired !== undefined) wanted.set(key, pair.desired);
  }
  return { desired: { ...asked, values: wanted }, live };
}

type PairedValue = { readonly desired: DesiredValue | undefined; readonly live: Secret };

function pairHidden(print: string, asked: DesiredValue | undefined, digest: (text: string) => string): PairedValue {
  const unseen = Secret.knownBy(print);
  const secret = asked === undefined ? undefined : secretOf(asked);
  if (asked === undefined || secret === undefined) return { desired: asked, live: unseen };
  const own = secret.fingerprint(digest);
  if (keyIdOf(own) !== keyIdOf(print)) return { desired: { kind: 'not-compared', source: asked.source }, live: unseen };
  // What is hidden in the snapshot is hidden in the plan, also where the file has it in the open.
  const desired: DesiredValue = { kind: 'secret', secret, literal: false, source: asked.source };
  return { desired, live: own === print ? secret : unseen };
}

function secretOf(value: DesiredValue): Secret | undefined {
  switch (value.kind) {
    case 'secret':
      return value.secret;
    case 'plain':
      return new Secret(asText(value));
    case 'exact':
      return new Secret(value.json);
    case 'not-compared':
      return undefined;
  }
}

// A scalar is its source text, as it is where values are sent.
function asText({ json, text }: { readonly json: Json; readonly text: string | null }): Json {
  return text ?? json;
}

/** The declared client that stands for one of a snapshot; of several aliases the first by name. */
function declarations({ clients }: Desired, snapshot: Snapshot): (client: SnapshotClient) => DesiredClient | undefined {
  // Backwards, so that the first one stays.
  const sorted = [...clients.values()].sort((a, b) => byText(b.alias, a.alias));
  const named = new Map(sorted.map((client) => [identityName(client), client]));
  const counts = new Map<string, number>();
  for (const { name } of snapshot.clients) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ({ id, name }) => {
    const byName = counts.get(name) === 1 ? named.get(`name ${name}`) : undefined;
    const found = [named.get(`id ${id}`), byName].filter((client) => client !== undefined);
    return found.sort((a, b) => byText(a.alias, b.alias))[0];
  };
}

function identityName({ identity }: DesiredClient): string {
  return identity.by === 'id' ? `id ${identity.id}` : `name ${identity.name}`;
}

function liveClient({ application }: Snapshot, client: SnapshotClient): LiveClient {
  const { id, name, features, ipWhitelist, unknownNames } = client;
  return { id, application: application.id, name, features, ipWhitelist, unknownNames };
}
