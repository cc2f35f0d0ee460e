import { clientProperties } from '../../kinds/index.ts';
import type { PropertyValue } from '../../kinds/kind.ts';
import { byText, objectFrom } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import type { Snapshot, SnapshotClient, SnapshotScope, SnapshotSection } from '../../model/baseline.ts';
import { clientScopeOf, type LiveClient, type LiveScope, type LiveState, liveListOf } from '../../model/live.ts';
import { onlyLooks, type Secrecy } from '../../model/secrecy.ts';
import { heldValues, inexactKeys } from '../../model/state.ts';
import { isSecret, type KeyedDigest, sealed, secretAddress, type Value } from '../../model/value.ts';

/** Facts about the moment and the maker. */
export type SnapshotMoment = {
  readonly toolVersion: string;
  readonly application: Snapshot['application'];
  readonly readAt: string;
  readonly redacted: readonly string[];
};

/** Whether a value that is not secret is to be left out. `clientId` null: the global scope. */
export type IsRedacted = (clientId: string | null, section: Section, key: string) => boolean;

/** A live state with its secrets sealed, and why each is one. */
export type SettledLive = { readonly live: LiveState; readonly secrecy: Secrecy };

/**
 * Makes a snapshot of a live state, each secret as its keyed fingerprint. The state must hold the whole application.
 */
export function makeSnapshot(
  { live, secrecy }: SettledLive,
  moment: SnapshotMoment,
  digest: KeyedDigest,
  isRedacted: IsRedacted,
): Snapshot {
  const scopeOf = (scope: LiveScope | null | undefined, clientId: string | null): SnapshotScope => {
    if (scope === null || scope === undefined) throw new Error('a snapshot needs every scope of the application');
    const sectionOf = (section: Section): SnapshotSection =>
      snapshotSection(scope, { clientId, section, digest, secrecy }, (key) => isRedacted(clientId, section, key));
    return { settings: sectionOf('settings'), custom: sectionOf('custom') };
  };
  const clients = [...live.clients.values()].sort((a, b) => byText(a.id, b.id));
  return {
    kind: 'capstan-snapshot',
    formatVersion: 1,
    tool: { name: 'capstan', version: moment.toolVersion },
    application: moment.application,
    readAt: moment.readAt,
    redacted: [...moment.redacted].sort(byText),
    options: live.options === null ? null : [...live.options.values()].sort((a, b) => byText(a.name, b.name)),
    global: scopeOf(live.global, null),
    clients: clients.map((client) => snapshotClient(client, scopeOf(clientScopeOf(live, client.id), client.id))),
  };
}

function snapshotClient(client: LiveClient, scope: SnapshotScope): SnapshotClient {
  const { id, name, unknownNames } = client;
  const rest = restOf(client);
  return {
    id,
    name,
    features: liveListOf(client, 'features'),
    ipWhitelist: liveListOf(client, 'ipAllowList'),
    ...(rest.length === 0 ? {} : { rest: objectFrom(rest) }),
    unknownNames,
    scope,
  };
}

const named: ReadonlySet<string> = new Set(['name', 'features', 'ipWhitelist']);

/** Properties without a field in the snapshot, by their names in responses. */
function restOf({ scope: { properties } }: LiveClient): readonly (readonly [member: string, value: PropertyValue])[] {
  return clientProperties().flatMap(({ name, member }) => {
    const held = named.has(member) ? undefined : properties.get(name);
    return held === undefined ? [] : [[member, held.value] as const];
  });
}

type Around = {
  readonly clientId: string | null;
  readonly section: Section;
  readonly digest: KeyedDigest;
  readonly secrecy: Secrecy;
};

function snapshotSection(
  scope: LiveScope,
  { clientId, section, digest, secrecy }: Around,
  isRedacted: (key: string) => boolean,
): SnapshotSection {
  const entries = [...heldValues(scope.sections[section])].sort(([a], [b]) => byText(a, b));
  const isHidden = ([key, value]: readonly [string, Value]): boolean => isSecret(value) || isRedacted(key);
  const hidden = entries.filter(isHidden);
  const looks = hidden.filter(([key]) => {
    const reason = isRedacted(key) ? null : secrecy.reasonOf({ clientId, section, key });
    return reason !== null && onlyLooks(reason);
  });
  return {
    values: objectFrom(
      entries.flatMap(([key, value]) => (isSecret(value) || isRedacted(key) ? [] : [[key, value] as const])),
    ),
    hidden: objectFrom(
      hidden.flatMap(([key, value]) => {
        const print = sealed(value).fingerprint(digest, secretAddress(clientId, section, key));
        return print === null ? [] : [[key, print] as const];
      }),
    ),
    looks: looks.map(([key]) => key),
    inexact: [...inexactKeys(scope.sections[section])].sort(byText),
  };
}
