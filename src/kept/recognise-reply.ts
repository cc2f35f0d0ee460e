import { isJsonObject, isStructured, type Json } from '../leaf/json.ts';
import { type ParsedJson, parseJson } from '../leaf/parse-json.ts';
import { type Section, sections } from '../model/address.ts';
import {
  type LiveClient,
  type LiveScope,
  type LiveState,
  unreadClient,
  unreadScope,
  withProperties,
} from '../model/live.ts';
import type { KeyAddress } from '../model/secrecy.ts';
import type { SettingOption, SettingOptions } from '../model/setting.ts';
import { cellsOfValues, heldValues } from '../model/state.ts';
import { isSecret, type Value } from '../model/value.ts';
import type { ClientReply, SettingsReply } from '../service/interface.ts';
import { parseOptions, parseSettings } from '../service/responses/parse-settings.ts';
import { membersOf, parseOneClient, parseSelf } from '../service/responses/parse-things.ts';

/** What a saved response of the service turned out to be. */
export type KeptReply =
  /** `clientId` null: global settings. */
  | { readonly kind: 'settings'; readonly clientId: string | null; readonly reply: SettingsReply }
  | { readonly kind: 'clients'; readonly clients: readonly KeptClient[] }
  | { readonly kind: 'options'; readonly options: readonly SettingOption[] }
  /** All settings at once, sections not distinguished. */
  | { readonly kind: 'flat'; readonly global: Flat; readonly clients: ReadonlyMap<string, Flat> }
  /** `at`: the character where the trouble begins. */
  | {
      readonly kind: 'strange';
      readonly code: string;
      readonly wrong: string;
      readonly cure: string;
      readonly at: number;
    };

export type Flat = ReadonlyMap<string, Json>;

/** A client of a response. `application` null: the response does not say it. */
type KeptClient = Pick<ClientReply, 'id' | 'name' | 'features' | 'ipWhitelist' | 'unknownNames'> & {
  readonly application: string | null;
};

/** Whose settings a response without `_self` may hold, by the name of its file; undefined: the name does not tell. */
export type Hint = { readonly clientId: string | null } | undefined;

/** Recognises a response by what is in it, and where that does not tell whose it is, by the hint. */
export function recogniseReply(text: string, hint: Hint): KeptReply {
  if (/^HTTP\/\d/.test(text))
    return strange('reply-with-headers', 'it begins with the headers of the response', bodyAlone);
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok) {
    const wrong = `the file is not a response of the service: ${parsed.wrong}`;
    return { ...strange('reply-not-json', wrong, saveAgain), at: endOfJson(text) };
  }
  const { value } = parsed.json;
  if (Array.isArray(value)) return ofList(value, parsed.json);
  const members = membersOf(value);
  return members === undefined ? unknown : ofObject(members, parsed.json, hint);
}

const bodyAlone = 'Save only the body: run curl without -i.';
const saveAgain = 'Save the complete response again with curl, unchanged.';

function strange(code: string, wrong: string, cure: string): Extract<KeptReply, { readonly kind: 'strange' }> {
  return { kind: 'strange', code, wrong, cure, at: 0 };
}

/** Where a text stops being JSON, as far as the parser says it; else its beginning. */
function endOfJson(text: string): number {
  try {
    JSON.parse(text);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [, position = 0] = /at position (\d+)/.exec(message) ?? [];
    return /^Unexpected end/.test(message) ? text.length : Number(position);
  }
}

const unknown = strange(
  'reply-unknown',
  'it is JSON, but not a known response',
  'Keep responses of /config/ID/settings, .../settings/options, .../clients, .../clients/CLIENT and .../clients/CLIENT/settings here, and move other files away.',
);

function ofList(list: readonly Json[], json: ParsedJson): KeptReply {
  const isOfClients = list.length > 0 && list.every((item) => isJsonObject(item) && item['_self'] !== undefined);
  return isOfClients ? clientsIn(list) : optionsIn(json);
}

function optionsIn(json: ParsedJson): KeptReply {
  const options = parseOptions(json);
  return options.ok && options.value.length > 0 ? { kind: 'options', options: options.value } : unknown;
}

type Members = ReadonlyMap<string, Json>;

function ofObject(members: Members, json: ParsedJson, hint: Hint): KeptReply {
  if (isErrorReply(members)) return isError;
  const results = members.get('results');
  if (members.get('stat') === 'ok' && Array.isArray(results)) return oldClientsIn(results);
  if (members.has('default_settings') && members.has('client_settings')) return flatIn(members);
  if (members.has('result')) return isMerged;
  if (members.has('_self')) return ofSelf(members, json);
  if (hint === undefined || !isJsonObject(members.get('custom'))) return optionsIn(json);
  return settingsIn({ ...json, value: { ...Object.fromEntries(members), _self: selfOf(hint) } }, hint.clientId);
}

function isErrorReply(members: Members): boolean {
  return members.get('stat') === 'error' || (members.has('errors') && !members.has('_self'));
}

