import { thingsKind } from '../../kinds/index.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { type NameFinder, nameFinder } from '../../leaf/did-you-mean.ts';
import { matchesWildcard, type Wildcard } from '../../leaf/text-search.ts';
import { formatTarget, type Section, sections, splitThing } from '../../model/address.ts';
import type { Desired, DesiredScope, Mention } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { clientsRead, type LiveScope, type LiveState, resolveClients } from '../../model/live.ts';
import { type Catalogue, isCustomName, optionOf, specIn } from '../../model/setting.ts';
import { aliasById, type TargetPattern } from '../../model/target-pattern.ts';
import type { Guard } from './guard.ts';

/** A list names a client or a key that does not exist, so the entry does nothing: a typo, or a renamed thing. */
export const namesNothing: Guard = {
  code: 'names-nothing',
  override: 'none',
  rank: 90,
  check: ({ desired, live, catalogue }) => findNamesNothing(desired, { live, catalogue }),
  checkFile: ({ desired }) => findUndeclaredClients(desired),
};

/** The findings of the guard; more may exist than the file declares. */
export function findNamesNothing(desired: Desired, world: World): readonly Finding[] {
  if (desired.mentions.length === 0) return [];
  const clients = clientNames(desired, world.live);
  const keys = keyNames(desired, world);
  return findFaults(desired.mentions, (mention) => clientFault(clients, mention) ?? keyFault(keys, mention));
}

// Which clients the file declares needs no network.
function findUndeclaredClients(desired: Desired): readonly Finding[] {
  const clients = clientNames(desired, null);
  return findFaults(desired.mentions, (mention) => clientFault(clients, mention));
}

/** Why an entry names nothing, and a suggestion. */
type Fault = { readonly why: string; readonly meant: string | undefined };

const mayNameById: ReadonlySet<Mention['list']> = new Set(['protect', 'sensitive']);

function clientFault({ has, meant }: ClientNames, { list, target }: Mention): Fault | null {
  const name = literalOf(target.alias);
  if (name === undefined) return null;
  if (target.of !== null && target.of !== 'client') return thingFault(target.of, name);
  if (has(name) !== false) return null;
  const why = name.startsWith('@')
    ? 'the application has no client with this id'
    : 'the file declares no client with this alias';
  const other = meant(name, mayNameById.has(list) ? 'allowed' : 'not-allowed');
  return { why, meant: other === undefined ? undefined : withAlias(target.text, other) };
}

function withAlias(text: string, alias: string): string {
  const rest = splitThing(text)?.rest ?? null;
  return [formatTarget({ kind: 'client', alias }), ...(rest === null ? [] : [rest])].join('.');
}

// Declared names are not checked, and an id may be that of any thing.
function thingFault(kind: ThingKind, name: string): Fault | null {
  if (name.startsWith('@')) return null;
  return { why: `the file declares no ${thingsKind(kind).noun} with this alias`, meant: undefined };
}

function keyFault({ has, nearest }: KeyNames, { target }: Mention): Fault | null {
  const { section } = target;
  const key = literalOf(target.key);
  if (section === null || key === undefined || has(target, section, key) !== false) return null;
  const near = nearest(key);
  const otherSection = section === 'settings' ? 'custom' : 'settings';
  const places: readonly KeyPlace[] = [key, ...(near === undefined ? [] : [near])].flatMap((one) => [
    { section, key: one },
    { section: otherSection, key: one },
  ]);
  const found = places.find((place) => has(target, place.section, place.key) === true);
  const meant = found && formatTarget({ kind: 'key', alias: target.alias?.join('*') ?? null, ...found });
  return { why: 'neither the file nor the live application has this key', meant };
}

type KeyPlace = { readonly section: Section; readonly key: string };

function literalOf(parts: Wildcard | null): string | undefined {
  return parts?.length === 1 ? parts[0] : undefined;
}

const effects: Readonly<Record<Mention['list'], string>> = {
  protect: 'it protects nothing',
  sensitive: 'it hides nothing',
  public: 'it shows nothing',
  ignore: 'it has no effect',
  drop: 'it drops nothing',
  expected: 'it has no effect',
  accept: 'it has no effect',
  allow: 'it has no effect',
};

function findFaults(mentions: readonly Mention[], faultOf: (mention: Mention) => Fault | null): readonly Finding[] {
  return mentions.flatMap((mention) => {
    const fault = mention.declared ? null : faultOf(mention);
    return fault === null ? [] : [finding(mention, fault)];
  });
}

function finding({ list, target, source, from }: Mention, { why, meant }: Fault): Finding {
  const cure = meant === undefined ? 'fix the entry, or remove it' : `did you mean "${meant}"?`;
  return {
    code: 'names-nothing',
    // What an entry of another file names may be in a file beside this one.
    severity: mayNameById.has(list) && from === 'own' ? 'refuse' : 'warning',
    fact: `${target.text} in ${list} names nothing, so ${effects[list]}: ${why}`,
    cure,
    target: { kind: 'global' },
    source,
  };
}

/** The known names, as far as they were read. */
export type World = { readonly live: LiveState; readonly catalogue: Catalogue };

/** The clients that patterns may name: by alias or, as `@ID`, by id. */
type ClientNames = {
  /** `unknown`: the service was not asked. */
  readonly has: (name: string) => boolean | 'unknown';
  /** The suggested name; `ids`: whether it may be an id. */
  readonly meant: (name: string, ids: 'allowed' | 'not-allowed') => string | undefined;
};

function clientNames({ clients }: Desired, live: LiveState | null): ClientNames {
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
type KeyNames = {
  /** Whether one of the scopes that a pattern names has the key, or it is a setting; `unknown`: not all was read. */
  readonly has: (pattern: TargetPattern, section: Section, key: string) => boolean | 'unknown';
  readonly nearest: NameFinder;
};

/** The keys of a scope that the file declares or that are live; `whole`: there are no others. */
type Names = { readonly keys: Readonly<Record<Section, ReadonlySet<string>>>; readonly whole: boolean };

const unread: Names = { keys: { settings: new Set(), custom: new Set() }, whole: false };

function keyNames(desired: Desired, world: World): KeyNames {
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
