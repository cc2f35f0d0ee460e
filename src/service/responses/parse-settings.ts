import type { Json } from '../../leaf/json.ts';
import type { ParsedJson } from '../../leaf/parse-json.ts';
import type { Section } from '../../model/address.ts';
import type { SettingsReply } from '../interface.ts';
import { membersOf, type ParseResult, parseSelf, right, wrong } from './parse-client.ts';

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
  // Without custom settings the service gives an empty object: a reply that lacks it is not whole, and a full replace
  // made from it would empty the section.
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
  for (const [key, value] of members) if (key !== 'custom' && !serviceNames.has(key)) settings.set(key, value);
  return { settings, custom };
}

type Inherited = ParseResult<Sections | null>;

/** Reads what a reply of a client says of the global settings. */
export type SharedReading = (value: Json | undefined, application: string) => Inherited;

const readingAlone: SharedReading = inheritedOf;

/** The same for many replies: those that say the same share what was read, of which there would else be one for each client. */
export function sharedReading(): SharedReading {
  let known: { readonly text: string; readonly application: string; readonly read: Inherited } | undefined;
  return (value, application) => {
    const text = JSON.stringify(value ?? null);
    if (known?.text === text && known.application === application) return known.read;
    const read = inheritedOf(value, application);
    known = { text, application, read };
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

function inexactKeys(json: ParsedJson): Readonly<Record<Section, ReadonlySet<string>>> {
  const settings = new Set<string>();
  const custom = new Set<string>();
  for (const [first, second] of json.inexact) {
    if (first === 'custom' && second !== undefined) custom.add(second);
    else if (first !== undefined && !serviceNames.has(first)) settings.add(first);
  }
  return { settings, custom };
}
