import { byText, objectFrom } from '../model/json.ts';
import type { LiveClient, LiveScope, LiveState } from '../model/live.ts';
import type { Section } from '../model/scope.ts';
import type { Snapshot, SnapshotClient, SnapshotScope, SnapshotSection } from '../model/snapshot.ts';
import { isSecret, sealed, type Value } from '../model/value.ts';

/** Facts about the moment and the maker. */
export type SnapshotMoment = {
  readonly toolVersion: string;
  readonly application: Snapshot['application'];
  readonly readAt: string;
  readonly redacted: readonly string[];
};

/** Whether a value is to be left out although nobody calls it secret. `clientId` null: the global scope. */
export type IsRedacted = (clientId: string | null, section: Section, key: string) => boolean;

/** Writes a live state down, each secret as its keyed fingerprint. The state must hold the whole application. */
export function makeSnapshot(
  live: LiveState,
  moment: SnapshotMoment,
  digest: (text: string) => string,
  isRedacted: IsRedacted,
): Snapshot {
  const scopeOf = (scope: LiveScope | null | undefined, clientId: string | null): SnapshotScope => {
    if (scope === null || scope === undefined) throw new Error('a snapshot needs every scope of the application');
    const sectionOf = (section: Section): SnapshotSection =>
      snapshotSection(scope, section, digest, (key) => isRedacted(clientId, section, key));
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
    clients: clients.map((client) => snapshotClient(client, scopeOf(live.scopes.get(client.id), client.id))),
  };
}

function snapshotClient(client: LiveClient, scope: SnapshotScope): SnapshotClient {
  const { id, name, features, ipWhitelist, unknownNames } = client;
  return { id, name, features, ipWhitelist, unknownNames, scope };
}

function snapshotSection(
  scope: LiveScope,
  section: Section,
  digest: (text: string) => string,
  isRedacted: (key: string) => boolean,
): SnapshotSection {
  // A live null counts as absent.
  const entries = [...scope.sections[section]].filter(([, value]) => value !== null).sort(([a], [b]) => byText(a, b));
  const isHidden = ([key, value]: readonly [string, Value]): boolean => isSecret(value) || isRedacted(key);
  return {
    values: objectFrom(
      entries.flatMap(([key, value]) => (isSecret(value) || isRedacted(key) ? [] : [[key, value] as const])),
    ),
    hidden: objectFrom(
      entries.filter(isHidden).map(([key, value]) => [key, sealed(value).fingerprint(digest)] as const),
    ),
    inexact: [...scope.inexact[section]].sort(byText),
  };
}
