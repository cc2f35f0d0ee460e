import type { Desired, DesiredScope, DesiredValue } from '../model/desired.ts';
import type { LiveScope, LiveState } from '../model/live.ts';
import { patternIndex } from '../model/pattern-index.ts';
import type { Section } from '../model/scope.ts';
import type { Side, SideScope, SideValue } from '../model/side.ts';
import type { Snapshot, SnapshotScope, SnapshotSection } from '../model/snapshot.ts';
import { isSecret, type Value } from '../model/value.ts';

type Digest = (text: string) => string;

/** What a file says, as a side of a comparison. What it ignores it says nothing of. */
export function sideOfDesired(desired: Desired, name: string, digest: Digest): Side {
  const { id, region } = desired.application;
  return {
    name,
    kind: 'file',
    application: { id, region },
    readAt: null,
    global: fileScope(desired, null, desired.global, null, digest),
    clients: [...desired.clients.values()].map((client) => ({
      alias: client.alias,
      id: client.identity.by === 'id' ? client.identity.id : null,
      name: client.identity.by === 'name' ? client.identity.name : null,
      scope: fileScope(desired, client.alias, client, client.features?.names ?? null, digest),
    })),
    allClients: false,
    expected: desired.expected,
    options: null,
  };
}

function fileScope(
  desired: Desired,
  alias: string | null,
  scope: DesiredScope,
  features: readonly string[] | null,
  digest: Digest,
): SideScope {
  const sectionOf = (section: Section): ReadonlyMap<string, SideValue> => {
    const { values, absent } = scope.sections[section];
    const said: (readonly [string, SideValue])[] = [
      ...[...absent.keys()].map((key) => [key, { kind: 'absent' }] as const),
      ...[...values].map(([key, value]) => [key, fileValue(value, digest)] as const),
    ];
    const isIgnored = (key: string): boolean =>
      patternIndex(desired.ignore).matching({ kind: 'key', alias, section, key }).length > 0;
    return new Map(said.filter(([key]) => !isIgnored(key)));
  };
  const isWhole = (section: Section): boolean => scope.unmentioned === 'remove' && scope.sections[section].written;
  return {
    sections: { settings: sectionOf('settings'), custom: sectionOf('custom') },
    whole: { settings: isWhole('settings'), custom: isWhole('custom') },
    features,
  };
}

function fileValue(value: DesiredValue, digest: Digest): SideValue {
  switch (value.kind) {
    case 'plain':
      return { kind: 'value', json: value.json, text: value.text };
    case 'exact':
      return { kind: 'value', json: value.json, text: null };
    case 'secret':
      return { kind: 'secret', fingerprint: value.secret.fingerprint(digest) };
    case 'not-compared':
      return { kind: 'not-comparable' };
  }
}

/** A live application as a side; the state must hold all of its clients. */
export function sideOfLive(
  live: LiveState,
  facts: Pick<Side, 'name' | 'application' | 'readAt'>,
  digest: Digest,
): Side {
  const scopeOf = (scope: LiveScope | null | undefined, features: readonly string[] | null): SideScope => ({
    sections: { settings: liveSection(scope, 'settings', digest), custom: liveSection(scope, 'custom', digest) },
    whole: { settings: true, custom: true },
    features,
  });
  return {
    ...facts,
    kind: 'live',
    global: scopeOf(live.global, null),
    clients: [...live.clients.values()].map(({ id, name, features }) => {
      return { alias: null, id, name, scope: scopeOf(live.scopes.get(id), features) };
    }),
    allClients: true,
    expected: [],
    options: live.options,
  };
}

function liveSection(
  scope: LiveScope | null | undefined,
  section: Section,
  digest: Digest,
): ReadonlyMap<string, SideValue> {
  if (scope === null || scope === undefined) throw new Error('a comparison needs every scope of the application');
  // A live null counts as absent.
  const there = [...scope.sections[section]].filter(([, value]) => value !== null);
  return new Map(there.map(([key, value]) => [key, liveValue(value, digest)]));
}

function liveValue(value: Value, digest: Digest): SideValue {
  if (isSecret(value)) return { kind: 'secret', fingerprint: value.fingerprint(digest) };
  return { kind: 'value', json: value, text: null };
}

/** A snapshot as a side. */
export function sideOfSnapshot(snapshot: Snapshot, name: string): Side {
  const scopeOf = (scope: SnapshotScope, features: readonly string[] | null): SideScope => ({
    sections: { settings: keptSection(scope.settings), custom: keptSection(scope.custom) },
    whole: { settings: true, custom: true },
    features,
  });
  return {
    name,
    kind: 'snapshot',
    application: snapshot.application,
    readAt: snapshot.readAt,
    global: scopeOf(snapshot.global, null),
    clients: snapshot.clients.map((client) => {
      return { alias: null, id: client.id, name: client.name, scope: scopeOf(client.scope, client.features) };
    }),
    allClients: true,
    expected: [],
    options: snapshot.options && new Map(snapshot.options.map((option) => [option.name, option])),
  };
}

function keptSection({ values, hidden }: SnapshotSection): ReadonlyMap<string, SideValue> {
  return new Map<string, SideValue>([
    ...Object.entries(values).map(([key, json]) => [key, { kind: 'value', json, text: null }] as const),
    ...Object.entries(hidden).map(([key, fingerprint]) => [key, { kind: 'secret', fingerprint }] as const),
  ]);
}
