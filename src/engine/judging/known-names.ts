import { type NameFinder, nameFinder } from '../../leaf/did-you-mean.ts';
import { matchesWildcard } from '../../leaf/wildcard.ts';
import { type Section, sections } from '../../model/address.ts';
import type { Desired, DesiredScope } from '../../model/desired.ts';
import { clientsRead, type LiveScope, type LiveState, resolveClients } from '../../model/live.ts';
import { type Catalogue, isCustomName, optionOf, specIn } from '../../model/setting.ts';
import { aliasById, type TargetPattern } from '../../model/target-pattern.ts';

/** The known names, as far as they were read. */
export type World = { readonly live: LiveState; readonly catalogue: Catalogue };

/** The clients that patterns may name: by alias or, as `@ID`, by id. */
export type ClientNames = {
  /** `unknown`: the service was not asked. */
  readonly has: (name: string) => boolean | 'unknown';
  /** The suggested name; `ids`: whether it may be an id. */
  readonly meant: (name: string, ids: 'allowed' | 'not-allowed') => string | undefined;
};

export function clientNames({ clients }: Desired, live: LiveState | null): ClientNames {
  const aliases = new Map(
    [...clients.values()].flatMap(({ alias, id }) => (id === null ? [] : [[aliasById({ clientId: id }), alias]])),
  );
  const read = [...(live?.clients.keys() ?? [])].map((clientId) => aliasById({ clientId }));
  const names = new Set([...clients.keys(), ...aliases.keys(), ...read]);
  const nearest = nameFinder(clients.keys());
  return {
    has: (name) => names.has(name) || (live === null && name.startsWith('@') ? 'unknown' : false),
    meant: (name, ids) => {
      if (name.startsWith('@')) return names.has(name.slice(1)) ? name.slice(1) : undefined;
      const byId = `@${name}`;
      return ids === 'allowed' && names.has(byId) ? byId : (aliases.get(byId) ?? nearest(name));
    },
  };
}

/** The keys that patterns may name. */
export type KeyNames = {
  /** Whether one of the scopes that a pattern names has the key, or it is a setting; `unknown`: not all was read. */
  readonly has: (pattern: TargetPattern, section: Section, key: string) => boolean | 'unknown';
  readonly nearest: NameFinder;
};

/** The keys of a scope that the file declares or that are live; `whole`: there are no others. */
type Names = { readonly keys: Readonly<Record<Section, ReadonlySet<string>>>; readonly whole: boolean };

const unread: Names = { keys: { settings: new Set(), custom: new Set() }, whole: false };

export function keyNames(desired: Desired, world: World): KeyNames {
  const shared = globalNames(desired, world.live);
  const clients = namesByClient(desired, world.live);
  const namesFor = ({ alias }: TargetPattern): readonly Names[] => {
    if (alias === null) return [shared];
    const found =
      alias.length === 1
        ? [clients.get(alias.join('*')) ?? unread]
        : [...clients].flatMap(([name, names]) => (matchesWildcard(alias, name) ? [names] : []));
    // Inherited keys count too. A pattern for future clients is not an error.
    return [...(found.length === 0 ? [unread] : found), shared];
  };
  return {
    has: (pattern, section, key) => {
      if (isSetting(world, section, key)) return true;
      const names = namesFor(pattern);
      if (names.some(({ keys }) => keys[section].has(key))) return true;
      return names.every(({ whole }) => whole) ? false : 'unknown';
    },
    nearest: nameFinder(allKeys([shared, ...clients.values()], world)),
  };
}

function isSetting({ live, catalogue }: World, section: Section, key: string): boolean {
  if (specIn(catalogue, section, key) !== undefined) return true;
  if (section === 'settings') return optionOf(live.options, key) !== undefined;
  const option = live.options?.get(key);
  return option !== undefined && isCustomName(option);
}

function* allKeys(all: readonly Names[], { live, catalogue }: World): Iterable<string> {
  const names = new Set([...catalogue.names, ...(live.options?.keys() ?? [])]);
  for (const { keys } of all) for (const section of sections) for (const key of keys[section]) names.add(key);
  yield* names;
}

// Where the global scope was not read, the response of any client shows what it inherits.
function globalNames(desired: Desired, live: LiveState): Names {
  const { global } = live;
  const read = global === null ? clientsRead(live).flatMap(({ scope }) => scope.inherited ?? []) : [global.sections];
  return { keys: keysIn(desired.global, read), whole: read.length > 0 };
}

/** By alias and, as `@ID`, by id: of clients that the file declares, and of those that were read. */
function namesByClient(desired: Desired, live: LiveState): ReadonlyMap<string, Names> {
  const clients = resolveClients(desired, live);
  const found = new Map(
    clients.flatMap((client) => (client.kind === 'found' ? [[client.scope.clientId, client.desired]] : [])),
  );
  const read = clientsRead(live).flatMap(({ id: clientId, scope }): readonly (readonly [string, Names])[] => {
    const client = found.get(clientId);
    const names = { keys: keysIn(client?.scope ?? null, [scope.sections]), whole: true };
    const byId = [aliasById({ clientId }), names] as const;
    return client === undefined ? [byId] : [byId, [client.alias, names]];
  });
  const others = clients.flatMap(({ kind, desired: client }): readonly (readonly [string, Names])[] =>
    kind === 'found' ? [] : [[client.alias, { ...unread, keys: keysIn(client.scope, []) }]],
  );
  return new Map([...read, ...others]);
}

function keysIn(desired: DesiredScope | null, live: readonly LiveScope['sections'][]): Names['keys'] {
  const keysOf = (section: Section): ReadonlySet<string> => {
    const written = desired?.sections[section].keys() ?? [];
    return new Set([...written, ...live.flatMap((held) => [...held[section].keys()])]);
  };
  return { settings: keysOf('settings'), custom: keysOf('custom') };
}