const isError = strange('reply-is-error', 'it is an error response of the service', saveAgain);
const isMerged = strange(
  'reply-is-merged',
  'it does not say which settings are global and which a client has itself',
  'Save GET /config/ID/settings and, for each client, GET /config/ID/clients/CLIENT/settings instead.',
);

/** In place of the id of an application that a response does not name. */
export const unnamedApplication = '-';

function selfOf({ clientId }: NonNullable<Hint>): string {
  const client = clientId === null ? '' : `/clients/${encodeURIComponent(clientId)}`;
  return `/config/${unnamedApplication}${client}/settings`;
}

function ofSelf(members: Members, json: ParsedJson): KeptReply {
  const self = parseSelf(members.get('_self'));
  if (self?.kind === 'settings') return settingsIn(json, self.clientId);
  return self === undefined ? unknown : clientsIn([json.value]);
}

function settingsIn(json: ParsedJson, clientId: string | null): KeptReply {
  const settings = parseSettings(json, clientId);
  if (!settings.ok) return strange('reply-incomplete', `the response is incomplete: ${settings.wrong}`, saveAgain);
  return { kind: 'settings', clientId, reply: settings.value };
}

function clientsIn(list: readonly Json[]): KeptReply {
  const clients: KeptClient[] = [];
  for (const value of list) {
    const id = parseSelf(membersOf(value)?.get('_self'))?.clientId ?? '';
    const client = parseOneClient({ value, inexact: [] }, id);
    if (!client.ok) return strange('reply-incomplete', `the response is incomplete: ${client.wrong}`, saveAgain);
    clients.push(client.value);
  }
  return { kind: 'clients', clients };
}

// Of clients/list. The secret of each client stays where it is.
function oldClientsIn(list: readonly Json[]): KeptReply {
  const clients = list.map(oldClient);
  const known = clients.filter((client) => client !== undefined);
  return known.length === clients.length && known.length > 0 ? { kind: 'clients', clients: known } : unknown;
}

function oldClient(value: Json): KeptClient | undefined {
  const members = membersOf(value);
  const [id, name] = [members?.get('client_id'), members?.get('description')];
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  const [features, ipWhitelist] = [textsIn(members?.get('features')), textsIn(members?.get('whitelist'))];
  return { application: null, id, name, features, ipWhitelist, unknownNames: [] };
}

function textsIn(value: Json | undefined): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return texts.length === value.length ? texts : null;
}

function flatIn(members: Members): KeptReply {
  const [global, clients] = [membersOf(members.get('default_settings')), membersOf(members.get('client_settings'))];
  if (global === undefined || clients === undefined) return unknown;
  const each = [...clients].map(([id, value]) => [id, membersOf(value)] as const);
  const own = each.flatMap(([id, values]) => (values === undefined ? [] : [[id, values] as const]));
  return own.length === each.length ? { kind: 'flat', global, clients: new Map(own) } : unknown;
}

export type KeptSections = Readonly<Record<Section, ReadonlyMap<string, Value>>>;

/** A live state of which every part is available, or left out. */
export function keptLive(parts: {
  readonly clients: readonly LiveClient[];
  readonly global: LiveScope | null;
  /** By client id. */
  readonly scopes: ReadonlyMap<string, LiveScope>;
  readonly options: SettingOptions;
}): LiveState {
  const { global, scopes, options } = parts;
  const clients = parts.clients.map((client): readonly [string, LiveClient] => {
    const own = scopes.get(client.id);
    if (own === undefined) return [client.id, client];
    return [client.id, { ...client, scope: withProperties(own, client.scope.properties) }];
  });
  return { global, clients: new Map(clients), options, caller: null, callerSecret: null };
}

/** A scope without numbers that could be rounded. */
export function keptScope(application: string, values: KeptSections, inherited: KeptSections | null): LiveScope {
  return {
    ...unreadScope(application, new Map()),
    sections: cellsOfValues(values),
    whole: { settings: true, custom: true },
    inherited: inherited && cellsOfValues(inherited),
  };
}

/** A client of which nothing is known but its id and, unless that is in its place, its name. */
export function bareClient(application: string, id: string, name: string): LiveClient {
  return unreadClient({ id, application, name: name === id ? null : name, unknownNames: [] }, {});
}

/** Three or more: fewer of them may be a value. */
const mask = /^[*•●∙·]{3,}$/u;

/** The keys in whose place the source shows a mask. */
export function maskedIn({ global, clients }: Pick<LiveState, 'global' | 'clients'>): readonly KeyAddress[] {
  const all: readonly (readonly [string | null, LiveScope])[] = [
    ...(global === null ? [] : [[null, global] as const]),
    ...[...clients].map(([id, { scope }]) => [id, scope] as const),
  ];
  return all.flatMap(([clientId, scope]) =>
    sections.flatMap((section) =>
      heldValues(scope.sections[section]).flatMap(([key, value]) =>
        !isSecret(value) && isMask(value) ? [{ clientId, section, key }] : [],
      ),
    ),
  );
}

function isMask(value: Json): boolean {
  return !isStructured(value) && typeof value === 'string' && mask.test(value);
}
