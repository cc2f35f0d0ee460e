import { clientProperties, kindOf } from '../kinds/index.ts';
import type { Property, PropertyValue } from '../kinds/kind.ts';
import { entriesOf, propertyValueOf } from '../kinds/kind.ts';
import { byText, type Json } from '../leaf/json.ts';
import type { ClientScope, Scope, ThingScope } from './address.ts';
import type { Desired, DesiredClient, DesiredThing } from './desired.ts';
import type { Problem } from './finding.ts';
import type { KeyAddress } from './secrecy.ts';
import { hiddenClientName, isHiddenClientName } from './secrecy.ts';
import type { SettingOptions } from './setting.ts';
import {
  type Cells,
  type ClientState,
  emptyScope,
  type HeldCell,
  type Properties,
  type ScopeState,
  type State,
  type ThingState,
  thingsOf,
} from './state.ts';
import { isSecret, type Secret, type Value } from './value.ts';

/**
 * A scope as read from the service; `settle` seals its secrets. Sections that were read are complete. A list that is
 * missing from the response is missing here: then no full replace may touch the client.
 */
export type LiveScope = ScopeState<HeldCell> & {
  /** The application that the response names in `_self`. */
  readonly application: string;
  /** What the client inherits (`_global` of the response); null at the global scope. For judging only, never a body. */
  readonly inherited: Cells<HeldCell> | null;
};

/** A client of the application; only its properties are known until its settings are read. */
export type LiveClient = ClientState<LiveScope> & {
  readonly id: string;
  readonly alias: null;
  readonly name: string;
  readonly application: string;
  /** Underscore names of the response that capstan does not know; a full replace would drop them. */
  readonly unknownNames: readonly string[];
};

/** The scope of a client whose settings were not read. */
export function unreadScope(application: string, properties: Properties): LiveScope {
  return { ...emptyScope, application, properties, inherited: null };
}

/** The same scope with other properties. */
export function withProperties(scope: LiveScope, properties: Properties): LiveScope {
  return { ...scope, properties };
}

/** A client, or a thing of another kind. */
export type WithProperties = Pick<ThingState, 'scope'>;

/**
 * The properties of a record by the names that responses have for them; a name of a client that is hidden is not known.
 */
export function propertiesOfMembers(
  members: { readonly [member: string]: Json },
  properties: readonly Property[] = clientProperties(),
): Properties {
  return new Map(
    properties.flatMap((property) => {
      const json = Object.hasOwn(members, property.member) ? members[property.member] : undefined;
      const value = json === undefined ? undefined : propertyValueOf(property, json);
      const isKnown = property.name !== 'name' || (typeof value === 'string' && !isHiddenClientName(value));
      return value === undefined || !isKnown ? [] : [[property.name, { value }] as const];
    }),
  );
}

/** What is read of a client besides its properties; `name` null: it is missing, so the client goes by its id. */
type ClientFacts = Pick<LiveClient, 'id' | 'application' | 'unknownNames'> & { readonly name: string | null };

/** A client whose settings were not read, by the members of a record. A name that is known is also a property. */
export function unreadClient(
  { id, application, name, unknownNames }: ClientFacts,
  members: { readonly [member: string]: Json },
): LiveClient {
  const scope = unreadScope(application, propertiesOfMembers({ ...members, name }));
  return { id, alias: null, application, name: name ?? id, scope, unknownNames };
}

/** The same client under a name that shows only its id: its own is then not known. */
export function withNameHidden(client: LiveClient): LiveClient {
  const properties = new Map([...client.scope.properties].filter(([name]) => name !== 'name'));
  return { ...client, name: hiddenClientName(client.id), scope: withProperties(client.scope, properties) };
}

/** A property of a client, or of a thing of another kind; null: the response lacks it, or its name is hidden. */
export function livePropertyOf({ scope }: WithProperties, { name }: Property): PropertyValue | null {
  return scope.properties.get(name)?.value ?? null;
}

/** The entries of a property that is a list; null: the response lacks it. */
export function liveListOf(client: LiveClient | undefined, name: string): readonly string[] | null {
  const held = client?.scope.properties.get(name);
  return held === undefined ? null : entriesOf(held.value);
}

/** Whether a client is known to have a feature. */
export function hasFeature(client: LiveClient | undefined, feature: string): boolean {
  return liveListOf(client, 'features')?.includes(feature) === true;
}

/** A value that a list of the file names for a property; undefined: it is a secret, or of another form. */
export function namedPropertyValue(property: Property, named: Value): PropertyValue | undefined {
  return isSecret(named) ? undefined : propertyValueOf(property, named);
}

/** A client, or a thing of another kind, with another value of a property. */
export function withProperty<R extends WithProperties>(record: R, { name }: Property, value: PropertyValue): R {
  const scope = { ...record.scope, properties: new Map(record.scope.properties).set(name, { value }) };
  return 'name' in record && name === 'name' && typeof value === 'string'
    ? { ...record, name: value, scope }
    : { ...record, scope };
}

/** The live state: every client of the application, and the settings that the file needs. */
export type LiveState = State<LiveScope, LiveClient> & {
  /** The client id whose credentials were used; null: none, the state comes from a file. */
  readonly caller: string | null;
  /** The secret of the caller, which no setting may show; null: it is not known. */
  readonly callerSecret: Secret | null;
  /** By name; null if the service gives no such response. */
  readonly options: SettingOptions;
};

