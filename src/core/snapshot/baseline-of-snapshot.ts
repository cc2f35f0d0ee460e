import type { Baseline, BaselineScope, BaselineValue } from '../model/baseline.ts';
import type { Section } from '../model/scope.ts';
import { type KeyedDigest, Secret, secretAddress } from '../model/secret.ts';
import type { Snapshot, SnapshotScope, SnapshotSection } from '../model/snapshot.ts';

/** A snapshot as what was last applied. It holds the whole application, so that what it does not list was absent. */
export function baselineOfSnapshot(snapshot: Snapshot, name: string): Baseline {
  return {
    name,
    commit: null,
    missing: null,
    global: baselineScope(snapshot.global, null, null),
    clients: snapshot.clients.map(({ id, features, scope }) => {
      return { id, alias: null, name: null, scope: baselineScope(scope, id, features) };
    }),
    ignore: [],
    accepted: null,
    sensitive: [],
    policy: null,
  };
}

function baselineScope(
  scope: SnapshotScope,
  clientId: string | null,
  features: BaselineScope['features'],
): BaselineScope {
  const [settings, custom] = [valuesOf(scope, clientId, 'settings'), valuesOf(scope, clientId, 'custom')];
  return { sections: { settings, custom }, whole: { settings: true, custom: true }, features };
}

function valuesOf(scope: SnapshotScope, clientId: string | null, section: Section): ReadonlyMap<string, BaselineValue> {
  const { values, hidden, looks, inexact }: SnapshotSection = scope[section];
  const onlyLooks = new Set(looks);
  return new Map<string, BaselineValue>([
    ...Object.entries(values).map(([key, json]) => [key, { kind: 'value', json, text: null }] as const),
    ...Object.entries(hidden).map(([key, print]) => {
      const secret = Secret.knownBy(print, secretAddress(clientId, section, key));
      return [key, { kind: 'secret', secret, by: onlyLooks.has(key) ? 'look' : 'snapshot' }] as const;
    }),
    // A number that JavaScript rounds is not what live had.
    ...inexact.map((key) => [key, { kind: 'not-comparable' }] as const),
  ]);
}

/** A baseline whose fingerprints can be held against values, as far as they are of the same key. */
export function comparableBaseline(baseline: Baseline, digest: KeyedDigest): Baseline {
  const scopeOf = (scope: BaselineScope): BaselineScope => {
    const sectionOf = (section: Section): ReadonlyMap<string, BaselineValue> =>
      new Map([...scope.sections[section]].map(([key, value]) => [key, comparable(value, digest)]));
    return { ...scope, sections: { settings: sectionOf('settings'), custom: sectionOf('custom') } };
  };
  return {
    ...baseline,
    global: baseline.global && scopeOf(baseline.global),
    clients: baseline.clients.map((client) => ({ ...client, scope: scopeOf(client.scope) })),
  };
}

function comparable(value: BaselineValue, digest: KeyedDigest): BaselineValue {
  return value.kind === 'secret' ? { ...value, secret: value.secret?.comparableBy(digest) ?? null } : value;
}
