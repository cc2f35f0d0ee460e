import { kindOf } from '../../kinds/index.ts';
import { byText, canonicalJson, isStructured, type Json } from '../../leaf/json.ts';
import { type ClientScope, globalScope, type Scope } from '../../model/address.ts';
import { type Change, changeIndex, type KeyChange } from '../../model/change.ts';
import { type LiveState, liveScopeOf } from '../../model/live.ts';
import { optionOf, specIn } from '../../model/setting.ts';
import { valueAt } from '../../model/state.ts';
import { isSecret, type Secret, type Value } from '../../model/value.ts';
import type { GuardInput } from '../guards/guard.ts';

/** What a key is for a scope, wherever it comes from. */
export type Effective =
  | { readonly kind: 'value'; readonly json: Json; readonly from: 'own' | 'inherited' | 'default' }
  /** Neither the scope nor the global one has a value, and no default is documented. */
  | { readonly kind: 'unset' }
  /** There is a hidden value. */
  | { readonly kind: 'secret'; readonly secret: Secret }
  /** The global scope was not read. */
  | { readonly kind: 'not-read' };

/** One key of one scope. */
export type KeyPlace = Pick<KeyChange, 'scope' | 'section' | 'key'>;

type World = Pick<GuardInput, 'live' | 'changes' | 'catalogue'>;

/**
 * The value once the changes are made: the client's own, else the global one, else the documented default. A setting
 * that may be in either section counts wherever it stands.
 */
export function effectiveValue(world: World, place: KeyPlace): Effective {
  return valueAmong(world, place, placesOf(world.catalogue, place));
}

/** The same for a service that reads only this section. */
export function valueInSection(world: World, place: KeyPlace): Effective {
  return valueAmong(world, place, [place]);
}

function valueAmong(world: World, place: KeyPlace, places: readonly KeyPlace[]): Effective {
  const own = firstOf(places, (one) => ownValue(world, one));
  return own === undefined ? valueBeneath(world, place, places) : known(own, 'own');
}

/** The effective value of a scope without a value of its own. */
export function valueBeneath(
  world: World,
  place: KeyPlace,
  places: readonly KeyPlace[] = placesOf(world.catalogue, place),
): Effective {
  if (kindOf(place.scope).inherits) {
    if (!knowsGlobal(world.live, place.scope)) return { kind: 'not-read' };
    const shared = firstOf(places, (one) => globalValue(world, one));
    if (shared !== undefined) return known(shared, 'inherited');
  }
  const fallback = specIn(world.catalogue, place.section, place.key)?.default ?? null;
  return fallback === null ? { kind: 'unset' } : { kind: 'value', json: fallback, from: 'default' };
}

/** Where a key of a scope may be: here, and for settings that may be in either section there as well. */
export function placesOf(catalogue: World['catalogue'], place: KeyPlace): readonly KeyPlace[] {
  if (specIn(catalogue, place.section, place.key)?.section !== 'either') return [place];
  return [place, { ...place, section: place.section === 'custom' ? 'settings' : 'custom' }];
}

function firstOf(places: readonly KeyPlace[], valueAt: (place: KeyPlace) => Value | undefined): Value | undefined {
  return places.map(valueAt).find((value) => value !== undefined);
}

/** The same before the plan. */
export function effectiveValueBefore(world: World, place: KeyPlace): Effective {
  return effectiveValue({ ...world, changes: noChanges }, place);
}

/** The current state: no plan. */
export const noChanges: readonly Change[] = [];

/** What the scope itself holds once the changes are made. */
export function ownValue({ live, changes }: Pick<World, 'live' | 'changes'>, place: KeyPlace): Value | undefined {
  const change = changeOf(changes, place);
  if (change === undefined) return valueAt(liveScopeOf(live, place.scope)?.sections, place.section, place.key);
  return change.action === 'remove' ? undefined : change.after;
}

/** The change of just this key of just this scope. */
export function changeOf(changes: readonly Change[], { scope, section, key }: KeyPlace): KeyChange | undefined {
  return changeIndex(changes).keyAt(scope, section, key);
}

/** Whether the service ignores the setting at a client. */
export function isGlobalOnly({ live, catalogue }: Pick<World, 'live' | 'catalogue'>, name: string): boolean {
  return optionOf(live.options, name)?.globalOnly ?? catalogue.lookup(name)?.globalOnly ?? false;
}

/** Whether a change makes no difference: the service ignores the setting at a client. */
export function isWithoutEffect(world: Pick<World, 'live' | 'catalogue'>, { scope, key }: KeyPlace): boolean {
  return kindOf(scope).inherits && isGlobalOnly(world, key);
}

function knowsGlobal(live: LiveState, scope: Scope): boolean {
  return live.global !== null || (liveScopeOf(live, scope)?.inherited ?? null) !== null;
}

// Where the global scope was not read, the client's own response shows what it inherits.
function globalValue(world: World, { scope, section, key }: KeyPlace): Value | undefined {
  if (world.live.global !== null) return ownValue(world, { scope: globalScope, section, key });
  return valueAt(liveScopeOf(world.live, scope)?.inherited, section, key);
}

