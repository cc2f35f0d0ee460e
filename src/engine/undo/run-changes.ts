import { isStructured } from '../../leaf/json.ts';
import {
  ByScope,
  formatTarget,
  globalScope,
  keyTarget,
  type Scope,
  type Section,
  scopeId,
  sections,
  type Target,
  type ThingScope,
} from '../../model/address.ts';
import { type Change, propertyTarget } from '../../model/change.ts';
import type { Desired, DesiredCell, DesiredScope } from '../../model/desired.ts';
import {
  clientsRead,
  type LiveScope,
  type LiveState,
  liveScopeOf,
  resolveClients,
  resolveThings,
  unreadScope,
  type WithProperties,
  withProperty,
} from '../../model/live.ts';
import type { RecordedCall, RecordedChange } from '../../model/run.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { cellOfValue, emptyScope, type HeldCell } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';
import { type DiffRules, diffScope } from '../compare/compare-scope.ts';
import { diffProperties } from '../compare/compare-states.ts';
import { settle, type Unsettled } from '../secrecy/settle.ts';

export type RecordedKey = Extract<RecordedChange, { readonly kind: 'key' }>;
type RecordedProperty = Extract<RecordedChange, { readonly kind: 'property' }>;

type TouchedKey = { readonly kind: 'key'; readonly scope: Scope; readonly change: RecordedKey };

/** One change of a run: the values before and after it. */
export type Touched =
  | TouchedKey
  | { readonly kind: 'property'; readonly scope: ThingScope; readonly change: RecordedProperty };

/** By target: what a run changed, or may have changed. Of several calls the first before and the last after count. */
export function changesOfRun(calls: readonly RecordedCall[]): ReadonlyMap<string, Touched> {
  const found = new Map<string, Touched>();
  for (const { scope, changes } of calls.filter(mayHaveWritten)) {
    for (const touched of changes.flatMap((change) => touchedBy(scope, change))) {
      const name = nameOf(touched);
      found.set(name, withFirstBefore(touched, found.get(name)));
    }
  }
  return found;
}

/**
 * The given keys that a full replace carried over: the service may have lost them. Their values before the first such
 * call are the right ones.
 */
export function carriedOver(calls: readonly RecordedCall[], names: ReadonlySet<string>): ReadonlyMap<string, Touched> {
  const rows = calls
    .filter(mayHaveWritten)
    .flatMap(({ scope, preimage }) => (preimage === null ? [] : unchanged(scope, preimage)));
  // Backwards, so that the first call has the last word.
  const named = rows.map((row) => [nameOf(row), row] as const).filter(([name]) => names.has(name));
  return new Map(named.reverse());
}

/** The same rows by the scope that they belong to. */
export function touchedByScope(rows: readonly Touched[]): ByScope<Touched> {
  const groups = new ByScope<Touched>();
  for (const row of rows) groups.add(row.scope, row);
  return groups;
}

/** Every key that the journal of a run knows as a secret: what the run created too, and what it carried over. */
export function secretsOfRun(calls: readonly RecordedCall[]): readonly KeyAddress[] {
  return calls.flatMap(({ scope, changes, preimage }) => {
    const clientId = scopeId(scope);
    const rows = [
      ...changes.filter(isKey),
      ...(preimage === null ? [] : unchanged(scope, preimage).map(({ change }) => change)),
    ];
    return rows
      .filter(({ before, after }) => isSecret(before) || isSecret(after))
      .map(({ section, key }) => ({ clientId, section, key }));
  });
}

function isKey(change: RecordedChange): change is RecordedKey {
  return change.kind === 'key';
}

function mayHaveWritten({ state }: RecordedCall): boolean {
  return state === 'done' || state === 'unknown';
}

function touchedBy(scope: Scope, change: RecordedChange): readonly Touched[] {
  if (change.kind === 'key') return [{ kind: 'key', scope, change }];
  return scope.kind === 'global' ? [] : [{ kind: 'property', scope, change }];
}

function withFirstBefore(later: Touched, earlier: Touched | undefined): Touched {
  if (earlier?.kind === 'key' && later.kind === 'key')
    return { ...later, change: { ...later.change, before: earlier.change.before } };
  if (earlier?.kind === 'property' && later.kind === 'property')
    return { ...later, change: { ...later.change, before: earlier.change.before } };
  return later;
}

function unchanged(scope: Scope, held: NonNullable<RecordedCall['preimage']>): readonly TouchedKey[] {
  return sections.flatMap((section) =>
    [...held[section]].map(([key, value]): TouchedKey => ({ kind: 'key', scope, change: same(section, key, value) })),
  );
}

function same(section: Section, key: string, value: Value): RecordedKey {
  const type = isStructured(value) ? 'json' : 'string';
  return { kind: 'key', section, key, type, before: value, after: value };
}

function nameOf(touched: Touched): string {
  return formatTarget(touchedTarget(touched));
}

