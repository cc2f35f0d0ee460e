import { clientProperty } from '../../kinds/index.ts';
import { emptyValue, sameProperty } from '../../kinds/kind.ts';
import { type ClientScope, globalScope, type Target } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Accept, Allow, Limits, Mention } from '../../model/desired.ts';
import { formatHostPattern, type HostPattern, namesHost } from '../../model/desired.ts';
import type { Finding, Source } from '../../model/finding.ts';
import { livePropertyOf, liveScopeOf, namedPropertyValue, type ResolvedClient } from '../../model/live.ts';
import { valueAt } from '../../model/state.ts';
import { aliasById, literalTarget, type TargetPattern, targetIndex } from '../../model/target-pattern.ts';
import { sealed } from '../../model/value.ts';
import type { KeyPlace } from '../judging/effective-value.ts';
import { type Guard, type GuardInput, meansTheSame } from './guard.ts';

/** Since the baseline, the files allow more, or hide, protect or check less. One row for each. */
export const policyChanged: Guard = { code: 'policy-changed', override: 'none', rank: 80, check };

function check(input: GuardInput): readonly Finding[] {
  const before = input.baseline?.policy ?? null;
  // An undo follows no file.
  if (before === null || input.undo !== null) return [];
  const { desired } = input;
  const rows = [
    ...newAllows(before.allow, input),
    ...newAccepts(before.accept, input),
    ...changedLists(before, input),
    ...loosenedLimits(before.limits, desired.limits),
    ...(before.protectFiles === 'known' ? changedHosts(before.hosts, desired.hosts) : []),
  ];
  return rows.map(({ text, source }) => {
    return {
      code: 'policy-changed',
      severity: 'info',
      fact: `policy: ${text}`,
      cure: '',
      target: { kind: 'global' },
      source,
    };
  });
}

const widening = ['ignore', 'drop', 'public'] as const;
const narrowing = ['sensitive', 'protect'] as const;

function changedLists(before: NonNullable<Baseline['policy']>, input: GuardInput): readonly PolicyRow[] {
  const { mentions } = input.desired;
  const added = widening.flatMap((list) =>
    notCovered(mentionsIn(mentions, list), mentionsIn(before.mentions, list), input),
  );
  const gone = narrowing.flatMap((list) =>
    list === 'protect' && before.protectFiles === 'unknown'
      ? []
      : notCovered(mentionsIn(before.mentions, list), mentionsIn(mentions, list), input),
  );
  return [
    ...added.map(({ list, target, source }) => ({ text: `${list} added for ${target.text}`, source })),
    ...gone.map(({ list, target }) => ({ text: `${list} removed for ${target.text}`, source: null })),
  ];
}

function mentionsIn(mentions: readonly Mention[], list: Mention['list']): readonly Mention[] {
  return mentions.filter((mention) => mention.list === list);
}

/** Each once, though several files may declare it. */
function notCovered(
  mentions: readonly Mention[],
  others: readonly Mention[],
  { clients }: GuardInput,
): readonly Mention[] {
  const covering = coveringIn(others, mentions[0]?.list === 'protect' ? 'what-it-holds' : 'itself', clients);
  const left = mentions.filter(({ target }) => covering(target).length === 0);
  return [...new Map(left.map((mention) => [mention.target.text, mention])).values()];
}

function loosenedLimits(before: Limits, after: Limits): readonly PolicyRow[] {
  const limits: readonly (readonly [string, number, number])[] = [
    ['removals.max', before.removals.max, after.removals.max],
    ['removals.percent', before.removals.percent, after.removals.percent],
    ['updates.max', before.updates.max, after.updates.max],
    ['updates.percent', before.updates.percent, after.updates.percent],
  ];
  const raised = limits.flatMap(([name, from, to]) =>
    to > from ? [`guards.${name} raised from ${from} to ${to}`] : [],
  );
  const [from, to] = [before.minimumOwners, after.minimumOwners];
  const lowered = to < from ? [`guards.minimumOwners lowered from ${from} to ${to}`] : [];
  return [...raised, ...lowered].map((text) => ({ text, source: null }));
}

type Hosts = readonly HostPattern[] | null;

// Without a list every host is allowed, with a warning: a first list allows less.
function changedHosts(before: Hosts, after: Hosts): readonly PolicyRow[] {
  if (before === null) return [];
  if (after === null) return [{ text: 'hosts removed, so every host is allowed with a warning', source: null }];
  const names = new Set(after.map(formatHostPattern));
  const added = after.filter((host) => !before.some((known) => isWithin(host, known)));
  const gone = before.filter((host) => !names.has(formatHostPattern(host)));
  return [
    ...added.map((host) => ({ text: `hosts added: ${formatHostPattern(host)}`, source: host.source })),
    ...gone.map((host) => ({ text: `hosts removed: ${formatHostPattern(host)}`, source: null })),
  ];
}

function isWithin(host: HostPattern, wider: HostPattern): boolean {
  return (
    formatHostPattern(host) === formatHostPattern(wider) || (host.reach === 'itself' && namesHost(wider, host.host))
  );
}

/** A change of the rules; `source` null: it was removed, so it has no location. */
type PolicyRow = { readonly text: string; readonly source: Source | null };

/** Entries of `allow` that allow more than those of the baseline. */
function newAllows(before: readonly Allow[], { desired, clients }: GuardInput): readonly PolicyRow[] {
  const guards = [...new Set(desired.allow.map(({ guard }) => guard))];
  return guards.flatMap((guard) => {
    const of = (entries: readonly Allow[]): readonly Allow[] => entries.filter((entry) => entry.guard === guard);
    return newEntries(of(before), of(desired.allow), clients).map((found) =>
      rowOf('allow', `${found.entry.target.text} (${guard})`, found),
    );
  });
}

/** Entries of `accept` that accept more than those of the baseline. */
function newAccepts(before: readonly Accept[], input: GuardInput): readonly PolicyRow[] {
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
type Covering<T> = (pattern: TargetPattern) => readonly T[];

/** `reach`: whether an entry for a scope covers its keys. */
function coveringIn<T extends { readonly target: TargetPattern }>(
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