function known(value: Value, from: 'own' | 'inherited'): Effective {
  return isSecret(value) ? { kind: 'secret', secret: value } : { kind: 'value', json: value, from };
}

/** Who gets a value of the global scope: declared clients, and whether there may be others. */
type Inheriting = {
  /** Scopes of declared clients that had no value of their own and get none. */
  readonly scopes: readonly ClientScope[];
  readonly aliases: readonly string[];
  /** True if the application has clients that were not read. */
  readonly others: boolean;
};

/** The data that shows who inherits a key. */
export type Heirs = World & Pick<GuardInput, 'clients'>;

/** The clients for which a key of the global scope counts, before the plan and after. */
export function inheritingScopes(input: Heirs, { section, key }: Pick<KeyPlace, 'section' | 'key'>): Inheriting {
  const found = input.clients.flatMap((client) => (client.kind === 'found' ? [client.scope] : []));
  const scopes = found.filter((scope) => inherits(input, { scope, section, key }));
  const aliases = scopes.map(({ alias }) => alias).sort(byText);
  return { scopes, aliases, others: found.length < input.live.clients.size };
}

/** The clients that a global change affects, as the end of a sentence; empty for a client's change. */
export function concernedBy(input: Heirs, change: KeyPlace): string {
  if (kindOf(change.scope).inherits) return '';
  const { aliases, others } = inheritingScopes(input, change);
  const names = [aliases.join(', '), others ? 'other clients that inherit it' : ''].filter((name) => name !== '');
  return `; it counts for the global scope${names.length === 0 ? '' : ` and for ${names.join(' and ')}`}`;
}

/** Whether the global value of a key counts for a client, before the plan and after. */
export function inherits(input: World, place: KeyPlace): boolean {
  if (place.section === 'settings' && isGlobalOnly(input, place.key)) return true;
  return placesOf(input.catalogue, place).every(
    (one) => changeOf(input.changes, one) === undefined && ownValue(input, one) === undefined,
  );
}

/** The setting that names what a widget publish writes to public files. */
export const publishList = 'jump_publish_settings';

/**
 * The settings that `jump_publish_settings` names. Its type is not documented, so a list, a JSON text and a text of
 * names with commas or blanks between are all read.
 */
export function publishedNames(value: Json): readonly string[] {
  if (isStructured(value)) return namesIn(canonicalJson(value));
  return typeof value === 'string' ? namesIn(unescaped(value)) : [];
}

// A name may be written as a target, with its section in front.
function namesIn(text: string): readonly string[] {
  const written = text.match(/[A-Za-z0-9_.*%-]+/g) ?? [];
  return [...new Set(written.flatMap((name) => [name, name.replace(/^(?:settings|custom)\./, '')]))];
}

/** Whether a name of the list may match others; how the service reads it is not documented. */
export function isWildcard(name: string): boolean {
  return /[*%]/.test(name);
}

// In JSON a letter may be written as an escape.
function unescaped(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** What widget publishes write out, before the plan and after it. Each list is read once, however often it is asked. */
export type Publication = {
  /** The names that a publish at this scope writes today: by the client's own list, else the global one. */
  readonly before: (scope: Scope) => ReadonlySet<string>;
  readonly after: (scope: Scope) => ReadonlySet<string>;
  /** The declared clients that have a list of their own, before or after, which names this setting. */
  readonly listedBy: (name: string) => readonly ClientScope[];
};

export function publicationOf(input: GuardInput): Publication {
  const read = readOnce();
  let listed: ReadonlyMap<string, readonly ClientScope[]> | undefined;
  return {
    before: namesBy(input, noChanges, read),
    after: namesBy(input, input.changes, read),
    listedBy: (name) => {
      listed ??= ownListsByName(input, read);
      return listed.get(name) ?? [];
    },
  };
}

type ReadList = (value: Value | undefined) => ReadonlySet<string>;

const none: ReadonlySet<string> = new Set();

function readOnce(): ReadList {
  const known = new Map<Json, ReadonlySet<string>>();
  return (value) => {
    if (value === undefined || isSecret(value)) return none;
    const names = known.get(value) ?? new Set(publishedNames(value));
    known.set(value, names);
    return names;
  };
}

function namesBy(input: GuardInput, changes: readonly Change[], read: ReadList): Publication['before'] {
  return (scope) => {
    const list = effectiveValue({ ...input, changes }, { scope, section: 'settings', key: publishList });
    return list.kind === 'value' ? read(list.json) : none;
  };
}

function ownListsByName({ live, changes, clients }: GuardInput, read: ReadList): Map<string, ClientScope[]> {
  const listed = new Map<string, ClientScope[]>();
  for (const client of clients) {
    if (client.kind !== 'found') continue;
    const place = { scope: client.scope, section: 'settings', key: publishList } as const;
    const lists = [noChanges, changes].map((made) => read(ownValue({ live, changes: made }, place)));
    for (const name of new Set(lists.flatMap((names) => [...names]))) {
      const scopes = listed.get(name);
      if (scopes === undefined) listed.set(name, [client.scope]);
      else scopes.push(client.scope);
    }
  }
  return listed;
}
