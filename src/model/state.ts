import type { PropertyValue } from '../kinds/kind.ts';
import type { ThingKind } from '../kinds/table.ts';
import type { Json } from '../leaf/json.ts';
import type { Section } from './address.ts';
import { isSecret, Secret, type Value } from './value.ts';

/** The cell of one key. */
export type Cell =
  /** `text` is the source text of a scalar, null for maps, lists and values that did not come from YAML. */
  | ({ readonly kind: 'value'; readonly json: Json; readonly text: string | null } & Exactness)
  /** `secret` null: unknown, such as when its variable is not set. */
  | ({ readonly kind: 'secret'; readonly secret: Secret | null; readonly by: SecretBy } & Exactness)
  /** The key does not, or must not, exist. */
  | { readonly kind: 'absent' }
  /** There is a value, and it is unknown. */
  | { readonly kind: 'not-comparable' };

/** Whether the value has a number that changes when it is parsed and printed; left out: it has none. */
type Exactness = { readonly inexact?: true };

export type CellOf<K extends Cell['kind']> = Extract<Cell, { readonly kind: K }>;

export const notComparable: Cell = { kind: 'not-comparable' };

/** A cell of a read: a value, a secret, or absent, also for null. */
export type HeldCell = CellOf<'value' | 'absent'> | (CellOf<'secret'> & { readonly secret: Secret });

export const absentCell: HeldCell = { kind: 'absent' };

/** Cells by section and key. */
export type Cells<C extends Cell = Cell> = Readonly<Record<Section, ReadonlyMap<string, C>>>;

/**
 * Why a cell is a secret: the reference of a file, a fingerprint of a snapshot (`look`: which hid it for its name or
 * form alone), a value of the live application, or `value`: one of a file that turned out to be secret.
 */
type SecretBy = 'reference' | 'snapshot' | 'look' | 'live' | 'value';

/** The value of a property in a state. */
export type PropertyCell = { readonly value: PropertyValue };

export type Properties<P extends PropertyCell = PropertyCell> = ReadonlyMap<string, P>;

/** One scope of a state. */
export type ScopeState<C extends Cell = Cell, P extends PropertyCell = PropertyCell> = {
  readonly sections: Cells<C>;
  /** Whether unlisted keys of the section are absent; otherwise they are unspecified. */
  readonly whole: Readonly<Record<Section, boolean>>;
  /** Properties of a client, by name; the others are unspecified. */
  readonly properties: Properties<P>;
};

/** An unspecified scope. */
export const emptyScope: ScopeState<never, never> = {
  sections: { settings: new Map<string, never>(), custom: new Map<string, never>() },
  whole: { settings: false, custom: false },
  properties: new Map<string, never>(),
};

/** A client of a state: with an alias from a file, with only its id from a read. It is found by its id first. */
export type ClientState<S extends ScopeState = ScopeState> = (
  | { readonly id: string | null; readonly alias: string }
  | { readonly id: string; readonly alias: null }
) & {
  readonly name: string | null;
  readonly scope: S;
};

/** A state of the configuration: a file, a baseline and both sides of a comparison are states. */
export type State<
  S extends ScopeState = ScopeState,
  C extends ClientState<S> = ClientState<S>,
  T extends ThingState = ThingState,
> = {
  /** null: the global scope is unspecified. */
  readonly global: S | null;
  /** By alias, and those that have none by id. */
  readonly clients: ReadonlyMap<string, C>;
  /** Things of other kinds, by kind; left out, or without their kind: they are unspecified. */
  readonly things?: Things<T>;
};

/** Things by kind, and like clients by alias, and those that have none by id. */
export type Things<T extends ThingState = ThingState> = ReadonlyMap<ThingKind, ReadonlyMap<string, T>>;

/** A thing of a kind without settings. */
export type ThingState<P extends Properties = Properties> = {
  readonly kind: ThingKind;
  readonly id: string;
  readonly scope: { readonly properties: P };
};

/** Every thing of a state, in the order of its kinds. */
export function thingsOf<T extends ThingState>({ things }: { readonly things?: Things<T> }): readonly T[] {
  return [...(things ?? [])].flatMap(([, ofKind]) => [...ofKind.values()]);
}

