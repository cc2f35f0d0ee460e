import type { Json } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import type { Side, SideScope, SideValue } from '../../model/comparison.ts';
import type { Desired, DesiredClient, DesiredScope, DesiredValue } from '../../model/desired.ts';
import type { KeptState } from '../../model/kept.ts';
import { type LiveScope, type LiveState, livePropertiesOf } from '../../model/live.ts';
import { patternIndex } from '../../model/pattern-index.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import type { Snapshot, SnapshotScope, SnapshotSection } from '../../model/snapshot.ts';
import { isSecret, type KeyedDigest, Secret, secretAddress, type Value } from '../../model/value.ts';
import { secretReason } from '../secrecy/secret-reason.ts';

/** What a file says, as a side of a comparison. What it ignores it says nothing of. */
export function sideOfDesired(desired: Desired, name: string, digest: KeyedDigest): Side {
  const { id, region } = desired.application;
  return {
    name,
    kind: 'file',
    application: { id, region },
    readAt: null,
    global: fileScope(desired, desired.global, { alias: null, clientId: null, properties: noProperties }, digest),
    clients: [...desired.clients.values()].map((client) => {
      const id = client.identity.by === 'id' ? client.identity.id : null;
      const place = { alias: client.alias, clientId: id ?? undefined, properties: askedProperties(client) };
      return {
        alias: client.alias,
        id,
        name: client.identity.by === 'name' ? client.identity.name : null,
        scope: fileScope(desired, client, place, digest),
      };
    }),
    allClients: false,
    expected: desired.expected,
    options: null,
    digest,
  };
}

type FilePlace = {
  readonly alias: string | null;
  /** undefined: the file does not know the id of the client, so that nothing of it has a fingerprint. */
  readonly clientId: string | null | undefined;
  readonly properties: SideScope['properties'];
};

const noProperties: SideScope['properties'] = new Map();

function fileScope(
  desired: Desired,
  scope: DesiredScope,
  { alias, clientId, properties }: FilePlace,
  digest: KeyedDigest,
): SideScope {
  const printOf = (secret: Secret, section: Section, key: string): string | null =>
    clientId === undefined ? null : secret.fingerprint(digest, secretAddress(clientId, section, key));
  const sectionOf = (section: Section): ReadonlyMap<string, SideValue> => {
    const { values, absent } = scope.sections[section];
    const said: (readonly [string, SideValue])[] = [
      ...[...absent.keys()].map((key) => [key, { kind: 'absent' }] as const),
      ...[...values].map(([key, value]) => {
        return [key, fileValue(value, (secret) => printOf(secret, section, key))] as const;
      }),
    ];
    const isIgnored = (key: string): boolean =>
      patternIndex(desired.ignore).matching({ kind: 'key', alias, section, key }).length > 0;
    return new Map(said.filter(([key]) => !isIgnored(key)));
  };
  const isWhole = (section: Section): boolean => scope.unmentioned === 'remove' && scope.sections[section].written;
  return {
    sections: { settings: sectionOf('settings'), custom: sectionOf('custom') },
    whole: { settings: isWhole('settings'), custom: isWhole('custom') },
    properties,
  };
}

function askedProperties({ properties }: DesiredClient): SideScope['properties'] {
  return new Map([...properties].map(([name, { value }]) => [name, value]));
}

function fileValue(value: DesiredValue, printOf: (secret: Secret) => string | null): SideValue {
  switch (value.kind) {
    case 'plain':
      return { kind: 'value', json: value.json, text: value.text };
    case 'exact':
      return { kind: 'value', json: value.json, text: null };
    case 'secret':
      return { kind: 'secret', fingerprint: printOf(value.secret), secret: value.secret };
    case 'not-compared':
      return { kind: 'not-comparable' };
  }
}

/** A live application as a side; the state must hold all of its clients. */
export function sideOfLive(
  live: LiveState,
  facts: Pick<Side, 'name' | 'application' | 'readAt'>,
  digest: KeyedDigest,
): Side {
  const scopeOf = (
    scope: LiveScope | null | undefined,
    clientId: string | null,
    properties: SideScope['properties'],
  ): SideScope => ({
    sections: {
      settings: liveSection(scope, clientId, 'settings', digest),
      custom: liveSection(scope, clientId, 'custom', digest),
    },
    whole: { settings: true, custom: true },
    properties,
  });
  return {
    ...facts,
    kind: 'live',
    global: scopeOf(live.global, null, noProperties),
    clients: [...live.clients.values()].map((client) => {
      const { id, name } = client;
      return { alias: null, id, name, scope: scopeOf(live.scopes.get(id), id, livePropertiesOf(client)) };
    }),
    allClients: true,
    expected: [],
    options: live.options,
    digest,
  };
}

