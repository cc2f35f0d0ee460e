import { clientProperty } from '../../kinds/index.ts';
import { byText } from '../../leaf/json.ts';
import { formatTarget, type Target } from '../../model/address.ts';
import {
  type CompareClass,
  type CompareRow,
  type Comparison,
  type Side,
  type SideFacts,
  unknownApplicationId,
} from '../../model/differences.ts';
import { type Catalogue, specIn } from '../../model/setting.ts';
import type { ClientState } from '../../model/state.ts';
import { patternIndex } from '../../model/target-pattern.ts';
import { keyIdOf, type RedactedValue } from '../../model/value.ts';
import { type ComparedKey, compareScopes, hiddenNames, shownProperty, shownScope } from './compare-scopes.ts';
import { hostsIn, ownHosts } from './sides.ts';

/** Compares two sides with each other: every key and every client of either. */
export function compareSides(a: Side, b: Side, catalogue: Catalogue, toolVersion: string): Comparison {
  const secrets = haveOneKey(a, b) ? ('compared' as const) : ('not-compared' as const);
  const types = { options: a.options ?? b.options, catalogue, digest: a.digest ?? b.digest, secrets };
  const pairs = matchClients(a, b);
  const keys = [
    ...(a.global === null || b.global === null
      ? []
      : compareScopes(types, null, shownScope(a, null, a.global), shownScope(b, null, b.global))),
    ...pairs.flatMap(({ name, a: left, b: right }) =>
      left === null || right === null
        ? []
        : compareScopes(types, name, shownScope(a, left, left.scope), shownScope(b, right, right.scope)),
    ),
  ];
  const areFiles = a.kind === 'file' && b.kind === 'file';
  const judge = judgeFor(a, b, catalogue);
  const namedTwice = new Set(pairs.filter(({ name }, at) => pairs[at + 1]?.name === name).map(({ name }) => name));
  const rows = [
    ...keys.flatMap(judge),
    ...pairs.flatMap((pair) => [...anotherClient(pair, a, b), ...missingClient(pair, a, b, namedTwice)]),
  ];
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

// A file contains only what it manages; the live application and snapshots are complete.
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

/** The row of a compared key, or none. */
function judgeFor(a: Side, b: Side, catalogue: Catalogue): (key: ComparedKey) => readonly CompareRow[] {
  // Two reads of one application are of one environment: any difference is a change. So may it be where a side does not
  // name its application.
  const isOne = !areOfTwo(a, b);
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
  // A file may leave out live keys, so a key is one-sided only between two files.
  if (verdict !== 'silent' || a.kind !== 'file' || b.kind !== 'file') return null;
  return { class: 'one-sided', note: `Only in ${left.kind === 'not-managed' ? b.name : a.name}.` };
}

// A key that is secret in one scope is hidden in the other too; whether it differs is shown.
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
  return found.map((host) => `${host} belongs to ${owner.name} but is used in ${where.name}.`);
}

// Between two applications every client has another id. Within one, the settings would go to another client.
function anotherClient({ name, a: left, b: right }: ClientPair, a: Side, b: Side): readonly CompareRow[] {
  if (left === null || right === null || !areOfOne(a, b)) return [];
  const [ours, theirs] = left.id === null || right.id === null ? [left.name, right.name] : [left.id, right.id];
  // What has no alias corresponds by id.
  const isTold = left.alias !== null && left.alias === right.alias && ours !== null && theirs !== null;
  if (!isTold || ours === theirs) return [];
  const target: Target = { kind: 'client', alias: name };
  const isExpected = patternIndex([...a.expected, ...b.expected]).matching(target).length > 0;
  const values = { a: { kind: 'value', json: ours }, b: { kind: 'value', json: theirs } } as const;
  const note = 'The alias stands for another client of the same application.';
  return [{ target: formatTarget(target), class: isExpected ? 'expected' : 'differs', ...values, note }];
}

const nothing: RedactedValue = { kind: 'absent' };

