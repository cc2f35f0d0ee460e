import { thingsKind } from '../../kinds/index.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { isJsonObject, type Json } from '../../leaf/json.ts';
import type { ParsedJson } from '../../leaf/parse-json.ts';
import type { ClientReply, ThingReply } from '../interface.ts';

// Dropped here, where the response is parsed: nothing after this function ever holds a client's secret.
const secretNames: ReadonlySet<string> = new Set(['_secret', 'secret', 'client_secret']);
const serviceNames: ReadonlySet<string> = new Set(['_self', '_id', '_secret', '_settings']);
const ownNames: ReadonlySet<string> = new Set(['name', 'features', 'ipWhitelist']);

/** One client of a response. */
function parseClient(value: Json | undefined): ParseResult<ClientReply> {
  const members = membersOf(value);
  if (members === undefined) return wrong('a client in it is not an object');
  const self = parseSelf(members.get('_self'));
  if (self?.kind !== 'client' || self.clientId === null)
    return wrong('a client in it does not say in _self which one it is');
  const id = members.get('_id') ?? self.clientId;
  if (id !== self.clientId) return wrong('a client in it has two different ids');
  const name = members.get('name');
  const features = textList(members.get('features'));
  const ipWhitelist = textList(members.get('ipWhitelist'));
  if (typeof name !== 'string') return wrong('a client in it has no name');
  if (features === undefined || ipWhitelist === undefined) {
    return wrong('features or ipWhitelist of a client in it is not a list of texts');
  }
  const others = [...members].filter(([key]) => !serviceNames.has(key) && !secretNames.has(key) && !ownNames.has(key));
  return right({
    application: self.application,
    id,
    name,
    features,
    ipWhitelist,
    rest: new Map(others.filter(([key]) => !key.startsWith('_'))),
    unknownNames: others.map(([key]) => key).filter((key) => key.startsWith('_')),
  });
}

/** The client that was asked for. */
export function parseOneClient(json: ParsedJson, clientId: string): ParseResult<ClientReply> {
  const client = parseClient(json.value);
  if (client.ok && client.value.id !== clientId) return wrong('it is of another client than was asked for');
  return client;
}

/** All clients of the application. The caller is one, so that a list without it is cut off or someone else's. */
export function parseClients(json: ParsedJson, caller: string): ParseResult<readonly ClientReply[]> {
  if (!Array.isArray(json.value)) return wrong('it is not a list');
  const byId = new Map<string, ClientReply>();
  for (const item of json.value) {
    const client = parseClient(item);
    if (!client.ok) return client;
    if (byId.has(client.value.id)) return wrong('a client stands in it twice');
    byId.set(client.value.id, client.value);
  }
  if (byId.size === 0) return wrong('it has no client, though the caller is one');
  if (!byId.has(caller)) return wrong('the caller is missing from it: it is cut off, or of another application');
  return right([...byId.values()]);
}

/** What `_self` of a response names. */
export type SelfPath = {
  readonly application: string;
  readonly clientId: string | null;
  readonly kind: 'settings' | 'client';
};

const shape = /^\/config\/([^/]+)(?:\/clients\/([^/]+))?(\/settings)?$/;

/** Reads `_self`; undefined when it is not the path of a client or of settings. */
export function parseSelf(self: Json | undefined): SelfPath | undefined {
  const match = typeof self === 'string' ? shape.exec(self) : null;
  if (match === null) return undefined;
  const application = decoded(match[1] ?? '');
  const clientId = match[2] === undefined ? null : decoded(match[2]);
  if (match[3] !== undefined) return { application, clientId, kind: 'settings' };
  return clientId === null ? undefined : { application, clientId, kind: 'client' };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What a response turned out to be. `wrong` says what is wrong with it and quotes no value. */
export type ParseResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly wrong: string };

export function right<T>(value: T): ParseResult<T> {
  return { ok: true, value };
}

export function wrong(what: string): { readonly ok: false; readonly wrong: string } {
  return { ok: false, wrong: what };
}

/** The members of a JSON object; undefined for anything else. */
export function membersOf(value: Json | undefined): ReadonlyMap<string, Json> | undefined {
  if (!isJsonObject(value)) return undefined;
  const members = new Map<string, Json>();
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member !== undefined) members.set(name, member);
  }
  return members;
}

/** A list of texts; null when there is none, undefined when it is something else. */
function textList(value: Json | undefined): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}

/** All things of a kind: a list of records, each with its id. */
export function parseThings(json: ParsedJson, kind: ThingKind): ParseResult<readonly ThingReply[]> {
  if (!Array.isArray(json.value)) return wrong('it is not a list');
  const things: ThingReply[] = [];
  const ids = new Set<string>();
  for (const item of json.value) {
    const thing = parseThing(item, kind);
    if (!thing.ok) return thing;
    if (ids.has(thing.value.id)) return wrong(`a ${thingsKind(kind).noun} stands in it twice`);
    ids.add(thing.value.id);
    things.push(thing.value);
  }
  return right(things);
}

/** The thing that was asked for. */
export function parseOneThing(json: ParsedJson, kind: ThingKind, id: string): ParseResult<ThingReply> {
  const thing = parseThing(json.value, kind);
  if (thing.ok && thing.value.id !== id) return wrong(`it is of another ${thingsKind(kind).noun} than was asked for`);
  return thing;
}

function parseThing(value: Json | undefined, kind: ThingKind): ParseResult<ThingReply> {
  const { noun, place } = thingsKind(kind);
  const all = membersOf(value);
  if (all === undefined) return wrong(`a ${noun} in it is not an object`);
  const id = all.get(place.id);
  if (typeof id !== 'string' || id === '') return wrong(`a ${noun} in it has no id`);
  return right({ kind, id, members: new Map([...all].filter(([name]) => !name.startsWith('_'))) });
}