function liveSection(
  scope: LiveScope | null | undefined,
  clientId: string | null,
  section: Section,
  digest: KeyedDigest | null,
): ReadonlyMap<string, SideValue> {
  if (scope === null || scope === undefined) throw new Error('a comparison needs every scope of the application');
  // A live null counts as absent.
  const there = [...scope.sections[section]].filter(([, value]) => value !== null);
  return new Map(there.map(([key, value]) => [key, liveValue(value, secretAddress(clientId, section, key), digest)]));
}

function liveValue(value: Value, address: string, digest: KeyedDigest | null): SideValue {
  if (!isSecret(value)) return { kind: 'value', json: value, text: null };
  const fingerprint = digest === null ? null : value.fingerprint(digest, address);
  return { kind: 'secret', fingerprint, secret: value };
}

/**
 * What was saved of an application as a side, its secrets sealed. Scopes that were not saved say nothing; no one has made
 * fingerprints of its secrets.
 */
export function sideOfKept({ kind, application, region, readAt, live }: KeptState, name: string): Side {
  const scopeOf = (scope: LiveScope, clientId: string | null, properties: SideScope['properties']): SideScope => ({
    sections: {
      settings: liveSection(scope, clientId, 'settings', null),
      custom: liveSection(scope, clientId, 'custom', null),
    },
    whole: { settings: true, custom: true },
    properties,
  });
  const saved = [...live.clients.values()].flatMap((client) => {
    const { id, name: clientName } = client;
    const scope = live.scopes.get(id);
    if (scope === undefined) return [];
    return [{ alias: null, id, name: clientName, scope: scopeOf(scope, id, livePropertiesOf(client)) }];
  });
  return {
    name,
    kind,
    application: { id: application, region },
    readAt,
    global: live.global === null ? null : scopeOf(live.global, null, noProperties),
    clients: saved,
    // Of an export, any clients may have been chosen.
    allClients: false,
    expected: [],
    options: live.options,
    digest: null,
  };
}

/** A snapshot as a side. */
export function sideOfSnapshot(snapshot: Snapshot, name: string, catalogue: Catalogue): Side {
  const scopeOf = (scope: SnapshotScope, clientId: string | null, properties: SideScope['properties']): SideScope => ({
    sections: {
      settings: keptSection(scope.settings, { clientId, section: 'settings' }, catalogue),
      custom: keptSection(scope.custom, { clientId, section: 'custom' }, catalogue),
    },
    whole: { settings: true, custom: true },
    properties,
  });
  return {
    name,
    kind: 'snapshot',
    application: snapshot.application,
    readAt: snapshot.readAt,
    global: scopeOf(snapshot.global, null, noProperties),
    clients: snapshot.clients.map((client) => {
      return {
        alias: null,
        id: client.id,
        name: client.name,
        scope: scopeOf(client.scope, client.id, livePropertiesOf(client)),
      };
    }),
    allClients: true,
    expected: [],
    options: snapshot.options && new Map(snapshot.options.map((option) => [option.name, option])),
    digest: null,
  };
}

type KeptPlace = Omit<KeyAddress, 'key'>;

function keptSection(
  { values, hidden, looks }: SnapshotSection,
  place: KeptPlace,
  catalogue: Catalogue,
): ReadonlyMap<string, SideValue> {
  // A snapshot that says what it hid for its looks has looked at everything, with what its file calls public.
  const facts = { catalogue, known: () => null, isPublic: () => looks !== undefined, seen: () => undefined };
  const redacted = (key: string, json: Json): SideValue => {
    const isHidden = secretReason(facts, { ...place, key }, [json]) !== null;
    return isHidden
      ? { kind: 'secret', fingerprint: null, secret: new Secret(json) }
      : { kind: 'value', json, text: null };
  };
  return new Map<string, SideValue>([
    ...Object.entries(values).map(([key, json]) => [key, redacted(key, json)] as const),
    ...Object.entries(hidden).map(([key, print]) => {
      const secret = Secret.knownBy(print, secretAddress(place.clientId, place.section, key));
      return [key, { kind: 'secret', fingerprint: print, secret }] as const;
    }),
  ]);
}
