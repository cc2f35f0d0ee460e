import { clientProperties, clientProperty } from '../../kinds/index.ts';
import { sameProperty } from '../../kinds/property-value.ts';
import { byText, isStructured, type Json } from '../../leaf/json.ts';
import { formatTarget, type Section, sections, type Target } from '../../model/address.ts';
import type {
  CompareClass,
  CompareRow,
  Comparison,
  Side,
  SideClient,
  SideFacts,
  SideScope,
  SideValue,
} from '../../model/comparison.ts';
import { keyIdOf } from '../../model/fingerprint-key.ts';
import { patternIndex } from '../../model/pattern-index.ts';
import { type Catalogue, type SettingType, specIn } from '../../model/setting.ts';
import { isSecret, type KeyedDigest, type RedactedValue, type Secret, sourceLiteral } from '../../model/value.ts';
import { coerceValue, type TypeSources, typeOfSetting } from '../compare/coerce-value.ts';
import { equivalent, normalizeValue } from '../compare/normalize-value.ts';

/** Compares two sides with each other: every key and every client of either. */
export function compareSides(a: Side, b: Side, catalogue: Catalogue, toolVersion: string): Comparison {
  const secrets = haveOneKey(a, b) ? ('compared' as const) : ('not-compared' as const);
  const types = { options: a.options ?? b.options, catalogue, digest: a.digest ?? b.digest, secrets };
  const pairs = matchClients(a, b);
  const keys = [
    ...(a.global === null || b.global === null ? [] : compareScopes(types, null, a.global, b.global)),
    ...pairs.flatMap(({ name, a: left, b: right }) =>
      left === null || right === null ? [] : compareScopes(types, name, left.scope, right.scope),
    ),
  ];
  const areFiles = a.kind === 'file' && b.kind === 'file';
  const judge = judgeFor(a, b, catalogue);
  const rows = [...keys.flatMap(judge), ...pairs.flatMap((pair) => missingClient(pair, a, b))];
  const count = (name: CompareClass): number => rows.filter((row) => row.class === name).length;
  return {
    formatVersion: 1,
    tool: { name: 'capstan', version: toolVersion },
    a: factsOf(a),
    b: factsOf(b),
    summary: {
      differs: count('differs'),
      expected: count('expected'),
      environment: count('environment'),
      'foreign-value': count('foreign-value'),
      missing: count('missing'),
      'one-sided': count('one-sided'),
      same: keys.filter(({ verdict }) => verdict === 'same').length,
      notCompared: keys.filter(({ verdict }) => verdict === 'not-compared').length,
      notDeclared: areFiles ? 0 : leftOut(keys, pairs, a, b),
    },
    rows,
  };
}

// A file leaves out what it does not manage; live and snapshots have everything.
function leftOut(keys: readonly ComparedKey[], pairs: readonly ClientPair[], a: Side, b: Side): number {
  const clients = pairs.filter(
    ({ a: left, b: right }) => (left === null && !a.allClients) || (right === null && !b.allClients),
  );
  return keys.filter(({ verdict, target }) => verdict === 'silent' && isListed(target)).length + clients.length;
}

function isListed(target: Target): boolean {
  return target.kind !== 'property' || clientProperty(target.property)?.unmanaged === 'listed';
}

// Each application has a key of its own for its fingerprints.
function haveOneKey(a: Side, b: Side): boolean {
  return a.digest === null || b.digest === null || keyIdOf(a.digest('')) === keyIdOf(b.digest(''));
}

function factsOf({ name, kind, application: { id, region }, readAt }: Side): SideFacts {
  return { name, kind, application: { id, region }, readAt };
}

/** What becomes of a compared key: a row or none. */
function judgeFor(a: Side, b: Side, catalogue: Catalogue): (key: ComparedKey) => readonly CompareRow[] {
  // Two looks at one application are of one environment: whatever differs there was changed by someone.
  const isOne = a.application.id === b.application.id;
  const isEnvironmentSpecific = (key: string): boolean => !isOne && catalogue.lookup(key)?.environmentSpecific === true;
  const hostsOfA = ownHosts(a, b, isEnvironmentSpecific);
  const hostsOfB = ownHosts(b, a, isEnvironmentSpecific);
  const expected = patternIndex([...a.expected, ...b.expected]);
  const secret = hiddenNames(a, b);
  const plain = (key: ComparedKey): Pick<CompareRow, 'class' | 'note'> | null => {
    const difference = differenceOf(key, a, b);
    if (difference === null) return null;
    const { target } = key;
    if (expected.matching(target).length > 0) return { class: 'expected', note: null };
    const isItsNature =
      target.kind === 'key' && !isOne && specIn(catalogue, target.section, target.key)?.environmentSpecific === true;
    return difference.class === 'differs' && isItsNature ? { class: 'environment', note: null } : difference;
  };
  return (key) => {
    const { target } = key;
    const [left, right] = redactedOf(key, secret);
    const row = { target: formatTarget(target), a: left, b: right };
    const foreign = [...foreignNotes(right, hostsOfA, a, b), ...foreignNotes(left, hostsOfB, b, a)];
    if (foreign.length > 0) return [{ ...row, class: 'foreign-value', note: foreign.join(' ') }];
    const found = plain(key);
    return found === null ? [] : [{ ...row, ...found }];
  };
}

