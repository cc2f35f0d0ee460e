import { sections } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired, DesiredScope, DesiredValue } from '../../model/desired.ts';
import type { LiveScope, LiveState } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Cell, ClientState } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';
import type { ClientNames } from './secret-name.ts';
import { joined, type Seen, seenIn } from './secret-reason.ts';

/** A key that a source has, and what its value looks like; undefined: it has no value that could be looked at. */
export type Held = KeyAddress & { readonly seen: Seen | undefined };

// A client that no id is known of cannot be live, and nothing else can have this name: ids hold no blanks.
/** The id by which a client of a file goes here. */
export function idInFile(alias: string, names: ClientNames): string {
  return names.idOf(alias) ?? `alias ${alias}`;
}

/** The keys of a file. */
export function heldByFile(desired: Desired, names: ClientNames): readonly Held[] {
  const clients = [...desired.clients.values()].flatMap((client) => heldByScope(client, idInFile(client.alias, names)));
  return [...heldByScope(desired.global, null), ...clients];
}

/** Whether a file declares a key of live: a value for it, or that it must not exist. */
export function declaredBy({ global, clients }: Desired, { aliasesOf }: ClientNames): (address: KeyAddress) => boolean {
  return ({ clientId, section, key }) => {
    const scopes = clientId === null ? [global] : aliasesOf(clientId).map((alias) => clients.get(alias));
    return scopes.some((scope) => {
      const own = scope?.sections[section];
      return own !== undefined && (own.values.has(key) || own.absent.has(key));
    });
  };
}

function heldByScope(scope: DesiredScope, clientId: string | null): readonly Held[] {
  return sections.flatMap((section) => {
    const { values, absent } = scope.sections[section];
    return [
      ...[...values].map(([key, value]) => ({ clientId, section, key, seen: seenInDesired(value) })),
      ...[...absent.keys()].map((key) => ({ clientId, section, key, seen: undefined })),
    ];
  });
}

function seenInDesired(value: DesiredValue): Seen | undefined {
  switch (value.kind) {
    case 'plain':
    case 'exact':
      return seenIn([value.json]);
    case 'secret':
      // What was sealed for its form has it still.
      return value.why.kind === 'form' ? { form: value.why.form, onlySwitches: false } : hidden;
    case 'not-compared':
      return undefined;
  }
}

const hidden: Seen = { form: null, onlySwitches: false };

/** The same of a client of a baseline. */
export function idInBaseline({ id, alias }: ClientState, names: ClientNames): string {
  return alias === null ? id : (id ?? idInFile(alias, names));
}

/** The keys of a baseline. */
export function heldByBaseline(baseline: Baseline, names: ClientNames): readonly Held[] {
  const scopes = [
    ...(baseline.global === null ? [] : [{ clientId: null, scope: baseline.global }]),
    ...baseline.clients.map((client) => ({ clientId: idInBaseline(client, names), scope: client.scope })),
  ];
  return scopes.flatMap(({ clientId, scope }) =>
    sections.flatMap((section) =>
      [...scope.sections[section]].map(([key, value]) => ({ clientId, section, key, seen: seenInBaseline(value) })),
    ),
  );
}

function seenInBaseline(value: Cell): Seen | undefined {
  if (value.kind === 'value') return seenIn([value.json]);
  return value.kind === 'secret' ? hidden : undefined;
}

/** The keys of live. */
export function heldByLive(live: LiveState): readonly Held[] {
  const { global, scopes } = live;
  const own = [...scopes].flatMap(([clientId, scope]) => heldByLiveScope(scope, clientId));
  return [...(global === null ? [] : heldByLiveScope(global, null)), ...own];
}

function heldByLiveScope(scope: LiveScope, clientId: string | null): readonly Held[] {
  return sections.flatMap((section) =>
    [...scope.sections[section]].map(([key, value]) => ({ clientId, section, key, seen: seenInLive(value) })),
  );
}

function seenInLive(value: Value): Seen | undefined {
  if (value === null) return undefined;
  return isSecret(value) ? hidden : seenIn([value]);
}

/** A value of live with its place. */
export type LiveValue = { readonly address: KeyAddress; readonly value: Value };

/** Every value of live with its place. */
export function valuesOfLive(live: LiveState): readonly LiveValue[] {
  return scopesOfLive(live).flatMap(({ clientId, scope }) => valuesOfScope(scope, clientId));
}

type ScopeOfLive = { readonly clientId: string | null; readonly scope: LiveScope };

/** Every scope of live: the global one, where it was read, and those of clients. */
export function scopesOfLive({ global, scopes }: LiveState): readonly ScopeOfLive[] {
  const own = [...scopes].map(([clientId, scope]) => ({ clientId, scope }));
  return [...(global === null ? [] : [{ clientId: null, scope: global }]), ...own];
}

/** The values of the global scope where it was not read for itself: the reply of each client repeats them. */
export function globalValuesBeside({ global, scopes }: LiveState): readonly LiveValue[] {
  if (global !== null) return [];
  const repeating = [...scopes.values()].find(({ inherited }) => inherited !== null);
  return repeating?.inherited ? valuesOfSections(repeating.inherited, null) : [];
}

function valuesOfScope(scope: LiveScope, clientId: string | null): readonly LiveValue[] {
  return valuesOfSections(scope.sections, clientId);
}

function valuesOfSections(from: LiveScope['sections'], clientId: string | null): readonly LiveValue[] {
  return sections.flatMap((section) =>
    [...from[section]].map(([key, value]) => ({ address: { clientId, section, key }, value })),
  );
}

/** What the values of a key look like, all sources and both sections together. */
export function seenAt(held: readonly Held[]): (address: KeyAddress) => Seen | undefined {
  const found = new Map<string | null, Map<string, Seen | undefined>>();
  for (const { clientId, key, seen } of held) {
    const keys = found.get(clientId) ?? new Map<string, Seen | undefined>();
    if (keys.size === 0) found.set(clientId, keys);
    keys.set(key, joined(keys.get(key), seen));
  }
  return ({ clientId, key }) => found.get(clientId)?.get(key);
}
