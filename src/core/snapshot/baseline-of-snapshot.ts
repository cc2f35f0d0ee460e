import type { Baseline, BaselineScope, BaselineValue } from '../model/baseline.ts';
import type { Snapshot, SnapshotScope, SnapshotSection } from '../model/snapshot.ts';

/** A snapshot as what was last applied. It holds the whole application, so that what it does not list was absent. */
export function baselineOfSnapshot(snapshot: Snapshot, name: string): Baseline {
  return {
    name,
    commit: null,
    missing: null,
    global: baselineScope(snapshot.global, null),
    clients: snapshot.clients.map(({ id, features, scope }) => {
      return { id, alias: null, scope: baselineScope(scope, features) };
    }),
    ignore: [],
    accepted: null,
    sensitive: [],
  };
}

function baselineScope({ settings, custom }: SnapshotScope, features: BaselineScope['features']): BaselineScope {
  return {
    sections: { settings: valuesOf(settings), custom: valuesOf(custom) },
    whole: { settings: true, custom: true },
    features,
  };
}

function valuesOf({ values, hidden, inexact }: SnapshotSection): ReadonlyMap<string, BaselineValue> {
  // A number that JavaScript rounds is not what live had.
  const unknown = [...Object.keys(hidden), ...inexact];
  return new Map<string, BaselineValue>([
    ...Object.entries(values).map(([key, json]) => [key, { kind: 'value', json, text: null }] as const),
    ...unknown.map((key) => [key, { kind: 'not-comparable' }] as const),
  ]);
}
