import { clientProperty } from '../../kinds/index.ts';
import { emptyValue, sameProperty } from '../../kinds/property-value.ts';
import { type ClientScope, globalScope, type Target } from '../../model/address.ts';
import type { Accept, Allow } from '../../model/desired.ts';
import type { Source } from '../../model/finding.ts';
import { livePropertyOf, liveScopeOf, namedPropertyValue, type ResolvedClient } from '../../model/live.ts';
import { literalTarget, targetIndex } from '../../model/pattern-index.ts';
import { valueAt } from '../../model/state.ts';
import { aliasById, type TargetPattern } from '../../model/target-pattern.ts';
import { sealed } from '../../model/value.ts';
import { type GuardInput, meansTheSame } from '../guards/guard.ts';
import type { KeyPlace } from './effective-value.ts';

/** A change of the rules; `source` null: it was removed, so it has no location. */
export type PolicyRow = { readonly text: string; readonly source: Source | null };

/** Entries of `allow` that allow more than those of the baseline. */
export function newAllows(before: readonly Allow[], { desired, clients }: GuardInput): readonly PolicyRow[] {
  const guards = [...new Set(desired.allow.map(({ guard }) => guard))];
  return guards.flatMap((guard) => {
    const of = (entries: readonly Allow[]): readonly Allow[] => entries.filter((entry) => entry.guard === guard);
    return newEntries(of(before), of(desired.allow), clients).map((found) =>
      rowOf('allow', `${found.entry.target.text} (${guard})`, found),
    );
  });
}

/** Entries of `accept` that accept more than those of the baseline. */
export function newAccepts(before: readonly Accept[], input: GuardInput): readonly PolicyRow[] {
  return newEntries(before, input.desired.accept, input.clients).map((found) => {
    const { text, source } = rowOf('accept', found.entry.target.text, found);
    const waits = holdsNow(found.entry, input) ? '' : '; the live application does not have the accepted value now';
    return { text: `${text}${waits}`, source };
  });
}

type Entry = Accept | Allow;

/** An entry that no earlier one covers; `twin`: an earlier one of the same target, which ends sooner or names another value. */
type NewEntry<T> = { readonly entry: T; readonly twin: T | undefined };

function newEntries<T extends Entry>(
  before: readonly T[],
  after: readonly T[],
  clients: readonly ResolvedClient[],
): readonly NewEntry<T>[] {
  const covering = coveringIn(before, 'itself', clients);
  return after.flatMap((entry) => {
    const earlier = covering(entry.target);
    if (earlier.some((one) => one.until >= entry.until && sameLive(one, entry))) return [];
    return [{ entry, twin: earlier.find(({ target }) => target.text === entry.target.text) }];
  });
}

function sameLive({ live: a }: Entry, { live: b }: Entry): boolean {
  return sealed(a).equals(sealed(b));
}

function rowOf(list: 'allow' | 'accept', name: string, { entry, twin }: NewEntry<Entry>): PolicyRow {
  const { until, reason, source } = entry;
  if (twin === undefined) return { text: `${list} added for ${name}, until ${until}: ${reason}`, source };
  const value = sameLive(twin, entry) ? '' : ' to another live value';
  return { text: `${list} changed for ${name}${value}, until ${until} instead of ${twin.until}: ${reason}`, source };
}

// Unread names and patterns are not judged.
function holdsNow({ target: pattern, live: accepted }: Accept, input: GuardInput): boolean {
  const target = literalTarget(pattern);
  if (target?.kind === 'key') {
    const scope = target.alias === null ? globalScope : scopeOf(target.alias, input.clients);
    return scope === undefined || holdsValue({ ...target, scope }, accepted, input);
  }
  return target?.kind !== 'property' || holdsProperty(target, accepted, input);
}

type PropertyTarget = Extract<Target, { readonly kind: 'property' }>;

function holdsProperty(
  { alias, property: name }: PropertyTarget,
  accepted: Accept['live'],
  input: GuardInput,
): boolean {
  const scope = scopeOf(alias, input.clients);
  const client = scope && input.live.clients.get(scope.clientId);
  const property = clientProperty(name);
  if (client === undefined || property === undefined) return true;
  const value = namedPropertyValue(property, accepted);
  return value !== undefined && sameProperty(property, value, livePropertyOf(client, property) ?? emptyValue(property));
}

function holdsValue({ scope, section, key }: KeyPlace, accepted: Accept['live'], input: GuardInput): boolean {
  const held = liveScopeOf(input.live, scope);
  if (held === undefined) return true;
  const live = valueAt(held.sections, section, key);
  return live !== undefined && meansTheSame(input.typeAt(scope, section, key), live, accepted);
}

function scopeOf(name: string, clients: readonly ResolvedClient[]): ClientScope | undefined {
  const scopes = clients.flatMap((client) => (client.kind === 'found' ? [client.scope] : []));
  return scopes.find(({ alias }) => alias === name);
}

/** The entries of a list that cover a pattern: those with its text, and those that name the one thing that it names. */
export type Covering<T> = (pattern: TargetPattern) => readonly T[];

/** `reach`: whether an entry for a scope covers its keys. */
export function coveringIn<T extends { readonly target: TargetPattern }>(
  entries: readonly T[],
  reach: 'itself' | 'what-it-holds',
  clients: readonly ResolvedClient[],
): Covering<T> {
  if (entries.length === 0) return () => [];
  const byText = new Map<string, T[]>();
  for (const entry of entries) {
    const same = byText.get(entry.target.text);
    if (same === undefined) byText.set(entry.target.text, [entry]);
    else same.push(entry);
  }
  const index = targetIndex(entries);
  const names = namesOfClients(clients);
  return (pattern) => {
    const same = byText.get(pattern.text) ?? [];
    const target = literalTarget(pattern);
    const found =
      target === undefined
        ? []
        : namesOf(target, names).flatMap((name) => (reach === 'itself' ? index.matching(name) : index.covering(name)));
    return [...new Set([...same, ...found])];
  };
}

type ClientNames = ReadonlyMap<string, readonly string[]>;

/** The same thing by each name of its client. */
function namesOf(target: Target, clients: ClientNames): readonly Target[] {
  if (target.kind === 'global' || target.alias === null) return [target];
  return (clients.get(target.alias) ?? [target.alias]).map((alias) => ({ ...target, alias }));
}

/** Alias and, as `@ID`, id of each client, by either. */
function namesOfClients(clients: readonly ResolvedClient[]): ClientNames {
  return new Map(
    clients.flatMap((client) => {
      if (client.kind !== 'found') return [];
      const names = [client.scope.alias, aliasById(client.scope)];
      return names.map((name) => [name, names] as const);
    }),
  );
}