// For a client on one side only, its features are the most useful value.
function missingClient(
  { name, a: left, b: right }: ClientPair,
  a: Side,
  b: Side,
  namedTwice: ReadonlySet<string>,
): readonly CompareRow[] {
  if (left !== null && right !== null) return [];
  const [owner, other] = left === null ? [b, a] : [a, b];
  // A file does not manage clients that it does not declare; between two files, the client is one-sided.
  if (!other.allClients && owner.kind !== 'file') return [];
  const values =
    left === null
      ? { a: nothing, b: shownProperty(right.scope, 'features') }
      : { a: shownProperty(left.scope, 'features'), b: nothing };
  const target = formatTarget({ kind: 'client', alias: name });
  const id = namedTwice.has(name) ? (left ?? right)?.id : undefined;
  const which = typeof id === 'string' ? `The client with the id ${id}` : 'The client';
  return [{ target, class: 'missing', ...values, note: `${which} is in ${owner.name} alone.` }];
}

/** A client of one side or both, under the name that rows use for it. */
type ClientPair = { readonly name: string } & (
  | { readonly a: ClientState; readonly b: ClientState | null }
  | { readonly a: null; readonly b: ClientState }
);

type Matched = Pick<Side, 'application' | 'clients'>;

/**
 * Finds for each client of one side the one of the other that it corresponds to: by alias, else by id, else by a name
 * that both sides have once. The same client is never taken twice, and what matches by a stronger member is taken
 * first. In one application, clients with different ids are different clients, also if they have the same name.
 */
function matchClients(a: Matched, b: Matched): readonly ClientPair[] {
  const [ours, theirs] = [[...a.clients.values()], [...b.clients.values()]];
  const partners = partnersOf(ours, theirs, areOfOne(a, b) ? 'one' : 'two');
  const taken = new Set(partners.values());
  const pairs = ours.map((client): ClientPair => {
    const other = partners.get(client) ?? null;
    return { name: nameOf(client, other), a: client, b: other };
  });
  const alone = theirs
    .filter((client) => !taken.has(client))
    .map((client): ClientPair => ({ name: nameOf(client, null), a: null, b: client }));
  return [...pairs, ...alone].sort((x, y) => byText(x.name, y.name));
}

/** Whether both sides are certainly of one application. */
function areOfOne(a: Matched, b: Matched): boolean {
  return a.application.id === b.application.id && a.application.id !== unknownApplicationId;
}

/** Whether the sides are certainly of two applications. */
function areOfTwo(a: Matched, b: Matched): boolean {
  const ids = [a.application.id, b.application.id];
  return ids[0] !== ids[1] && !ids.includes(unknownApplicationId);
}

/** The partners of our clients among theirs. `applications`: whether both sides are certainly of one. */
function partnersOf(
  ours: readonly ClientState[],
  theirs: readonly ClientState[],
  applications: 'one' | 'two',
): ReadonlyMap<ClientState, ClientState> {
  const partners = new Map<ClientState, ClientState>();
  const taken = new Set<ClientState>();
  for (const member of members) {
    const [own, others] = [byMember(ours, member), byMember(theirs, member)];
    const mayDiffer = member !== 'name' || applications === 'two';
    for (const client of ours.filter((one) => !partners.has(one))) {
      const other = onlyOne(client[member], own, others);
      if (other === null || taken.has(other) || (haveTwoIds(client, other) && !mayDiffer)) continue;
      partners.set(client, other);
      taken.add(other);
    }
  }
  return partners;
}

// The strongest first.
const members = ['alias', 'id', 'name'] as const;
type Member = (typeof members)[number];

/** The clients of a side by one of their names. */
type ByMember = ReadonlyMap<string, readonly ClientState[]>;

function byMember(clients: readonly ClientState[], member: Member): ByMember {
  const all = new Map<string, ClientState[]>();
  for (const client of clients) {
    const name = client[member];
    if (name === null) continue;
    const same = all.get(name);
    if (same === undefined) all.set(name, [client]);
    else same.push(client);
  }
  return all;
}

/** The client of the other side with this name, if neither side has the name twice. */
function onlyOne(name: string | null, own: ByMember, others: ByMember): ClientState | null {
  if (name === null || own.get(name)?.length !== 1) return null;
  const [other = null, ...more] = others.get(name) ?? [];
  return more.length === 0 ? other : null;
}

function haveTwoIds(a: ClientState, b: ClientState): boolean {
  return a.id !== null && b.id !== null && a.id !== b.id;
}

function nameOf(client: ClientState, other: ClientState | null): string {
  if (client.alias !== null) return client.alias;
  return other?.alias ?? client.name ?? other?.name ?? client.id;
}
