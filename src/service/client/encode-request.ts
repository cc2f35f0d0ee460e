import { clientKind } from '../../kinds/client.ts';
import { thingsKind } from '../../kinds/index.ts';
import type { PropertyValue } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { isStructured, type Json, objectFrom } from '../../leaf/json.ts';
import { isSecret, openSecret, type Value } from '../../model/value.ts';
import type { ClientReply, SettingsBody, ThingReply } from '../interface.ts';

/** Whether a text can be one segment of a path. `..` would climb to another resource, and a PUT there replaces it. */
export function isPathSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/\p{Surrogate}/u.test(text);
}

/** Paths of the Configuration API for one application. */
type ConfigPaths = {
  readonly clients: string;
  readonly options: string;
  client(clientId: string): string;
  /** `clientId` null: of the application. */
  settings(clientId: string | null): string;
  /** All things of a kind. */
  things(kind: ThingKind): string;
  thing(kind: ThingKind, id: string): string;
};

export function configPaths(applicationId: string): ConfigPaths {
  const base = `/config/${segment(applicationId)}`;
  const things = (kind: ThingKind): string => `${base}${thingsKind(kind).place.path}`;
  const thing = (kind: ThingKind, id: string): string => `${things(kind)}/${segment(id)}`;
  const client = (clientId: string): string => thing('client', clientId);
  return {
    things,
    thing,
    clients: things('client'),
    options: `${base}/settings/options`,
    client,
    settings: (clientId) => `${clientId === null ? base : client(clientId)}/settings`,
  };
}

function segment(text: string): string {
  if (!isPathSegment(text)) throw new Error('An id cannot be empty, dots alone, or broken text.');
  return encodeURIComponent(text);
}

/**
 * Parameters of a call of the registration API. `clientId` null leaves `for_client_id` out, as the global calls do. A
 * thing of another kind has a parameter of its own for its id.
 */
export function encodeForm(
  clientId: string | null,
  parameters: Readonly<Record<string, string>>,
  idParameter: string = clientKind.place.parameter,
): string {
  // Left out or empty, for_client_id would mean the caller itself.
  if (clientId === '') throw new TypeError('A call for a client needs its id.');
  if (Object.values(parameters).some((text) => /\p{Surrogate}/u.test(text)))
    throw new TypeError('A name is broken text.');
  return new URLSearchParams({ ...parameters, ...(clientId === null ? {} : { [idParameter]: clientId }) }).toString();
}

/** The parameter `items`. */
export function encodeItems(items: ReadonlyMap<string, Value>): string {
  if (items.size === 0) throw new TypeError('A call that sets keys needs at least one.');
  return JSON.stringify(objectFrom([...items].map(([key, value]) => [key, openText(key, value)])));
}

/** The body of a settings PUT. */
export function encodeSettings(body: SettingsBody): string {
  if (body.settings.has('custom'))
    throw new TypeError('A setting cannot have the name custom: it would replace that section.');
  const settings = [...body.settings].map(([key, value]) => [key, openValue(value)] as const);
  const custom = objectFrom([...body.custom].map(([key, value]) => [key, openValue(value)]));
  return JSON.stringify(objectFrom<unknown>([...settings, ['custom', custom]]));
}

/** The body of a client PUT: the client as it was read, with other values of the planned members. */
export function encodeClient(read: ClientReply, members: ReadonlyMap<string, PropertyValue>): string {
  const rest = [...read.rest].filter(([, value]) => value !== null);
  const own = [
    ['name', read.name],
    ['ipWhitelist', read.ipWhitelist],
    ['features', read.features],
  ] as const;
  return JSON.stringify(objectFrom<unknown>([...rest, ...own, ...members]));
}

/** The body of a PUT of a thing of another kind: as it was read, with other values of the planned members. */
export function encodeThing({ members: held }: ThingReply, members: ReadonlyMap<string, PropertyValue>): string {
  return JSON.stringify(objectFrom<unknown>([...[...held].filter(([, value]) => value !== null), ...members]));
}

/** The value itself, for a body. */
function openValue(value: Value): Json {
  return isSecret(value) ? openSecret(value) : value;
}

/** A value as the registration API takes it, which knows only texts. Throws for what has none. */
function openText(key: string, value: Value): string {
  const plain = openValue(value);
  if (typeof plain === 'string') return plain;
  if (typeof plain === 'boolean') return String(plain);
  if (typeof plain === 'number' && Number.isSafeInteger(plain)) return String(plain);
  const what = plain !== null && isStructured(plain) ? 'a map or list' : 'null or not an integer';
  throw new TypeError(`The value of ${key} is ${what}, which a call for single keys cannot carry.`);
}
