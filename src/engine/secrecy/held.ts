import { sections } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired, DesiredCell, DesiredScope } from '../../model/desired.ts';
import { clientsRead, type LiveScope, type LiveState } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import { type Cell, type ClientState, type HeldCell, heldValue, heldValues } from '../../model/state.ts';
import type { Value } from '../../model/value.ts';
import { type ClientNames, isSecretName } from './secret-name.ts';
import { joined, type Seen, saysNothing, seenIn } from './secret-reason.ts';

/** Receives a key of a source and the form of its value; undefined: it has no visible value. */
type Holding = (address: KeyAddress, seen: Seen | undefined) => void;

/** Visits keys one by one: a list of all of them would need the most memory of a run. */
export type Holder = (hold: Holding) => void;

// A client without a known id cannot be live, and no id equals this name: ids have no blanks.
/** The id of a declared client here. */
export function idInFile(alias: string, names: ClientNames): string {
  return names.idOf(alias) ?? `alias ${alias}`;
}

/** The keys of a file. */
export function heldByFile(desired: Desired, names: ClientNames): Holder {
  return (hold) => {
    if (desired.global !== null) holdScope(desired.global, null, hold);
    for (const client of desired.clients.values()) holdScope(client.scope, idOf(client, names), hold);
  };
}

/** Whether a file declares a key of the live application: a value for it, or that it must not exist. */
export function declaredBy({ global, clients }: Desired, { aliasesOf }: ClientNames): (address: KeyAddress) => boolean {
  return ({ clientId, section, key }) => {
    const scopes = clientId === null ? [global] : aliasesOf(clientId).map((alias) => clients.get(alias)?.scope);
    return scopes.some((scope) => scope?.sections[section].has(key) === true);
  };
}

function holdScope(scope: DesiredScope, clientId: string | null, hold: Holding): void {
  for (const section of sections) {
    scope.sections[section].forEach((cell, key) => void hold({ clientId, section, key }, seenInDesired(cell)));
  }
}

// A value sealed for its form still has that form. A secret without a value has none.
function seenInDesired(cell: DesiredCell): Seen | undefined {
  if (cell.kind !== 'secret') return seenInCell(cell);
  if (cell.secret === null) return undefined;
  return cell.why.kind === 'form' ? { form: cell.why.form, onlySwitches: false } : hidden;
}

const hidden: Seen = { form: null, onlySwitches: false };

/** The id of a client of a state. */
export function idOf({ id, alias }: ClientState, names: ClientNames): string {
  return alias === null ? id : (id ?? idInFile(alias, names));
}

/** The keys of a baseline. */
export function heldByBaseline(baseline: Baseline, names: ClientNames): Holder {
  const scopes = [
    ...(baseline.global === null ? [] : [{ clientId: null, scope: baseline.global }]),
    ...[...baseline.clients.values()].map((client) => ({ clientId: idOf(client, names), scope: client.scope })),
  ];
  return (hold) => {
    for (const { clientId, scope } of scopes) {
      for (const section of sections) {
        scope.sections[section].forEach((cell, key) => void hold({ clientId, section, key }, seenInCell(cell)));
      }
    }
  };
}

function seenInCell(value: Cell): Seen | undefined {
  if (value.kind === 'value') return seenIn(value.json);
  return value.kind === 'secret' ? hidden : undefined;
}

/** The keys of the live application. */
export function heldByLive(live: LiveState): Holder {
  return (hold) => eachCellOfLive(live, (address, cell) => hold(address, seenInCell(cell)));
}

/** A value of the live application with its place. */
export type LiveValue = { readonly address: KeyAddress; readonly value: Value };

/** Every value of the live application with its place. */
export function valuesOfLive(live: LiveState): readonly LiveValue[] {
  const found: LiveValue[] = [];
  eachCellOfLive(live, (address, cell) => {
    const value = heldValue(cell);
    if (value !== undefined) found.push({ address, value });
  });
  return found;
}

/** The same as an iterator, where a list would only waste memory. */
export function eachCellOfLive(live: LiveState, take: (address: KeyAddress, cell: HeldCell) => void): void {
  for (const { clientId, scope } of scopesOfLive(live)) {
    for (const section of sections) {
      // Without an array for each of what may be a hundred thousand cells.
      scope.sections[section].forEach((cell, key) => void take({ clientId, section, key }, cell));
    }
  }
}

type ScopeOfLive = { readonly clientId: string | null; readonly scope: LiveScope };

/** Every scope of the live application: the global one, where it was read, and those of clients. */
export function scopesOfLive(live: LiveState): readonly ScopeOfLive[] {
  const own = clientsRead(live).map(({ id, scope }) => ({ clientId: id, scope }));
  return live.global === null ? own : [{ clientId: null, scope: live.global }, ...own];
}

/** The values of the global scope where it was not read for itself: the response of each client repeats them. */
export function globalValuesBeside(live: LiveState): readonly LiveValue[] {
  if (live.global !== null) return [];
  const repeating = clientsRead(live).find(({ scope }) => scope.inherited !== null);
  return repeating?.scope.inherited ? valuesOfSections(repeating.scope.inherited, null) : [];
}

function valuesOfSections(from: LiveScope['sections'], clientId: string | null): readonly LiveValue[] {
  return sections.flatMap((section) =>
    heldValues(from[section]).map(([key, value]) => ({ address: { clientId, section, key }, value })),
  );
}

/** The form of a key's values, over all sources and both sections; undefined: nothing in it makes the key a secret. */
export function seenAt(holders: readonly Holder[]): (address: KeyAddress) => Seen | undefined {
  const found = new Map<string | null, Map<string, Seen | undefined>>();
  for (const holder of holders) {
    holder(({ clientId, key }, seen) => {
      // Under any other name it says as little as no value.
      if (saysNothing(seen) && !isSecretName(key)) return;
      const keys = found.get(clientId) ?? new Map<string, Seen | undefined>();
      if (keys.size === 0) found.set(clientId, keys);
      keys.set(key, joined(keys.get(key), seen));
    });
  }
  return ({ clientId, key }) => found.get(clientId)?.get(key);
}
