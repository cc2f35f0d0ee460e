import type { ThingKind } from '../../kinds/table.ts';
import { type ByScope, globalScope, type Section, type ThingScope } from '../../model/address.ts';
import type {
  Desired,
  DesiredCell,
  DesiredClient,
  DesiredScope,
  DesiredThing,
  Limits,
  Protections,
} from '../../model/desired.ts';
import type { Source } from '../../model/finding.ts';
import type { RecordedChange, RunRecord, Undo } from '../../model/run.ts';
import { cellOfValue, emptyScope } from '../../model/state.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import type { Value } from '../../model/value.ts';
import {
  carriedOver,
  changesOfRun,
  type RecordedKey,
  secretsOfRun,
  type Touched,
  touchedByScope,
} from './run-changes.ts';

export type UndoRequest = {
  readonly record: RunRecord;
  /** The journal's file, as the location of every change. */
  readonly file: string;
  /** Protect files apply to every undo. */
  readonly protections: Protections;
  /** Nearby files of the application too, for the secrets that they know. */
  readonly files: readonly Desired[];
  /** What `--only` names. */
  readonly only: readonly TargetPattern[];
};

// The default limits of a file. In an undo they only warn.
const usualLimits: Omit<Limits, 'minimumOwners'> = {
  removals: { max: 10, percent: 20 },
  updates: { max: 50, percent: 50 },
};

export type UndoWish = {
  readonly desired: Desired;
  readonly undo: Undo;
  /** By target: the values to restore. */
  readonly touched: ReadonlyMap<string, Touched>;
};

/** The desired state that restores everything a run touched. */
export function undoRun(request: UndoRequest): UndoWish {
  const { record, file, protections, only } = request;
  const { header } = record;
  const source: Source = { file, line: 1, column: 1 };
  const names = new Set(only.map(({ text }) => text));
  // A change's own value before the run counts more than one that a call carried over.
  const touched = new Map([...carriedOver(record.calls, names), ...changesOfRun(record.calls)]);
  const all = [...touched.values()];
  const scopes = touchedByScope(all);
  const ofGlobal = scopes.at(globalScope);
  const desired: Desired = {
    application: { ...header.application, source },
    credentials: header.credentials,
    writes: 'safest',
    global: ofGlobal.length === 0 ? null : scopeBefore(ofGlobal, source),
    clients: new Map(clientsBefore(scopes, source).map((client) => [client.alias, client])),
    things: thingsBefore(scopes, source),
    ignore: [],
    expected: [],
    sensitive: [],
    public: [],
    accept: [],
    allow: [],
    limits: { ...usualLimits, minimumOwners: header.minimumOwners },
    protect: protections.protect,
    hosts: protections.hosts,
    mentions: [],
  };
  const expected = new Map([...touched].map(([name, { change }]): [string, RecordedChange] => [name, change]));
  return {
    desired,
    undo: { run: header.run, expected, secrets: secretsOfRun(record.calls), files: request.files },
    touched,
  };
}

function clientsBefore(touched: ByScope<Touched>, source: Source): readonly DesiredClient[] {
  return touched.groups().flatMap((rows): readonly DesiredClient[] => {
    const scope = rows[0]?.scope;
    return scope?.kind === 'client' ? [clientBefore(rows, scope, source)] : [];
  });
}

function thingsBefore(touched: ByScope<Touched>, source: Source): NonNullable<Desired['things']> {
  const things = new Map<ThingKind, Map<string, DesiredThing>>();
  for (const rows of touched.groups()) {
    const scope = rows[0]?.scope;
    if (scope === undefined || scope.kind === 'global' || scope.kind === 'client') continue;
    const { kind, alias, clientId: id } = scope;
    const ofKind = things.get(kind) ?? new Map<string, DesiredThing>();
    things.set(
      kind,
      ofKind.set(alias, { kind, alias, id, scope: { properties: propertiesBefore(rows, source) }, source }),
    );
  }
  return things;
}

function clientBefore(touched: readonly Touched[], scope: ThingScope, source: Source): DesiredClient {
  return {
    alias: scope.alias,
    id: scope.clientId,
    name: null,
    scope: { ...scopeBefore(touched, source), properties: propertiesBefore(touched, source) },
    source,
  };
}

function propertiesBefore(touched: readonly Touched[], source: Source): DesiredScope['properties'] {
  const changes = touched.flatMap((row) => (row.kind === 'property' ? [row.change] : []));
  return new Map(changes.map(({ property, before }) => [property.name, { value: before, source }]));
}

function scopeBefore(touched: readonly Touched[], source: Source): DesiredScope {
  const keys = touched.flatMap((row) => (row.kind === 'key' ? [row.change] : []));
  return {
    ...emptyScope,
    sections: { settings: sectionBefore(keys, 'settings', source), custom: sectionBefore(keys, 'custom', source) },
  };
}

function sectionBefore(
  keys: readonly RecordedKey[],
  section: Section,
  source: Source,
): ReadonlyMap<string, DesiredCell> {
  const own = keys.filter((change) => change.section === section);
  return new Map(own.map(({ key, before }) => [key, asked(before, source)]));
}

function asked(before: Value | undefined, source: Source): DesiredCell {
  const cell = cellOfValue(before);
  switch (cell.kind) {
    case 'value':
      return { ...cell, origin: 'journal', source };
    case 'secret':
      return {
        ...cell,
        by: 'reference',
        why: { kind: 'source', source: 'the journal' },
        form: 'exact',
        damage: null,
        source,
      };
    case 'absent':
      return { ...cell, reason: null, until: null, source };
  }
}
