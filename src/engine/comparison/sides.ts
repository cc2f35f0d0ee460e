import { isStructured, type Json } from '../../leaf/json.ts';
import type { Snapshot } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { Side } from '../../model/differences.ts';
import { clientScopeOf, clientsRead, type KeptState, type LiveScope, type LiveState } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import {
  type Cell,
  type ClientState,
  emptyScope,
  hiddenCell,
  type ScopeState,
  type State,
  scopesOf,
  withCells,
  withScopes,
} from '../../model/state.ts';
import { patternIndex } from '../../model/target-pattern.ts';
import type { KeyedDigest } from '../../model/value.ts';
import { type SecrecyFacts, secretReason } from '../secrecy/secret-reason.ts';
import { stateOfSnapshot } from '../snapshot/state-of-snapshot.ts';

/** A file as a side of a comparison. Ignored keys are left out. */
export function sideOfDesired(desired: Desired, name: string, digest: KeyedDigest): Side {
  const { id, region } = desired.application;
  return {
    name,
    kind: 'file',
    application: { id, region },
    readAt: null,
    global: withoutIgnored(desired, null, desired.global ?? emptyScope),
    clients: new Map(
      [...desired.clients].map(([alias, client]) => [
        alias,
        { ...client, scope: withoutIgnored(desired, alias, client.scope) },
      ]),
    ),
    allClients: false,
    expected: desired.expected,
    options: null,
    digest,
  };
}

function withoutIgnored({ ignore }: Desired, alias: string | null, scope: ScopeState): ScopeState {
  if (ignore.length === 0) return scope;
  const index = patternIndex(ignore);
  return withCells(scope, (cell, section, key) =>
    index.matching({ kind: 'key', alias, section, key }).length === 0 ? cell : undefined,
  );
}

/** A live application as a side; the state must hold all of its clients. */
export function sideOfLive(
  live: LiveState,
  facts: Pick<Side, 'name' | 'application' | 'readAt'>,
  digest: KeyedDigest,
): Side {
  return {
    ...facts,
    kind: 'live',
    global: scopeOfLive(live.global),
    clients: new Map(
      [...live.clients].map(([id, { name }]) => {
        return [id, { alias: null, id, name, scope: scopeOfLive(clientScopeOf(live, id)) }];
      }),
    ),
    allClients: true,
    expected: [],
    options: live.options,
    digest,
  };
}

function scopeOfLive(scope: LiveScope | null | undefined): ScopeState {
  if (scope === null || scope === undefined) throw new Error('a comparison needs every scope of the application');
  const { sections, whole, properties } = scope;
  return withCells({ sections, whole, properties }, (cell) => (cell.kind === 'absent' ? undefined : cell));
}

/**
 * A saved state as a side, its secrets sealed. Scopes that were not saved are not compared; its secrets have no
 * fingerprints.
 */
export function sideOfKept({ kind, application, region, readAt, live }: KeptState, name: string): Side {
  const saved = clientsRead(live).map(({ id, name: clientName, scope }): readonly [string, ClientState] => {
    return [id, { alias: null, id, name: clientName, scope: scopeOfLive(scope) }];
  });
  return {
    name,
    kind,
    application: { id: application, region },
    readAt,
    global: live.global === null ? null : scopeOfLive(live.global),
    clients: new Map(saved),
    // An export may contain only some clients.
    allClients: false,
    expected: [],
    options: live.options,
    digest: null,
  };
}

/** A snapshot as a side. */
export function sideOfSnapshot(snapshot: Snapshot, name: string, catalogue: Catalogue): Side {
  // A snapshot that lists the values hidden for their form was checked completely, with the `public` list of its file.
  const { settings, custom } = snapshot.global;
  const hasLooked = (settings.looks ?? custom.looks) !== undefined;
  const facts: SecrecyFacts = { catalogue, known: () => null, isPublic: () => hasLooked, seen: () => undefined };
  return {
    ...withScopes(stateOfSnapshot(snapshot, 'kept'), (scope, client) =>
      withSecretsHidden(scope, client?.id ?? null, facts),
    ),
    name,
    kind: 'snapshot',
    application: snapshot.application,
    readAt: snapshot.readAt,
    allClients: true,
    expected: [],
    options: snapshot.options && new Map(snapshot.options.map((option) => [option.name, option])),
    digest: null,
  };
}

function withSecretsHidden(scope: ScopeState, clientId: string | null, facts: SecrecyFacts): ScopeState {
  const hidden = (cell: Cell, address: KeyAddress): Cell =>
    cell.kind === 'value' && secretReason(facts, address, cell.json) !== null ? hiddenCell(cell) : cell;
  return withCells(scope, (cell, section, key) => hidden(cell, { clientId, section, key }));
}

const hostInText = /\bhttps?:\/\/([^\s/?#"'<>\\]+)/giu;
const bareHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/iu;

/** The hosts that a value names, in URLs or by themselves, in lower case, without user names and ports. */
export function hostsIn(json: Json): readonly string[] {
  return textsIn(json).flatMap((text) => [
    ...(bareHost.test(text) ? [text.toLowerCase()] : []),
    ...[...text.matchAll(hostInText)].map(([, authority]) => hostOf(String(authority))),
  ]);
}

function hostOf(authority: string): string {
  const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
  return afterUser.replace(/:\d*$/u, '').toLowerCase();
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  return isStructured(json) ? Object.values(json).flatMap(textsIn) : [];
}

/**
 * The hosts that belong to a side: those of its environment-specific settings that the other side does not have there.
 */
export function ownHosts(
  side: State,
  other: State,
  isEnvironmentSpecific: (key: string) => boolean,
): ReadonlySet<string> {
  const others = new Set(environmentHosts(other, isEnvironmentSpecific));
  return new Set(environmentHosts(side, isEnvironmentSpecific).filter((host) => !others.has(host)));
}

function environmentHosts(side: State, isEnvironmentSpecific: (key: string) => boolean): readonly string[] {
  return scopesOf(side)
    .flatMap(({ sections: { settings } }) => [...settings])
    .flatMap(([key, value]) => (isEnvironmentSpecific(key) ? hostsOfValue(value) : []));
}

/** The hosts of one value of a side. */
function hostsOfValue(value: Cell): readonly string[] {
  return value.kind === 'value' ? hostsIn(value.json) : [];
}
