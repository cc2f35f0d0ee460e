import type { ThingKind } from '../../kinds/table.ts';
import { isJsonObject, type Json, type JsonObject } from '../../leaf/json.ts';
import { type Section, sections } from '../../model/address.ts';
import type { ClientReply, PlannedKeys, SettingsReply, ThingReply } from '../interface.ts';

/** What a replacing body is compared with: the read that it was made from, and what may differ. */
export type BodyCheck =
  | { readonly kind: 'settings'; readonly read: SettingsReply; readonly planned: PlannedKeys }
  /** `planned`: the members that get another value. */
  | { readonly kind: 'client'; readonly read: ClientReply; readonly planned: ReadonlySet<string> }
  | { readonly kind: 'thing'; readonly read: ThingReply; readonly planned: ReadonlySet<string> };

const serviceNames: readonly string[] = ['_self', '_global', '_id', '_secret', '_settings'];

/**
 * Throws `LossyBodyError` unless the bytes hold everything of the read that the plan does not touch, unchanged, and
 * nothing else. Works on the bytes themselves, and shares no code with what builds them.
 */
export function assertSuperset(bytes: Uint8Array, check: BodyCheck): void {
  const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isJsonObject(body)) throw new LossyBodyError(['the body is not an object']);
  const reserved = serviceNames.filter((name) => Object.hasOwn(body, name)).map((name) => `${name} must not be sent`);
  const wrong = lossesIn(body, check);
  if (reserved.length + wrong.length > 0) throw new LossyBodyError([...reserved, ...wrong]);
}

function lossesIn(body: JsonObject, check: BodyCheck): readonly string[] {
  switch (check.kind) {
    case 'settings':
      return settingsLosses(body, check.read, check.planned);
    case 'client':
      return clientLosses(body, check.read, check.planned);
    case 'thing':
      return memberLosses(check.read.kind, body, check.read.members, check.planned);
  }
}

function settingsLosses(body: JsonObject, read: SettingsReply, planned: PlannedKeys): readonly string[] {
  const custom = Object.hasOwn(body, 'custom') ? body['custom'] : undefined;
  if (!isJsonObject(custom)) return ['custom is missing from the body'];
  const settings = Object.entries(body).filter(([key]) => key !== 'custom');
  const parts: Readonly<Record<Section, ReadonlyMap<string, Json>>> = {
    settings: new Map(settings),
    custom: new Map(Object.entries(custom)),
  };
  return sections.flatMap((section) => [
    ...[...read.inexact[section]].map((key) => `${section}.${key} holds a number that cannot be sent back as it was`),
    ...sectionLosses(section, parts[section], withoutNulls(read.sections[section]), planned[section]),
  ]);
}

function sectionLosses(
  section: string,
  body: ReadonlyMap<string, Json>,
  read: ReadonlyMap<string, Json>,
  planned: ReadonlySet<string>,
): readonly string[] {
  const kept = [...read].filter(([key]) => !planned.has(key));
  return [
    ...kept.filter(([key]) => !body.has(key)).map(([key]) => `${section}.${key} would be removed`),
    ...kept
      .filter(([key, value]) => body.has(key) && !sameJson(body.get(key), value))
      .map(([key]) => `${section}.${key} would be changed`),
    ...[...body].filter(([, value]) => value === null).map(([key]) => `${section}.${key} must not be sent as null`),
    ...[...body.keys()]
      .filter((key) => !(read.has(key) || planned.has(key)))
      .map((key) => `${section}.${key} would be created`),
  ];
}

// Left out, an allow list would let in the whole world, and features would be gone: they are there, whatever is planned.
function clientLosses(body: JsonObject, read: ClientReply, planned: ReadonlySet<string>): readonly string[] {
  if (read.ipWhitelist === null || read.features === null) return ['the read lacks ipWhitelist or features'];
  const carried: readonly [string, Json][] = [
    ['name', read.name],
    ['ipWhitelist', read.ipWhitelist],
    ['features', read.features],
    ...read.rest,
  ];
  const isText = typeof body['name'] === 'string' && body['name'] !== '';
  return [
    ...(isText ? [] : ['name is missing from the body']),
    ...['features', 'ipWhitelist']
      .filter((name) => !isTexts(body[name]))
      .map((name) => `${name} is missing from the body`),
    ...memberLosses('client', body, new Map(carried), planned),
  ];
}

function memberLosses(
  kind: string,
  body: JsonObject,
  read: ReadonlyMap<string, Json>,
  planned: ReadonlySet<string>,
): readonly string[] {
  return [
    ...[...planned].filter((name) => !Object.hasOwn(body, name)).map((name) => `${kind}.${name} would be removed`),
    ...sectionLosses(kind, new Map(Object.entries(body)), withoutNulls(read), planned),
  ];
}

function isTexts(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function withoutNulls(values: ReadonlyMap<string, Json>): ReadonlyMap<string, Json> {
  return new Map([...values].filter(([, value]) => value !== null));
}

function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (isJsonObject(a) && isJsonObject(b)) return sameMembers(a, b);
  return Object.is(a, b);
}

function sameMembers(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** A replacing body would lose or change something that is not planned. Nothing was sent. Names keys, never values. */
export class LossyBodyError extends Error {
  override readonly name = 'LossyBodyError';
  /** What is wrong, one line for each key. */
  readonly details: readonly string[];

  constructor(details: readonly string[]) {
    super(`Nothing was sent, because the body would replace more than was planned: ${details.join('; ')}.`);
    this.details = details;
  }
}

/** What a request reads or writes as one: the settings of a scope, or the record of a client or of a thing of another kind. */
export type ReadPlace = `settings of ${string}` | `${ThingKind} ${string}`;

export function settingsPlace(clientId: string | null): ReadPlace {
  return clientId === null ? 'settings of the application' : `settings of client ${clientId}`;
}

export function clientPlace(clientId: string): ReadPlace {
  return thingPlace('client', clientId);
}

export function thingPlace(kind: ThingKind, id: string): ReadPlace {
  return `${kind} ${id}`;
}

/** Knows which responses came from this service in this run, and which of them a later write has made old. */
export type ReadLedger = {
  /** To be called before a read is sent; what it gives belongs to `remember`. */
  begin(place: ReadPlace): number;
  remember(reply: object, place: ReadPlace, begun: number): void;
  wrote(place: ReadPlace): void;
  /** Throws unless the response is of that place, from this run, and read after the last write to it. */
  assertCurrent(reply: object, place: ReadPlace): void;
};

export function createReadLedger(): ReadLedger {
  const writes = new Map<ReadPlace, number>();
  const replies = new WeakMap<object, { readonly place: ReadPlace; readonly writes: number }>();
  const count = (place: ReadPlace): number => writes.get(place) ?? 0;
  return {
    begin: count,
    remember(reply, place, begun) {
      replies.set(reply, { place, writes: begun });
    },
    wrote(place) {
      writes.set(place, count(place) + 1);
    },
    assertCurrent(reply, place) {
      const known = replies.get(reply);
      if (known?.place !== place) {
        throw new LossyBodyError([`the body is not made from a read of the ${place} that this run can send back`]);
      }
      if (known.writes !== count(place)) throw new LossyBodyError([`the ${place} were written after that read`]);
    },
  };
}