/** A declared client with its live client, or why there is none. */
export type ResolvedClient =
  | { readonly kind: 'found'; readonly desired: DesiredClient; readonly scope: ClientScope }
  | { readonly kind: 'missing'; readonly desired: DesiredClient }
  /** More than one live client has the name. */
  | { readonly kind: 'ambiguous'; readonly desired: DesiredClient; readonly count: number }
  /** Another alias, found first, names the same live client. */
  | { readonly kind: 'duplicate'; readonly desired: DesiredClient; readonly other: string };

/** Finds the live client of each declared one, in the order of aliases. */
export function resolveClients(desired: Desired, live: LiveState): readonly ResolvedClient[] {
  const taken = new Map<string, string>();
  const liveIdsOf = liveIdFinder(live.clients);
  return [...desired.clients.values()]
    .sort((a, b) => byText(a.alias, b.alias))
    .map((client) => resolveClient(client, liveIdsOf(client), live, taken));
}

function resolveClient(
  desired: DesiredClient,
  ids: readonly string[],
  live: LiveState,
  taken: Map<string, string>,
): ResolvedClient {
  const [id] = ids;
  if (ids.length > 1) return { kind: 'ambiguous', desired, count: ids.length };
  if (id === undefined || clientScopeOf(live, id) === undefined) return { kind: 'missing', desired };
  const other = taken.get(id);
  if (other !== undefined) return { kind: 'duplicate', desired, other };
  taken.set(id, desired.alias);
  return { kind: 'found', desired, scope: { kind: 'client', alias: desired.alias, clientId: id } };
}

/** Clients by id, as far as a declared one is found among them. */
export type NamedClients = ReadonlyMap<string, Pick<LiveClient, 'id' | 'name'>>;

/** Gives the ids of the live clients that a declared one names: one, none, or several with the same name. */
export function liveIdFinder(clients: NamedClients): (desired: DesiredClient) => readonly string[] {
  let byName: ReadonlyMap<string, readonly string[]> | undefined;
  return ({ id, name }) => {
    if (id !== null) return clients.has(id) ? [id] : [];
    byName ??= idsByName(clients);
    return byName.get(name) ?? [];
  };
}

function idsByName(clients: NamedClients): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { id, name } of clients.values()) {
    const ids = byName.get(name);
    if (ids === undefined) byName.set(name, [id]);
    else ids.push(id);
  }
  return byName;
}

/** A declared thing of a kind that was read, and its live record; null: there is none with that id. */
export type ResolvedThing = {
  readonly desired: DesiredThing;
  readonly scope: ThingScope;
  readonly live: ThingState | null;
};

/** Finds the live thing of each declared one, in the order of kinds and aliases. */
export function resolveThings(file: Desired, live: LiveState): readonly ResolvedThing[] {
  return [...thingsOf(file)].sort(byKind).flatMap((desired) => {
    const read = live.things?.get(desired.kind);
    return read === undefined ? [] : [{ desired, scope: scopeOfThing(desired), live: read.get(desired.id) ?? null }];
  });
}

function byKind(a: DesiredThing, b: DesiredThing): number {
  return kindOf(a).rank - kindOf(b).rank || byText(a.alias, b.alias);
}

/** The scope of a thing that a file declares. */
export function scopeOfThing({ kind, alias, id }: DesiredThing): ThingScope {
  return { kind, alias, clientId: id };
}

/** What a scope holds; undefined: it was not read. */
export function liveScopeOf(live: LiveState, scope: Scope): LiveScope | undefined {
  return scope.kind === 'global' ? (live.global ?? undefined) : clientScopeOf(live, scope.clientId);
}

/** The same of a client by its id. */
export function clientScopeOf({ clients }: Pick<LiveState, 'clients'>, clientId: string): LiveScope | undefined {
  const scope = clients.get(clientId)?.scope;
  return scope?.whole.settings === true ? scope : undefined;
}

/** The clients whose settings were read. */
export function clientsRead({ clients }: Pick<LiveState, 'clients'>): readonly LiveClient[] {
  return [...clients.values()].filter(({ scope }) => scope.whole.settings);
}

/**
 * The state of an application that was saved some time ago; it was not read in this run. It contains its secrets in
 * plain text.
 */
export type KeptState = {
  readonly kind: 'csv' | 'replies' | 'snapshot';
  readonly application: string;
  /** null: the source does not contain it. */
  readonly region: string | null;
  /** When it was read from the service; null: the source does not contain it. */
  readonly readAt: string | null;
  /** Clients whose settings are not known have no scope. */
  readonly live: LiveState;
  /** Keys whose values the source masks or hides. */
  readonly hidden: readonly KeyAddress[];
  /** Notes on how it was read, one sentence each. */
  readonly notes: readonly string[];
};

/** A saved state, or all its problems. */
export type KeptRead =
  | { readonly kind: 'kept'; readonly kept: KeptState }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Whom the service responded for, besides the application that was asked for. */
export function otherApplications(live: LiveState, id: string): readonly string[] {
  const replies = [live.global, ...[...live.clients.values()].flatMap((client) => [client, client.scope])];
  const others = new Set(replies.flatMap((reply) => (reply === null ? [] : [reply.application])));
  others.delete(id);
  return [...others].sort(byText);
}
