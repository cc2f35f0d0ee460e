import { isStructured, type Json } from '../leaf/json.ts';
import { type Section, sections } from '../model/address.ts';
import { type LiveClient, type LiveScope, type LiveState, propertiesOfMembers } from '../model/live.ts';
import type { KeyAddress } from '../model/secrecy.ts';
import type { SettingOptions } from '../model/setting.ts';
import { cellsOfValues, heldValues } from '../model/state.ts';
import { isSecret, type Value } from '../model/value.ts';

export type KeptSections = Readonly<Record<Section, ReadonlyMap<string, Value>>>;

/** A live state of which every part is at hand, or left out. */
export function keptLive(parts: {
  readonly clients: readonly LiveClient[];
  readonly global: LiveScope | null;
  readonly scopes: ReadonlyMap<string, LiveScope>;
  readonly options: SettingOptions;
}): LiveState {
  const clients = new Map(parts.clients.map((client) => [client.id, client]));
  return { ...parts, clients, caller: null, callerSecret: null };
}

const exact: LiveScope['inexact'] = { settings: new Set(), custom: new Set() };

/** A scope without numbers that could be rounded. */
export function keptScope(application: string, values: KeptSections, inherited: KeptSections | null): LiveScope {
  return {
    application,
    sections: cellsOfValues(values),
    inexact: exact,
    inherited: inherited && cellsOfValues(inherited),
  };
}

/** A client of which nothing is known but its id and, unless that stands in its place, its name. */
export function bareClient(application: string, id: string, name: string): LiveClient {
  return { id, application, name, properties: propertiesOfMembers(name === id ? {} : { name }), unknownNames: [] };
}

/** Three or more: fewer of them may be a value. */
const mask = /^[*•●∙·]{3,}$/u;

/** The keys in whose place the source shows a mask. */
export function maskedIn({ global, scopes }: Pick<LiveState, 'global' | 'scopes'>): readonly KeyAddress[] {
  const all: readonly (readonly [string | null, LiveScope])[] = [
    ...(global === null ? [] : [[null, global] as const]),
    ...scopes,
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