function differenceOf({ verdict, a: left }: ComparedKey, a: Side, b: Side): Pick<CompareRow, 'class' | 'note'> | null {
  if (verdict === 'differs') return { class: 'differs', note: null };
  // What a file leaves out may still be live, and live may hold what no file is about: only of two files one lacks it.
  if (verdict !== 'silent' || a.kind !== 'file' || b.kind !== 'file') return null;
  return { class: 'one-sided', note: `Only in ${left.kind === 'not-managed' ? b.name : a.name}.` };
}

// What one scope holds as a secret is not shown of another; whether it differs still is.
function redactedOf(
  { target, a, b }: ComparedKey,
  secret: ReadonlySet<string>,
): readonly [RedactedValue, RedactedValue] {
  const isHidden = target.kind === 'key' && secret.has(target.key);
  return isHidden ? [withoutValue(a), withoutValue(b)] : [a, b];
}

function withoutValue(value: RedactedValue): RedactedValue {
  return value.kind === 'value' ? { kind: 'not-comparable' } : value;
}

function foreignNotes(value: RedactedValue, hosts: ReadonlySet<string>, owner: Side, where: Side): readonly string[] {
  if (value.kind !== 'value') return [];
  const found = [...new Set(hostsIn(value.json))].filter((host) => hosts.has(host));
  return found.map((host) => `${host} belongs to ${owner.name} and stands in ${where.name}.`);
}

const nothing: RedactedValue = { kind: 'absent' };

function missingClient({ name, a: left, b: right }: ClientPair, a: Side, b: Side): readonly CompareRow[] {
  if (left !== null && right !== null) return [];
  const [owner, other] = left === null ? [b, a] : [a, b];
  // A file that does not declare a client says nothing of it; but of two files one declares what the other lacks.
  if (!other.allClients && owner.kind !== 'file') return [];
  const values =
    left === null ? { a: nothing, b: shownClient(right.scope) } : { a: shownClient(left.scope), b: nothing };
  const target = formatTarget({ kind: 'client', alias: name });
  return [{ target, class: 'missing', ...values, note: `The client is in ${owner.name} alone.` }];
}

/** One key or property of two scopes that correspond to each other. */
export type ComparedKey = {
  readonly target: Target;
  readonly a: RedactedValue;
  readonly b: RedactedValue;
  /** `silent`: one side says nothing of it. `not-compared`: secrets that cannot be compared with each other. */
  readonly verdict: 'same' | 'differs' | 'silent' | 'not-compared';
};

/** What values are compared by. */
export type Comparing = TypeSources & {
  /** By which fingerprints are made; null: its key is not at hand. */
  readonly digest: KeyedDigest | null;
  /** Secrets of two keys for fingerprints, as two applications have them, are not compared with each other. */
  readonly secrets: 'compared' | 'not-compared';
};

/** Compares every key of two scopes with each other, by meaning. `alias` null: the global scope. */
export function compareScopes(
  types: Comparing,
  alias: string | null,
  a: SideScope,
  b: SideScope,
): readonly ComparedKey[] {
  const keys = sections.flatMap((section) =>
    keysOf(a, b, section).map((key) => compareKey(types, { kind: 'key', alias, section, key }, a, b)),
  );
  return alias === null ? keys : [...keys, ...compareProperties(alias, a, b)];
}

function keysOf(a: SideScope, b: SideScope, section: Section): readonly string[] {
  return [...new Set([...a.sections[section].keys(), ...b.sections[section].keys()])].sort(byText);
}

type KeyTarget = Extract<Target, { readonly kind: 'key' }>;

function compareKey(types: Comparing, target: KeyTarget, a: SideScope, b: SideScope): ComparedKey {
  const [left, right] = [said(a, target), said(b, target)];
  if (left === undefined || right === undefined) {
    return { target, a: redacted(left), b: redacted(right), verdict: 'silent' };
  }
  const type = typeFor(types, target, left, right);
  const verdict = verdictOn(meant(type, left), meant(type, right), type, types);
  return { target, a: redacted(left), b: redacted(right), verdict };
}

