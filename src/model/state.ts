import type { PropertyValue } from '../kinds/kind.ts';
import type { Json } from '../leaf/json.ts';
import type { Section } from './address.ts';
import { isSecret, type Secret, type Value } from './value.ts';

/** What a state says of one key. */
export type Cell =
  /** `text` is the source text of a scalar, null for maps, lists and values that did not come from YAML. */
  | { readonly kind: 'value'; readonly json: Json; readonly text: string | null }
  /** `secret` null: nothing is known of it, such as of one whose variable is not set. */
  | { readonly kind: 'secret'; readonly secret: Secret | null; readonly by: SecretBy }
  /** The key does not, or must not, exist. */
  | { readonly kind: 'absent' }
  /** Something is there, and what it is is not known. */
  | { readonly kind: 'not-comparable' };

export type CellOf<K extends Cell['kind']> = Extract<Cell, { readonly kind: K }>;

export const notComparable: Cell = { kind: 'not-comparable' };

/** A cell of what was read: a value, a secret, or that nothing is there, such as for a null. */
export type HeldCell = CellOf<'value' | 'absent'> | (CellOf<'secret'> & { readonly secret: Secret });

export const absentCell: HeldCell = { kind: 'absent' };

/** Cells by section and key. */
export type Cells<C extends Cell = Cell> = Readonly<Record<Section, ReadonlyMap<string, C>>>;

/**
 * Why a cell is a secret: the reference of a file, a fingerprint of a snapshot (`look`: which hid it for its name or form
 * alone), a value of live, or `value`: one of a file that turned out to be secret.
 */
type SecretBy = 'reference' | 'snapshot' | 'look' | 'live' | 'value';

/** What a state says of a property. */
export type PropertyCell = { readonly value: PropertyValue };

export type Properties = ReadonlyMap<string, PropertyCell>;

/** What a state says of one scope. */
export type ScopeState = {
  readonly sections: Cells;
  /** Whether a key of the section that is not listed does not exist; otherwise nothing is said of it. */
  readonly whole: Readonly<Record<Section, boolean>>;
  /** Properties of a client, by name; nothing is said of the others. */
  readonly properties: Properties;
};

/** A client of a state: one of a file has an alias, one that was read its id alone. It is found by its id first. */
export type ClientState = (
  | { readonly id: string | null; readonly alias: string }
  | { readonly id: string; readonly alias: null }
) & {
  readonly name: string | null;
  readonly scope: ScopeState;
};

/** What is, was, or is to be: a baseline and both sides of a comparison are one. */
export type State = {
  /** null: nothing is said of the global scope. */
  readonly global: ScopeState | null;
  readonly clients: readonly ClientState[];
};

/** Every scope of a state. */
export function scopesOf({ global, clients }: State): readonly ScopeState[] {
  return [...(global === null ? [] : [global]), ...clients.map(({ scope }) => scope)];
}

/** What a value that was read, or is to be sent, says of its key; null counts as absent. */
export function cellOfValue(value: Value | undefined): HeldCell {
  if (value === undefined || value === null) return absentCell;
  return isSecret(value) ? { kind: 'secret', secret: value, by: 'live' } : { kind: 'value', json: value, text: null };
}

/** Values that were read as cells. */
export function cellsOfValues(values: Readonly<Record<Section, ReadonlyMap<string, Value>>>): Cells<HeldCell> {
  const cellsOf = (section: Section): ReadonlyMap<string, HeldCell> => {
    const cells = new Map<string, HeldCell>();
    for (const [key, value] of values[section]) cells.set(key, cellOfValue(value));
    return cells;
  };
  return { settings: cellsOf('settings'), custom: cellsOf('custom') };
}

/** What stands there; undefined: nothing. */
export function heldValue(cell: HeldCell | undefined): Value | undefined {
  if (cell === undefined || cell.kind === 'absent') return undefined;
  return cell.kind === 'secret' ? cell.secret : cell.json;
}

/** What was read of a key; undefined: nothing is there, or nothing was read. */
export function valueAt(cells: Cells<HeldCell> | null | undefined, section: Section, key: string): Value | undefined {
  return heldValue(cells?.[section].get(key));
}

/** The keys of a section that hold something, each with its value. */
export function heldValues(cells: ReadonlyMap<string, HeldCell>): readonly (readonly [key: string, value: Value])[] {
  const found: (readonly [string, Value])[] = [];
  for (const [key, cell] of cells) {
    const value = heldValue(cell);
    if (value !== undefined) found.push([key, value]);
  }
  return found;
}

/** The same scope with other cells; undefined: the scope says nothing of the key any more. */
export function withCells(
  scope: ScopeState,
  change: (cell: Cell, section: Section, key: string) => Cell | undefined,
): ScopeState {
  const cellsOf = (section: Section): ReadonlyMap<string, Cell> => {
    const cells = new Map<string, Cell>();
    for (const [key, cell] of scope.sections[section]) {
      const changed = change(cell, section, key);
      if (changed !== undefined) cells.set(key, changed);
    }
    return cells;
  };
  return { ...scope, sections: { settings: cellsOf('settings'), custom: cellsOf('custom') } };
}

/** The same state with other scopes; `id` is that of the client, null at the global one. */
export function withScopes<S extends State>(state: S, change: (scope: ScopeState, id: string | null) => ScopeState): S {
  return {
    ...state,
    global: state.global && change(state.global, null),
    clients: state.clients.map((client) => ({ ...client, scope: change(client.scope, client.id) })),
  };
}
