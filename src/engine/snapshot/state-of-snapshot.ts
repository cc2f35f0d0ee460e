import { type Section, sections } from '../../model/address.ts';
import type { Baseline, Snapshot, SnapshotClient, SnapshotScope, SnapshotSection } from '../../model/baseline.ts';
import { type Desired, managesGlobal } from '../../model/desired.ts';
import { type LiveClient, type LiveScope, type LiveState, unreadClient, withProperties } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import {
  type Cell,
  cellOfValue,
  type HeldCell,
  markInexact,
  notComparable,
  type ScopeState,
  type State,
  withCells,
  withScopes,
} from '../../model/state.ts';
import { type KeyedDigest, Secret, secretAddress } from '../../model/value.ts';
import { comparableCell } from '../compare/compare-cells.ts';

/** The live state of a snapshot, and the keys that the snapshot knows as secrets. */
export type SnapshotLive = { readonly live: LiveState; readonly secrets: readonly KeyAddress[] };

/**
 * Brings a snapshot into the form of a live state, as far as the file declares it. Of a hidden value only the fingerprint is
 * known: it can be compared with a value where it is of the same key.
 */
export function liveFromSnapshot(snapshot: Snapshot, desired: Desired, digest: KeyedDigest): SnapshotLive {
  const comparableSecret: MakeComparable = (secret) => secret.comparableBy(digest);
  const global = liveScope(snapshot, { kept: snapshot.global, clientId: null, inherited: null }, comparableSecret);
  const inherited = global.sections;
  const isDeclared = declaredIn(desired, snapshot);
  const clients = snapshot.clients.map((client): LiveClient => {
    const unread = liveClient(snapshot, client);
    if (!isDeclared(client)) return unread;
    const scope = liveScope(snapshot, { kept: client.scope, clientId: client.id, inherited }, comparableSecret);
    return { ...unread, scope: withProperties(scope, unread.scope.properties) };
  });
  return { live: liveOf(snapshot, managesGlobal(desired) ? global : null, clients), secrets: secretsOf(snapshot) };
}

/** The whole snapshot as a live state. Of its secrets nothing but the fingerprint is known. */
export function wholeFromSnapshot(snapshot: Snapshot): SnapshotLive {
  const global = liveScope(snapshot, { kept: snapshot.global, clientId: null, inherited: null }, asItIs);
  const inherited = global.sections;
  const clients = snapshot.clients.map((client): LiveClient => {
    const unread = liveClient(snapshot, client);
    const scope = liveScope(snapshot, { kept: client.scope, clientId: client.id, inherited }, asItIs);
    return { ...unread, scope: withProperties(scope, unread.scope.properties) };
  });
  return { live: liveOf(snapshot, global, clients), secrets: secretsOf(snapshot) };
}

function liveOf({ options }: Snapshot, global: LiveScope | null, clients: readonly LiveClient[]): LiveState {
  return {
    caller: null,
    callerSecret: null,
    global,
    clients: new Map(clients.map((client) => [client.id, client])),
    options: options && new Map(options.map((option) => [option.name, option])),
  };
}

function secretsOf(snapshot: Snapshot): readonly KeyAddress[] {
  const clients = snapshot.clients.flatMap(({ id, scope }) => secretsIn(scope, id));
  return [...secretsIn(snapshot.global, null), ...clients];
}

type Kept = {
  readonly kept: SnapshotScope;
  readonly clientId: string | null;
  readonly inherited: LiveScope['inherited'];
};

type MakeComparable = (secret: Secret) => Secret;

const asItIs: MakeComparable = (secret) => secret;

function liveScope(
  { application }: Snapshot,
  { kept, clientId, inherited }: Kept,
  madeComparable: MakeComparable,
): LiveScope {
  const cells = (section: Section) => heldCells(kept[section], { clientId, section }, madeComparable);
  return {
    application: application.id,
    sections: { settings: cells('settings'), custom: cells('custom') },
    whole: { settings: true, custom: true },
    properties: new Map(),
    inherited,
  };
}

// A value hidden only for its form is not marked as a known secret.
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
  for (const client of clients.values()) {
    if (client.id === null) names.add(client.name);
    else ids.add(client.id);
  }
  const counts = new Map<string, number>();
  for (const { name } of snapshot.clients) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ({ id, name }) => ids.has(id) || (names.has(name) && counts.get(name) === 1);
}

function liveClient({ application }: Snapshot, client: SnapshotClient): LiveClient {
  const { id, name, features, ipWhitelist, rest, unknownNames } = client;
  return unreadClient({ id, application: application.id, name, unknownNames }, { ...rest, features, ipWhitelist });
}

/** A snapshot as a baseline. It is complete, so unlisted keys were absent. */
export function baselineOfSnapshot(snapshot: Snapshot, name: string): Baseline {
  return {
    ...stateOfSnapshot(snapshot, 'not-comparable'),
    name,
    commit: null,
    missing: null,
    ignore: [],
    accepted: null,
    sensitive: [],
    policy: null,
  };
}

/** Replaces a number that JavaScript rounds, which differs from the live value. */
type Rounded = 'kept' | 'not-comparable';

/** What a snapshot says, which is everything. */
export function stateOfSnapshot(snapshot: Snapshot, rounded: Rounded): State {
  const { global, clients } = snapshot;
  const scopeOf = (scope: SnapshotScope, clientId: string | null, properties: ScopeState['properties']): ScopeState => {
    const cells = (section: Section) => cellsOf(scope[section], { clientId, section }, rounded);
    const whole = { settings: true, custom: true };
    return { sections: { settings: cells('settings'), custom: cells('custom') }, whole, properties };
  };
  return {
    global: scopeOf(global, null, new Map()),
    clients: new Map(
      clients.map((client) => {
        const { id, alias, name, scope } = liveClient(snapshot, client);
        return [id, { id, alias, name, scope: scopeOf(client.scope, id, scope.properties) }];
      }),
    ),
  };
}

function cellsOf(kept: SnapshotSection, place: Omit<KeyAddress, 'key'>, rounded: Rounded): ReadonlyMap<string, Cell> {
  const cells = heldCells(kept, place, asItIs);
  return rounded === 'kept' ? cells : new Map<string, Cell>([...cells, ...kept.inexact.map(toNotComparable)]);
}

function toNotComparable(key: string): readonly [string, Cell] {
  return [key, notComparable];
}

function heldCells(
  { values, hidden, looks, inexact }: SnapshotSection,
  { clientId, section }: Omit<KeyAddress, 'key'>,
  madeComparable: MakeComparable,
): ReadonlyMap<string, HeldCell> {
  const onlyLooks = new Set(looks);
  const cells = new Map<string, HeldCell>([
    ...Object.entries(values).map(([key, json]) => [key, cellOfValue(json)] as const),
    ...Object.entries(hidden).map(([key, print]) => {
      const secret = madeComparable(Secret.knownBy(print, secretAddress(clientId, section, key)));
      return [key, { kind: 'secret', secret, by: onlyLooks.has(key) ? 'look' : 'snapshot' }] as const;
    }),
  ]);
  markInexact(cells, inexact);
  return cells;
}

/** A baseline whose fingerprints can be compared with values, as far as they are of the same key. */
export function comparableBaseline(baseline: Baseline, digest: KeyedDigest): Baseline {
  return withScopes(baseline, (scope) => withCells(scope, (cell) => comparableCell(cell, digest)));
}
