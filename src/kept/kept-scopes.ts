import { isStructured, type Json } from '../leaf/json.ts';
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
import type { SettingOptions } from '../model/setting.ts';
import { cellsOfValues, heldValues } from '../model/state.ts';
import { isSecret, type Value } from '../model/value.ts';

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
