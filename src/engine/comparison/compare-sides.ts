import { clientProperty } from '../../kinds/index.ts';
import { formatTarget, type Target } from '../../model/address.ts';
import type { CompareClass, CompareRow, Comparison, Side, SideFacts } from '../../model/comparison.ts';
import { keyIdOf } from '../../model/fingerprint-key.ts';
import { patternIndex } from '../../model/pattern-index.ts';
import { type Catalogue, specIn } from '../../model/setting.ts';
import type { RedactedValue } from '../../model/value.ts';
import { type ComparedKey, compareScopes, hiddenNames, shownProperty, shownScope } from './compare-scopes.ts';
import { type ClientPair, matchClients } from './match-clients.ts';
import { hostsIn, ownHosts } from './own-hosts.ts';

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
  const rows = [...keys.flatMap(judge), ...pairs.flatMap((pair) => missingClient(pair, a, b, namedTwice))];
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
  // Two reads of one application are of one environment: any difference is a change.
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