/** Every scope of a state. */
export function scopesOf<S extends ScopeState>({ global, clients }: Scoped<S>): readonly S[] {
  const own = [...clients.values()].map(({ scope }) => scope);
  return global === null ? own : [global, ...own];
}

/** The cell of a value that was read, or will be sent; null counts as absent. */
export function cellOfValue(value: Value | undefined): HeldCell {
  if (value === undefined || value === null) return absentCell;
  return isSecret(value) ? { kind: 'secret', secret: value, by: 'live' } : { kind: 'value', json: value, text: null };
}

/** Values that were read as cells. `inexact`: the keys whose values have such a number. */
export function cellsOfValues(
  values: Readonly<Record<Section, ReadonlyMap<string, Value>>>,
  inexact: Readonly<Record<Section, Iterable<string>>> = noneInexact,
): Cells<HeldCell> {
  const cellsOf = (section: Section): ReadonlyMap<string, HeldCell> => {
    const cells = new Map<string, HeldCell>();
    values[section].forEach((value, key) => void cells.set(key, cellOfValue(value)));
    markInexact(cells, inexact[section]);
    return cells;
  };
  return { settings: cellsOf('settings'), custom: cellsOf('custom') };
}

const noneInexact = { settings: [], custom: [] };

/** Marks the cells of these keys as inexact. */
export function markInexact(cells: Map<string, HeldCell>, keys: Iterable<string>): void {
  for (const key of keys) {
    const cell = cells.get(key);
    if (cell !== undefined && cell.kind !== 'absent') cells.set(key, { ...cell, inexact: true });
  }
}

/** Whether a cell has a number that changes when it is parsed and printed. */
export function isInexact(cell: HeldCell | undefined): boolean {
  return cell !== undefined && cell.kind !== 'absent' && cell.inexact === true;
}

/** The keys of a section with such a number. */
export function inexactKeys(cells: ReadonlyMap<string, HeldCell>): readonly string[] {
  return [...cells].flatMap(([key, cell]) => (isInexact(cell) ? [key] : []));
}

/** The same cell with its value hidden. */
export function hiddenCell({ json, inexact }: CellOf<'value'>): HeldCell {
  const cell = { kind: 'secret', secret: new Secret(json), by: 'live' } as const;
  return inexact === undefined ? cell : { ...cell, inexact };
}

/** The value; undefined: none. */
export function heldValue(cell: HeldCell | undefined): Value | undefined {
  if (cell === undefined || cell.kind === 'absent') return undefined;
  return cell.kind === 'secret' ? cell.secret : cell.json;
}

/** The value read for a key; undefined: there is none, or it was not read. */
export function valueAt(cells: Cells<HeldCell> | null | undefined, section: Section, key: string): Value | undefined {
  return heldValue(cells?.[section].get(key));
}

/** The keys of a section with a value, each with it. */
export function heldValues(cells: ReadonlyMap<string, HeldCell>): readonly (readonly [key: string, value: Value])[] {
  const found: (readonly [string, Value])[] = [];
  cells.forEach((cell, key) => {
    const value = heldValue(cell);
    if (value !== undefined) found.push([key, value]);
  });
  return found;
}

/** The same scope with other cells; undefined: the key becomes unspecified. */
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

/** What has scopes: a state, or what is left of one. */
export type Scoped<S extends ScopeState = ScopeState, C extends ClientState<S> = ClientState<S>> = {
  readonly global: S | null;
  readonly clients: ReadonlyMap<string, C>;
};

/** The same state with other scopes; `client` null: the global one. */
export function withScopes<P extends ScopeState, C extends ClientState<P>, S>(
  state: S & Scoped<P, C>,
  change: (scope: P, client: C | null) => P,
): S {
  return {
    ...state,
    global: state.global && change(state.global, null),
    clients: new Map(
      [...state.clients].map(([name, client]) => {
        const scope = change(client.scope, client);
        return [name, scope === client.scope ? client : { ...client, scope }];
      }),
    ),
  };
}
