import { thingsKind } from '../../kinds/index.ts';
import { setOf } from '../../kinds/kind.ts';
import { isStructured, type Json, objectFrom } from '../../leaf/json.ts';
import { type Scope, sections, type ThingScope } from '../../model/address.ts';
import { type LiveClient, type LiveScope, propertiesOfMembers, unreadClient } from '../../model/live.ts';
import { cellsOfValues, type Properties, type ThingState } from '../../model/state.ts';
import type { ClientReply, Read, ReadApi, SettingsReply, ThingReply } from '../interface.ts';

/** A scope as it is, and the response that a full replace has to be made from. */
export type ScopeRead = { readonly live: LiveScope; readonly reply: SettingsReply };

/** Reads one scope again. Its secrets are in it as they came: the caller has to seal them. */
export async function readScope(api: ReadApi, scope: Scope): Promise<Read<ScopeRead>> {
  const read = scope.kind === 'global' ? await api.readGlobalSettings() : await api.readClientSettings(scope.clientId);
  return read.kind === 'value' ? { kind: 'value', value: { live: toLiveScope(read.value), reply: read.value } } : read;
}

/** What is kept of a response. */
export function toLiveScope(
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
export function repeatedCells(): CellsOf {
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
    for (const [key, value] of a[section]) if (!sameJson(value, b[section].get(key))) return false;
    return true;
  });
}

function sameJson(a: Json, b: Json | undefined): boolean {
  return a === b || (isStructured(a) && JSON.stringify(a) === JSON.stringify(b));
}

/** A client as it is, and the response that a full replace has to be made from. */
export type ClientRead = { readonly live: LiveClient; readonly reply: ClientReply };

/** Reads one client again. */
export async function readClientOf(api: ReadApi, clientId: string): Promise<Read<ClientRead>> {
  const read = await api.readClient(clientId);
  if (read.kind !== 'value') return read;
  return { kind: 'value', value: { live: toLiveClient(read.value), reply: read.value } };
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
  return read.kind === 'value' ? { kind: 'value', value: { live: toLiveThing(read.value), reply: read.value } } : read;
}

export function toLiveThing({ kind, id, members }: ThingReply): ThingState {
  return { kind, id, scope: { properties: propertiesOfMembers(objectFrom(members), thingsKind(kind).properties) } };
}

export function liveClientsById(replies: readonly ClientReply[]): ReadonlyMap<string, LiveClient> {
  return new Map(replies.map((reply) => [reply.id, toLiveClient(reply)]));
}