function said(scope: SideScope, { section, key }: KeyTarget): SideValue | undefined {
  return scope.sections[section].get(key) ?? (scope.whole[section] ? { kind: 'absent' } : undefined);
}

// The side that is no file has the value in its own form.
function typeFor(types: TypeSources, { section, key }: KeyTarget, a: SideValue, b: SideValue): SettingType {
  const values = [a, b].filter((value) => value.kind === 'value');
  const live = values.find(({ text }) => text === null);
  const asked = values.find(({ text }) => text !== null) ?? live ?? { json: '', text: '' };
  return typeOfSetting(types, section, key, live?.json, asked);
}

function meant(type: SettingType, value: SideValue): SideValue {
  if (value.kind !== 'value' || value.text === null) return value;
  const sent = coerceValue(type, value, undefined);
  return sent.kind === 'fits' && !isSecret(sent.value) ? { ...value, json: sent.value } : value;
}

function verdictOn(a: SideValue, b: SideValue, type: SettingType, types: Comparing): ComparedKey['verdict'] {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind ? 'same' : 'differs';
  if (a.kind === 'value' && b.kind === 'value') return equivalent(type, a.json, b.json) ? 'same' : 'differs';
  return a.kind === 'secret' && b.kind === 'secret'
    ? verdictOnSecrets(a.secret, b.secret, type, types)
    : 'not-compared';
}

// Whether a literal of a file is right is not told: it is a guess as well as a value.
function verdictOnSecrets(
  a: Secret,
  b: Secret,
  type: SettingType,
  { digest, secrets }: Comparing,
): ComparedKey['verdict'] {
  if (secrets === 'not-compared' || a.isOfFile() !== b.isOfFile()) return 'not-compared';
  const [left, right] = digest === null ? [a, b] : [a.comparableBy(digest), b.comparableBy(digest)];
  const same = left.sameAs(right, (value) => normalizeValue(type, value));
  if (same === undefined) return 'not-compared';
  return same ? 'same' : 'differs';
}

function compareProperties(alias: string, a: SideScope, b: SideScope): readonly ComparedKey[] {
  return clientProperties().flatMap((property): readonly ComparedKey[] => {
    const { name } = property;
    const [left, right] = [a.properties.get(name), b.properties.get(name)];
    if (left === undefined && right === undefined) return [];
    const target: Target = { kind: 'property', alias, property: name };
    const row = { target, a: shownProperty(a, name), b: shownProperty(b, name) };
    if (left === undefined || right === undefined) return [{ ...row, verdict: 'silent' }];
    return [{ ...row, verdict: sameProperty(property, left, right) ? 'same' : 'differs' }];
  });
}

/** A property of a scope as rows show it. */
export function shownProperty({ properties }: SideScope, name: string): RedactedValue {
  const value = properties.get(name);
  return value === undefined ? { kind: 'not-managed' } : { kind: 'value', json: value };
}

/** What tells of a client that is in one side alone. */
function shownClient(scope: SideScope): RedactedValue {
  return shownProperty(scope, 'features');
}

function redacted(value: SideValue | undefined): RedactedValue {
  if (value === undefined) return { kind: 'not-managed' };
  if (value.kind === 'secret') return { kind: 'secret', fingerprint: value.fingerprint };
  return value.kind === 'value' ? { kind: 'value', json: sourceLiteral(value) } : value;
}

/** A client of one side or both, under the name that rows use for it. */
type ClientPair = { readonly name: string } & (
  | { readonly a: SideClient; readonly b: SideClient | null }
  | { readonly a: null; readonly b: SideClient }
);

/**
 * Finds for each client of one side the one of the other that it corresponds to: by alias, else by id, else by a name
 * that both sides have once. The same client is never taken twice.
 */
function matchClients(a: Side, b: Side): readonly ClientPair[] {
  const left = new Set(b.clients);
  const others = {
    alias: byMember(b.clients, 'alias'),
    id: byMember(b.clients, 'id'),
    name: byMember(b.clients, 'name'),
  };
  const own = byMember(a.clients, 'name');
  const pairs = a.clients.map((client): ClientPair => {
    const other = partnerOf(client, own, others);
    if (other !== null) {
      left.delete(other);
      take(other, others);
    }
    return { name: nameOf(client, other), a: client, b: other };
  });
  const alone = [...left].map((client): ClientPair => ({ name: nameOf(client, null), a: null, b: client }));
  return [...pairs, ...alone].sort((x, y) => byText(x.name, y.name));
}

const members = ['alias', 'id', 'name'] as const;
type Member = (typeof members)[number];

/** The clients of a side by one of their names, in their order. */
type ByMember = Map<string, Set<SideClient>>;

