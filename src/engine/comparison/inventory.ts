import { clientProperties } from '../../kinds/index.ts';
import type { Property } from '../../kinds/kind.ts';
import { byText } from '../../leaf/json.ts';
import { formatTarget, type Section, sections } from '../../model/address.ts';
import type { Side, SideFacts } from '../../model/differences.ts';
import type { Catalogue } from '../../model/setting.ts';
import { type ClientState, emptyScope, type ScopeState } from '../../model/state.ts';
import type { RedactedValue } from '../../model/value.ts';
import {
  type ComparedKey,
  type Comparing,
  compareScopes,
  type ShownScope,
  shownProperty,
  shownScope,
} from './compare-scopes.ts';

/**
 * What a scope has at a key. `own`: a value without a global one. `overridden`: another value than the global one.
 * `redundant`: the same value as the global one. `not-compared`: both have a secret, which cannot be compared.
 * `ignored`: a client's value of a global-only setting. `inherited`: the global value. `unset`: nothing at all.
 * `silent`: the side does not declare it, such as a file without the key.
 */
export type CellState =
  | 'own'
  | 'overridden'
  | 'redundant'
  | 'not-compared'
  | 'ignored'
  | 'inherited'
  | 'unset'
  | 'silent';

export type InventoryCell = { readonly state: CellState; readonly value: RedactedValue };

export type InventoryRow = {
  readonly section: Section | 'property';
  /** The name of the property where the row is of one. */
  readonly key: string;
  /** The group of the setting in the documents; null when it has none. */
  readonly group: string | null;
  readonly global: InventoryCell;
  /** One for each client of the inventory. */
  readonly cells: readonly InventoryCell[];
};

/** Every setting of a side by client. */
export type Inventory = {
  readonly side: SideFacts;
  readonly clients: readonly { readonly name: string; readonly id: string | null }[];
  readonly rows: readonly InventoryRow[];
};

const silent: InventoryCell = { state: 'silent', value: { kind: 'not-managed' } };
const unset: InventoryCell = { state: 'unset', value: { kind: 'absent' } };

/** The matrix of a side: the value of each client for every known key, and its source. */
export function inventoryOf(side: Side, catalogue: Catalogue): Inventory {
  const { name, kind, application, readAt } = side;
  const clients = [...side.clients.values()].sort((a, b) => byText(nameOf(a), nameOf(b)));
  const global = side.global ?? emptyScope;
  const types = { options: side.options, catalogue, digest: side.digest, secrets: 'compared' as const };
  const parent = shownScope(side, null, global);
  const columns = clients.map((client) => columnOf(shownScope(side, client, client.scope), parent, types));
  const scopes = [global, ...clients.map(({ scope }) => scope)];
  const globalColumn = columnOf(parent, { ...parent, scope: emptyScope }, types);
  const rows = sections.flatMap((section) =>
    keysOf(scopes, section).map((key): InventoryRow => {
      const facts = section === 'settings' ? catalogue.lookup(key) : undefined;
      const place = { section, key, globalOnly: facts?.globalOnly === true };
      return {
        section,
        key,
        group: facts?.group ?? null,
        global: cellOf(globalColumn, { ...place, globalOnly: false }),
        cells: columns.map((column) => cellOf(column, place)),
      };
    }),
  );
  return {
    side: { name, kind, application: { id: application.id, region: application.region }, readAt },
    clients: clients.map((client) => ({ name: nameOf(client), id: client.id })),
    rows: clients.length === 0 ? rows : [...clientProperties().flatMap((one) => propertyRow(one, clients)), ...rows],
  };
}

function nameOf(client: ClientState): string {
  return client.alias === null ? (client.name ?? client.id) : client.alias;
}

function keysOf(scopes: readonly ScopeState[], section: Section): readonly string[] {
  const keys = scopes.flatMap((scope) =>
    [...scope.sections[section]].flatMap(([key, value]) => (value.kind === 'absent' ? [] : [key])),
  );
  return [...new Set(keys)].sort(byText);
}

/** A scope and what it inherits from, compared with each other. */
type Column = {
  readonly scope: ScopeState;
  readonly parent: ScopeState;
  /** By target, less the scope. */
  readonly compared: ReadonlyMap<string, ComparedKey>;
};

function columnOf(scope: ShownScope, parent: ShownScope, types: Comparing): Column {
  const compared = new Map(compareScopes(types, null, scope, parent).map((one) => [formatTarget(one.target), one]));
  return { scope: scope.scope, parent: parent.scope, compared };
}

type RowPlace = { readonly section: Section; readonly key: string; readonly globalOnly: boolean };

function cellOf({ scope, parent, compared }: Column, place: RowPlace): InventoryCell {
  const { section, key, globalOnly } = place;
  if (!speaksOf(scope, place)) return silent;
  const one = compared.get(formatTarget({ kind: 'key', alias: null, section, key }));
  if (one === undefined) return unset;
  const isGlobal = speaksOf(parent, place) && one.b.kind !== 'absent';
  if (one.a.kind === 'absent') return isGlobal ? { state: 'inherited', value: one.b } : unset;
  if (globalOnly) return { state: 'ignored', value: one.a };
  return { state: isGlobal ? besideGlobal[one.verdict] : 'own', value: one.a };
}

// Both sides declare the key, so "silent" does not occur.
const besideGlobal: { readonly [Verdict in ComparedKey['verdict']]: CellState } = {
  same: 'redundant',
  differs: 'overridden',
  'not-compared': 'not-compared',
  silent: 'own',
};

function speaksOf({ sections: of, whole }: ScopeState, { section, key }: RowPlace): boolean {
  return of[section].has(key) || whole[section];
}

function propertyRow({ name, unmanaged }: Property, clients: readonly ClientState[]): readonly InventoryRow[] {
  if (unmanaged === 'silent' && !clients.some(({ scope }) => scope.properties.has(name))) return [];
  const cells = clients.map(({ scope }): InventoryCell => {
    return scope.properties.has(name) ? { state: 'own', value: shownProperty(scope, name) } : silent;
  });
  return [{ section: 'property', key: name, group: null, global: unset, cells }];
}