export function touchedTarget({ kind, scope, change }: Touched): Target {
  return kind === 'property' ? propertyTarget(scope, change.property) : keyTarget(scope, change.section, change.key);
}

export type ReapplyInput = {
  /** What a file declares. */
  readonly file: Desired;
  /** What an undo restored. */
  readonly restored: readonly Touched[];
  /** The live state that the undo was planned on; it tells which clients the file means. */
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  readonly today: string;
};

/** Restored values that the file would change again: the next apply would reverse the undo. */
export function reapplyConflicts(input: ReapplyInput): readonly Change[] {
  const { catalogue, today, restored } = input;
  const rows = touchedByScope(restored);
  const { desired: file, live } = settled(input, rows);
  const { ignore, accept } = file;
  const rules: DiffRules = { options: live.options, catalogue, ignore, accept, today };
  const ofClients = resolveClients(file, input.live).flatMap((client): readonly Change[] => {
    if (client.kind !== 'found') return [];
    const { desired, scope } = client;
    return [
      ...keysAsked(rules, scope, desired.scope, live, rows.at(scope)),
      ...propertiesAsked(rules, scope, desired.scope, input.live.clients.get(scope.clientId), rows.at(scope)),
    ];
  });
  const ofThings = resolveThings(file, input.live).flatMap(({ desired, scope, live: thing }) =>
    thing === null ? [] : propertiesAsked(rules, scope, desired.scope, thing, rows.at(scope)),
  );
  const ofGlobal = keysAsked(rules, globalScope, file.global ?? emptyScope, live, rows.at(globalScope));
  return [...ofGlobal, ...ofClients, ...ofThings];
}

/** The file, and a live state of only the restored values; secrets are sealed in both. */
function settled(
  { file, restored, live, catalogue }: ReapplyInput,
  rows: ByScope<Touched>,
): Pick<Unsettled, 'desired' | 'live'> {
  const read = clientsRead(live).map((client) => {
    return [client.id, { ...client, scope: scopeOf(keysOf(rows.at(clientScope(client.id)))) }] as const;
  });
  const clients = new Map([...live.clients, ...read]);
  const held: LiveState = { ...live, global: scopeOf(keysOf(rows.at(globalScope))), clients };
  const addresses = restored.flatMap((row) => {
    const isHidden = row.kind === 'key' && (isSecret(row.change.before) || isSecret(row.change.after));
    return isHidden ? [{ clientId: scopeId(row.scope), section: row.change.section, key: row.change.key }] : [];
  });
  const known = [{ source: 'the journal', addresses }];
  return settle({ desired: file, live: held, baseline: null, undo: null, catalogue, known });
}

// A scope is found by its client's id only.
function clientScope(clientId: string): Scope {
  return { kind: 'client', alias: clientId, clientId };
}

function keysOf(rows: readonly Touched[]): readonly RecordedKey[] {
  return rows.flatMap((row) => (row.kind === 'key' ? [row.change] : []));
}

function scopeOf(keys: readonly RecordedKey[]): LiveScope {
  const held = (section: Section): ReadonlyMap<string, HeldCell> =>
    new Map(ofSection(keys, section).map(({ key, before }) => [key, cellOfValue(before)]));
  return {
    ...unreadScope('', new Map()),
    sections: { settings: held('settings'), custom: held('custom') },
    whole: { settings: true, custom: true },
  };
}

function keysAsked(
  rules: DiffRules,
  scope: Scope,
  desired: DesiredScope,
  live: LiveState,
  restored: readonly Touched[],
): readonly Change[] {
  const keys = keysOf(restored);
  const held = [liveScopeOf(live, scope)].filter((own) => own !== undefined);
  return held.flatMap((own) => diffScope(rules, scope, narrowed(desired, keys), own).changes);
}

function ofSection(keys: readonly RecordedKey[], section: Section): readonly RecordedKey[] {
  return keys.filter((change) => change.section === section);
}

/** The scope with only these keys. */
function narrowed(scope: DesiredScope, keys: readonly RecordedKey[]): DesiredScope {
  const section = (name: Section): ReadonlyMap<string, DesiredCell> => {
    const names = new Set(ofSection(keys, name).map(({ key }) => key));
    return new Map([...scope.sections[name]].filter(([key]) => names.has(key)));
  };
  return { ...scope, sections: { settings: section('settings'), custom: section('custom') } };
}

function propertiesAsked(
  rules: DiffRules,
  scope: ThingScope,
  desired: Pick<DesiredScope, 'properties'>,
  live: WithProperties | undefined,
  restored: readonly Touched[],
): readonly Change[] {
  return restored.flatMap((row) => {
    if (row.kind !== 'property' || live === undefined) return [];
    const { property, before } = row.change;
    const changes = diffProperties(rules, scope, desired, withProperty(live, property, before).scope);
    return changes.filter((change) => change.property.name === property.name);
  });
}