function byMember(clients: readonly SideClient[], member: Member): ByMember {
  const all: ByMember = new Map();
  for (const client of clients) {
    const name = client[member];
    if (name !== null) all.set(name, (all.get(name) ?? new Set()).add(client));
  }
  return all;
}

type Others = { readonly [M in Member]: ByMember };

function partnerOf(client: SideClient, own: ByMember, others: Others): SideClient | null {
  const [byAlias = null] = named(others.alias, client.alias);
  const [byId = null] = named(others.id, client.id);
  const theirs = named(others.name, client.name);
  const isOnlyOne = theirs.size === 1 && named(own, client.name).size === 1;
  const [byName = null] = isOnlyOne ? theirs : [];
  return byAlias ?? byId ?? byName;
}

const noClients: ReadonlySet<SideClient> = new Set();

function named(all: ByMember, name: string | null): ReadonlySet<SideClient> {
  return (name === null ? undefined : all.get(name)) ?? noClients;
}

function take(client: SideClient, others: Others): void {
  for (const member of members) {
    const name = client[member];
    if (name !== null) others[member].get(name)?.delete(client);
  }
}

function nameOf(client: SideClient, other: SideClient | null): string {
  return client.alias ?? other?.alias ?? client.name ?? other?.name ?? client.id ?? other?.id ?? '';
}

/**
 * Two sides, with what either of them knows for a secret hidden in both: what one file takes from a secret is no less
 * secret where another, or live, holds it as an ordinary value.
 */
export function redactPair(a: Side, b: Side): readonly [Side, Side] {
  const secret = hiddenNames(a, b);
  return [hidden(a, secret), hidden(b, secret)];
}

/** The keys, in whatever scope and section, of which one side hides a value somewhere. */
function hiddenNames(a: Side, b: Side): ReadonlySet<string> {
  return new Set([...secretNames(a), ...secretNames(b)]);
}

function secretNames({ global, clients }: Side): readonly string[] {
  const scopes = [...(global === null ? [] : [global]), ...clients.map(({ scope }) => scope)];
  return scopes.flatMap((scope) =>
    sections.flatMap((section) =>
      [...scope.sections[section]].flatMap(([key, { kind }]) =>
        kind === 'secret' || kind === 'not-comparable' ? [key] : [],
      ),
    ),
  );
}

function hidden(side: Side, secret: ReadonlySet<string>): Side {
  const scopeOf = (scope: SideScope): SideScope => {
    const sectionOf = (section: (typeof sections)[number]): ReadonlyMap<string, SideValue> =>
      new Map(
        [...scope.sections[section]].map(([key, value]) => {
          const isHidden = value.kind === 'value' && secret.has(key);
          return [key, isHidden ? { kind: 'not-comparable' } : value];
        }),
      );
    return { ...scope, sections: { settings: sectionOf('settings'), custom: sectionOf('custom') } };
  };
  return {
    ...side,
    global: side.global === null ? null : scopeOf(side.global),
    clients: side.clients.map((client) => ({ ...client, scope: scopeOf(client.scope) })),
  };
}

const hostInText = /\bhttps?:\/\/([^\s/?#"'<>\\]+)/giu;
const bareHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/iu;

/** The hosts that a value names, in URLs or by themselves, in lower case, without user names and ports. */
function hostsIn(json: Json): readonly string[] {
  return textsIn(json).flatMap((text) => [
    ...(bareHost.test(text) ? [text.toLowerCase()] : []),
    ...[...text.matchAll(hostInText)].map(([, authority]) => hostOf(String(authority))),
  ]);
}

function hostOf(authority: string): string {
  const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
  return afterUser.replace(/:\d*$/u, '').toLowerCase();
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  return isStructured(json) ? Object.values(json).flatMap(textsIn) : [];
}

/**
 * The hosts that belong to a side: those of its environment-specific settings that the other side does not have there.
 */
function ownHosts(side: Side, other: Side, isEnvironmentSpecific: (key: string) => boolean): ReadonlySet<string> {
  const others = new Set(environmentHosts(other, isEnvironmentSpecific));
  return new Set(environmentHosts(side, isEnvironmentSpecific).filter((host) => !others.has(host)));
}

function environmentHosts(side: Side, isEnvironmentSpecific: (key: string) => boolean): readonly string[] {
  return scopesOf(side)
    .flatMap(({ sections: { settings } }) => [...settings])
    .flatMap(([key, value]) => (isEnvironmentSpecific(key) ? hostsOfValue(value) : []));
}

/** The hosts of one value of a side. */
function hostsOfValue(value: SideValue): readonly string[] {
  return value.kind === 'value' ? hostsIn(value.json) : [];
}

function scopesOf({ global, clients }: Side): readonly SideScope[] {
  return [...(global === null ? [] : [global]), ...clients.map(({ scope }) => scope)];
}
