import { clientKind } from './client.ts';
import type { KeyCalls, Kind, Property, ThingsKind } from './kind.ts';
import { type ThingKind, thingKinds } from './table.ts';

/** The application itself: settings and custom settings that every client inherits. */
const applicationKind: Kind<'application'> = {
  name: 'application',
  noun: 'application',
  place: null,
  keys: { set: '/settings/set_default_multi', remove: '/settings/delete_default', replace: '/settings' },
  properties: [],
  inherits: false,
  calls: false,
  rank: 0,
  guards: [],
};

const byName: ReadonlyMap<string, ThingsKind<ThingKind>> = new Map(thingKinds.map((kind) => [kind.name, kind]));

/** The kind of a scope: the global one is the application. */
export function kindOf(scope: { readonly kind: 'global' | ThingKind }): Kind {
  return scope.kind === 'global' ? applicationKind : thingsKind(scope.kind);
}

/** The kind of this name. */
export function thingsKind(name: ThingKind): ThingsKind<ThingKind> {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`there is no kind ${name}`);
  return kind;
}

/** Whether there is a kind of this name. */
export function isThingKind(name: string): name is ThingKind {
  return byName.has(name);
}

/** The calls that write the keys of a scope. */
export function keyCallsOf(scope: Parameters<typeof kindOf>[0]): KeyCalls {
  const { keys, noun } = kindOf(scope);
  if (keys === null) throw new Error(`a ${noun} has no settings`);
  return keys;
}

/** The call that writes only this property. */
export function propertyCallOf({ name, call }: Property): NonNullable<Property['call']> {
  if (call === null) throw new Error(`no call writes ${name} alone`);
  return call;
}

/** The kinds whose things have only properties: all but the client, which has settings too. */
export function plainKinds(): readonly ThingsKind<ThingKind>[] {
  return thingKinds.filter(({ keys }) => keys === null);
}

/** The kind that files have under this member. */
export function kindAt(member: string): ThingsKind<ThingKind> | undefined {
  return thingKinds.find(({ place }) => place.member === member);
}

/** A property of a kind by its name; undefined: there is none of that name. */
export function propertyOf(kind: Pick<Kind, 'properties'>, name: string): Property | undefined {
  return kind.properties.find((property) => property.name === name);
}

/** The properties that a client has. */
export function clientProperties(): readonly Property[] {
  return clientKind.properties;
}

/** A property of a client by its name; undefined: there is none of that name. */
export function clientProperty(name: string): Property | undefined {
  return propertyOf(clientKind, name);
}
