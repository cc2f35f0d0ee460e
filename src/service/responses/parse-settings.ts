import { equalJson, type Json } from '../../leaf/json.ts';
import { type JsonResult, type ParsedJson, parseJson } from '../../leaf/parse-json.ts';
import type { Section } from '../../model/address.ts';
import { isCustomName, type SettingOption, type SettingType } from '../../model/setting.ts';
import type { SettingsReply } from '../interface.ts';
import type { Exchange } from '../transport/exchange.ts';
import { membersOf, type ParseResult, parseSelf, right, wrong } from './parse-things.ts';

type Sections = Readonly<Record<Section, ReadonlyMap<string, Json>>>;

const serviceNames: ReadonlySet<string> = new Set(['_self', '_global', '_id', '_secret', '_settings']);

/** The settings of the application (`clientId` null) or of that client. Anything else is refused, never "empty". */
export function parseSettings(
  json: ParsedJson,
  clientId: string | null,
  shared: SharedReading = readingAlone,
): ParseResult<SettingsReply> {
  const members = membersOf(json.value);
  if (members === undefined) return wrong('it is not an object');
  const self = parseSelf(members.get('_self'));
  if (self === undefined) return wrong('it does not say in _self whose settings it holds');
  if (self.kind !== 'settings' || self.clientId !== clientId)
    return wrong('its _self names something else than was asked for');
  // Without custom settings the service gives an empty object: a response that lacks it is not whole, and a full
  // replace made from it would empty the section.
  if (!members.has('custom')) return wrong('it lacks its member custom, so it is not complete');
  const sections = sectionsOf(members);
  if (sections === undefined) return wrong('its member custom is not an object');
  const inherited = shared(members.get('_global'), self.application);
  if (!inherited.ok) return inherited;
  return right({
    application: self.application,
    sections,
    inexact: inexactKeys(json),
    inherited: clientId === null ? null : inherited.value,
  });
}

function sectionsOf(members: ReadonlyMap<string, Json>): Sections | undefined {
  const custom = members.has('custom') ? membersOf(members.get('custom')) : new Map<string, Json>();
  if (custom === undefined) return undefined;
  const settings = new Map<string, Json>();
  members.forEach((value, key) => {
    if (key !== 'custom' && !serviceNames.has(key)) settings.set(key, value);
  });
  return { settings, custom };
}

type Inherited = ParseResult<Sections | null>;

/** Reads what a response of a client says of the global settings. */
type SharedReading = (value: Json | undefined, application: string) => Inherited;

const readingAlone: SharedReading = inheritedOf;

/**
 * The same for many responses: those that say the same share what was read, of which there would else be one for each
 * client.
 */
export function sharedReading(): SharedReading {
  let known: { readonly value: Json | undefined; readonly application: string; readonly read: Inherited } | undefined;
  return (value, application) => {
    if (known?.application === application && equalJson(known.value, value)) return known.read;
    const read = inheritedOf(value, application);
    known = { value, application, read };
    return read;
  };
}

function inheritedOf(value: Json | undefined, application: string): Inherited {
  if (value === undefined || value === null) return right(null);
  const members = membersOf(value);
  if (members === undefined) return wrong('its member _global is not an object');
  const self = members.has('_self')
    ? parseSelf(members.get('_self'))
    : { kind: 'settings', clientId: null, application };
  if (self?.kind !== 'settings' || self.clientId !== null || self.application !== application) {
    return wrong('its member _global is not of this application');
  }
  const sections = sectionsOf(members);
  return sections === undefined ? wrong('the member custom of its _global is not an object') : right(sections);
}

function inexactKeys(json: ParsedJson): SettingsReply['inexact'] {
  if (json.inexact.length === 0) return noneInexact;
  const settings = new Set<string>();
  const custom = new Set<string>();
  for (const [first, second] of json.inexact) {
    if (first === 'custom' && second !== undefined) custom.add(second);
    else if (first !== undefined && !serviceNames.has(first)) settings.add(first);
  }
  return { settings, custom };
}

const noneInexact: SettingsReply['inexact'] = { settings: new Set(), custom: new Set() };

const types: readonly SettingType[] = ['string', 'boolean', 'integer', 'json'];

/** The names that the application knows: a list, or an object with one list in it, as the documents leave open. */
export function parseOptions(json: ParsedJson): ParseResult<readonly SettingOption[]> {
  const list = listIn(json.value);
  if (list === undefined) return wrong('it holds no list of settings');
  const options = list.map(parseOption);
  const named = options.filter((option) => option !== undefined);
  if (named.length < options.length) return wrong('a setting in it has no name');
  // Every application knows settings; and what is not in the list would be written as custom.
  return named.every(isCustomName) ? wrong('its list of settings is empty') : right(named);
}

function listIn(value: Json): readonly Json[] | undefined {
  if (Array.isArray(value)) return value;
  const lists = [...(membersOf(value)?.values() ?? [])].filter((member) => Array.isArray(member));
  return lists.length === 1 ? lists[0] : undefined;
}

function parseOption(item: Json): SettingOption | undefined {
  const members = membersOf(item);
  const name = members?.get('name');
  if (members === undefined || typeof name !== 'string' || name === '') return undefined;
  const type = members.get('type');
  const group = members.get('group');
  const values = members.get('values');
  return {
    name,
    type: types.find((known) => typeof type === 'string' && known === type.toLowerCase()) ?? null,
    globalOnly: members.get('globalOnly') === true,
    group: typeof group === 'string' ? group : null,
    values: Array.isArray(values) ? values : [],
  };
}

/** A whole response of the service. */
export type Reply = Extract<Exchange, { kind: 'reply' }>;

/**
 * The JSON of a response, if the response is what it should be: JSON by its own word, uncompressed, UTF-8 and complete.
 */
export function replyJson(reply: Reply): JsonResult {
  const type = mediaType(reply);
  if (type !== '' && !/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) {
    const guess = type === 'text/html' ? '; a page of a proxy or a firewall?' : '';
    return { ok: false, wrong: `it is not JSON by its content type${guess}` };
  }
  const encoding = reply.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') return { ok: false, wrong: 'it is compressed, which was not asked for' };
  if (reply.body.length === 0) return { ok: false, wrong: 'it is empty' };
  try {
    return parseJson(utf8.decode(reply.body));
  } catch {
    return { ok: false, wrong: 'it is not UTF-8' };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function mediaType(reply: Reply): string {
  return (reply.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
