import { type ByScope, globalScope, type Scope, type Section, scopeId, type ThingScope } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
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
import type { Catalogue } from '../../model/setting.ts';
import { cellOfValue, emptyScope, type HeldCell } from '../../model/state.ts';
import { isSecret } from '../../model/value.ts';
import { type DiffRules, diffScope } from '../compare/compare-scope.ts';
import { diffProperties } from '../compare/compare-states.ts';
import { settle, type Unsettled } from '../secrecy/settle.ts';
import { type RecordedKey, type Touched, touchedByScope } from './run-changes.ts';

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
