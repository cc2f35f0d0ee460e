import { thingsKind } from '../../kinds/index.ts';
import { setOf } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { equalJson, objectFrom } from '../../leaf/json.ts';
import { type Scope, sections, type ThingScope } from '../../model/address.ts';
import { type Desired, type DesiredClient, managesGlobal } from '../../model/desired.ts';
import {
  clientScopeOf,
  type LiveClient,
  type LiveScope,
  type LiveState,
  liveIdFinder,
  propertiesOfMembers,
  unreadClient,
} from '../../model/live.ts';
import type { SettingOption } from '../../model/setting.ts';
import { cellsOfValues, type Properties, type ThingState, type Things } from '../../model/state.ts';
import type { ClientReply, Failure, Read, ReadApi, SettingsReply, ThingReply } from '../interface.ts';

/** Live state, or all that went wrong while reading it. */
type LiveRead =
  | { readonly kind: 'read'; readonly live: LiveState }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/**
 * Reads what the file needs: clients, options, the global scope if the file manages it, and each declared client. That
 * is at most k + 3 requests for k declared clients, in one round trip, or in two when a client is found by its name. A
 * declared client without a scope in the result is missing, or its name stands for several: `resolveClients` says which.
 * Secrets are in the result as they came: `settle` seals them.
 */
export async function readLiveState(desired: Desired, api: ReadApi): Promise<LiveRead> {
  const declared = [...desired.clients.values()];
  const knownIds = declared.flatMap(({ id }) => (id === null ? [] : [id]));
  const [list, options, global, early, things] = await Promise.all([
    api.listClients(),
    api.readOptions(),
    managesGlobal(desired) ? api.readGlobalSettings() : null,
    readSettingsOf(api, knownIds),
    readThings(api, desired),
  ]);
  const failures = [...failuresOf({ list, options, global }, early), ...things.flatMap(({ read }) => failureOf(read))];
  if (failures.length > 0) return { kind: 'failed', failures };

  const clients = liveClientsById(valueIn(list) ?? []);
  const ids = idsOf(declared, clients);
  const late = await readSettingsOf(
    api,
    [...ids].filter((id) => !early.has(id)),
  );
  const lateFailures = failuresOf(null, late);
  if (lateFailures.length > 0) return { kind: 'failed', failures: lateFailures };

  const globalReply = valueIn(global);
  const live: LiveState = {
    caller: api.caller,
    callerSecret: api.callerSecret,
    clients: withSettings(clients, ids, new Map([...early, ...late])),
    global: globalReply === null ? null : toLiveScope(globalReply),
    ...(things.length === 0 ? {} : { things: liveThings(things) }),
    options: optionsByName(options),
  };
  return { kind: 'read', live };
}

// Two aliases may stand for one client, which a guard refuses.
function idsOf(declared: readonly DesiredClient[], clients: ReadonlyMap<string, LiveClient>): ReadonlySet<string> {
  const find = liveIdFinder(clients);
  return new Set(declared.map(find).flatMap((ids) => (ids.length === 1 ? ids : [])));
}

/** The clients, and of these ids what was read of their settings. */
function withSettings(
  clients: LiveState['clients'],
  ids: ReadonlySet<string>,
  settings: SettingsById,
): LiveState['clients'] {
  const read = [...clients].map(([id, client]): readonly [string, LiveClient] => {
    const scope = ids.has(id) ? valueIn(settings.get(id)) : null;
    return [id, scope === null ? client : { ...client, scope: { ...scope, properties: client.scope.properties } }];
  });
  return new Map(read);
}

/** The response with all things of a kind. */
type ThingsRead = { readonly kind: ThingKind; readonly read: Read<readonly ThingReply[]> };

/** One read for each kind of which the file declares something. */
function readThings(api: ReadApi, { things }: Desired): Promise<readonly ThingsRead[]> {
  const kinds = [...(things?.keys() ?? [])];
  return Promise.all(kinds.map(async (kind) => ({ kind, read: await api.listThings(kind) })));
}

function liveThings(reads: readonly ThingsRead[]): Things {
  return new Map(
    reads.map(({ kind, read }) => {
      return [kind, new Map((valueIn(read) ?? []).map((reply) => [reply.id, toLiveThing(reply)]))] as const;
    }),
  );
}

/** What the application as a whole gives. */
type ApplicationParts = {
  readonly list: Read<readonly ClientReply[]>;
  readonly options: Read<readonly SettingOption[]>;
  /** null: not asked for. */
  readonly global: Read<SettingsReply> | null;
};

/** What was read of client settings, by client id; without the properties of the clients. */
type SettingsById = ReadonlyMap<string, Read<LiveScope>>;

/** Reads the settings of several clients at once; how many requests run at a time is the API's matter. */
async function readSettingsOf(api: ReadApi, clientIds: Iterable<string>): Promise<SettingsById> {
  const ids = [...new Set(clientIds)];
  const inherited = repeatedCells();
  const reads = ids.map(async (id) => {
    const read = await api.readClientSettings(id);
    // As they come, so that no response waits for the last one.
    return [id, valueMapped(read, (reply) => toLiveScope(reply, noProperties, inherited))] as const;
  });
  return new Map(await Promise.all(reads));
}

/** All that failed. Clients and global settings are always there, so that their absence is a failure too. */
function failuresOf(parts: ApplicationParts | null, settings: SettingsById): readonly Failure[] {
  const reads: Read<unknown>[] = [...settings.values()];
  if (parts === null) return reads.flatMap(failureOf);
  const required = parts.global === null ? [parts.list] : [parts.list, parts.global];
  return [...required.map(neverAbsent), parts.options, ...reads].flatMap(failureOf);
}

function neverAbsent(read: Read<unknown>): Read<unknown> {
  if (read.kind !== 'absent') return read;
  const reason = 'The service does not give the clients or the settings of the application.';
  return { kind: 'failed', failure: { code: 'bad-reply', status: null, request: null, reason, tries: 1 } };
}

function failureOf(read: Read<unknown>): readonly Failure[] {
  return read.kind === 'failed' ? [read.failure] : [];
}

/** The value of a read that gave one. */
function valueIn<T>(read: Read<T> | null | undefined): T | null {
  return read?.kind === 'value' ? read.value : null;
}

function valueMapped<A, B>(read: Read<A>, change: (value: A) => B): Read<B> {
  return read.kind === 'value' ? { kind: 'value', value: change(read.value) } : read;
}

/** Options by name; null where the service does not give them. */
function optionsByName(read: Read<readonly SettingOption[]>): LiveState['options'] {
  const options = valueIn(read);
  return options === null ? null : new Map(options.map((option) => [option.name, option]));
}

/** Every client of the application, or why they could not be read. */
type ClientListRead =
  | { readonly kind: 'read'; readonly clients: LiveState['clients'] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Reads the clients alone: one request. */
export async function readClientList(api: ReadApi): Promise<ClientListRead> {
  const list = await api.listClients();
  const [failure] = failuresOf({ list, options: { kind: 'absent' }, global: null }, new Map());
  if (failure !== undefined) return { kind: 'failed', failure };
  return { kind: 'read', clients: liveClientsById(valueIn(list) ?? []) };
}

/** The whole application, or the chosen clients of it. */
type EverythingRead =
  | { readonly kind: 'read'; readonly live: LiveState; readonly missing: readonly string[] }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] };

/**
 * Reads clients, options, global settings and the settings of the given clients, by id. Secrets are in the result as they
 * came: the caller has to seal them.
 */
export async function readEverything(api: ReadApi, clientIds: readonly string[] | 'all'): Promise<EverythingRead> {
  const [list, options, global, early] = await Promise.all([
    api.listClients(),
    api.readOptions(),
    api.readGlobalSettings(),
    readSettingsOf(api, clientIds === 'all' ? [] : clientIds),
  ]);
  const failures = failuresOf({ list, options, global }, early);
  if (failures.length > 0) return { kind: 'failed', failures };

  const clients = liveClientsById(valueIn(list) ?? []);
  const settings = clientIds === 'all' ? await readSettingsOf(api, clients.keys()) : early;
  const lateFailures = failuresOf(null, settings);
  if (lateFailures.length > 0) return { kind: 'failed', failures: lateFailures };

  const globalReply = valueIn(global);
  const ids = new Set(settings.keys());
  const live: LiveState = {
    caller: api.caller,
    callerSecret: api.callerSecret,
    clients: withSettings(clients, ids, settings),
    global: globalReply === null ? null : toLiveScope(globalReply),
    options: optionsByName(options),
  };
  return { kind: 'read', live, missing: [...ids].filter((id) => clientScopeOf(live, id) === undefined) };
}

/** A scope as it is, and the response that a full replace has to be made from. */
export type ScopeRead = { readonly live: LiveScope; readonly reply: SettingsReply };

/** Reads one scope again. Its secrets are in it as they came: the caller has to seal them. */
export async function readScope(api: ReadApi, scope: Scope): Promise<Read<ScopeRead>> {
  const read = scope.kind === 'global' ? await api.readGlobalSettings() : await api.readClientSettings(scope.clientId);
  return valueMapped(read, (reply) => ({ live: toLiveScope(reply), reply }));
}

/** What is kept of a response. */
function toLiveScope(
  { application, sections: own, inexact, inherited }: SettingsReply,
  properties: Properties = noProperties,
  cellsOfInherited: CellsOf = cellsOfValues,
): LiveScope {
  return {
    application,
    sections: cellsOfValues(own, inexact),
    whole,
    properties,
    inherited: inherited && cellsOfInherited(inherited),
  };
}

const whole = { settings: true, custom: true };
const noProperties: Properties = new Map();

type Values = SettingsReply['sections'];
type CellsOf = (values: Values) => LiveScope['sections'];

/** The cells of what the response of each client repeats: as long as it stays the same, it is kept once. */
function repeatedCells(): CellsOf {
  let last: { readonly values: Values; readonly cells: ReturnType<CellsOf> } | undefined;
  return (values) => {
    if (last === undefined || !sameValues(last.values, values)) last = { values, cells: cellsOfValues(values) };
    return last.cells;
  };
}

function sameValues(a: Values, b: Values): boolean {
  if (a === b) return true;
  return sections.every((section) => {
    if (a[section].size !== b[section].size) return false;
    for (const [key, value] of a[section]) if (!equalJson(value, b[section].get(key))) return false;
    return true;
  });
}

/** A client as it is, and the response that a full replace has to be made from. */
export type ClientRead = { readonly live: LiveClient; readonly reply: ClientReply };

/** Reads one client again. */
export async function readClientOf(api: ReadApi, clientId: string): Promise<Read<ClientRead>> {
  return valueMapped(await api.readClient(clientId), (reply) => ({ live: toLiveClient(reply), reply }));
}

/** What is kept of a client. Features are a set and get one order; the allow list stays as it came. */
function toLiveClient({ id, application, name, features, ipWhitelist, rest, unknownNames }: ClientReply): LiveClient {
  // Of the other members only those that a property is in: a full replace is made from the response itself.
  const members = { ...objectFrom(rest), features: features === null ? null : setOf(features), ipWhitelist };
  return unreadClient({ id, application, name, unknownNames }, members);
}

/** A thing of another kind as it is, and the response that a full replace has to be made from. */
export type ThingRead = { readonly live: ThingState; readonly reply: ThingReply };

/** Reads one of them again. */
export async function readThingOf(api: ReadApi, { kind, clientId }: ThingScope): Promise<Read<ThingRead>> {
  const read = await api.readThing(kind, clientId);
  return valueMapped(read, (reply) => ({ live: toLiveThing(reply), reply }));
}

function toLiveThing({ kind, id, members }: ThingReply): ThingState {
  return { kind, id, scope: { properties: propertiesOfMembers(objectFrom(members), thingsKind(kind).properties) } };
}

export function liveClientsById(replies: readonly ClientReply[]): ReadonlyMap<string, LiveClient> {
  return new Map(replies.map((reply) => [reply.id, toLiveClient(reply)]));
}
