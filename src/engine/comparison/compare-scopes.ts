import { clientProperties } from '../../kinds/index.ts';
import { sameProperty } from '../../kinds/kind.ts';
import { byText } from '../../leaf/json.ts';
import { type Section, sections, type Target } from '../../model/address.ts';
import type { Side } from '../../model/differences.ts';
import type { SettingType, TypeSources } from '../../model/setting.ts';
import {
  type Cell,
  type ClientState,
  notComparable,
  type ScopeState,
  type State,
  scopesOf,
  withCells,
  withScopes,
} from '../../model/state.ts';
import { type KeyedDigest, type RedactedValue, type Secret, secretAddress, sourceLiteral } from '../../model/value.ts';
import { comparableCell, compareCells, settledCell, typeOfKey } from '../compare/compare-cells.ts';

/** One key or property of two scopes that correspond to each other. */
export type ComparedKey = {
  readonly target: Target;
  readonly a: RedactedValue;
  readonly b: RedactedValue;
  /** `silent`: one side does not declare it. `not-compared`: secrets that cannot be compared with each other. */
  readonly verdict: 'same' | 'differs' | 'silent' | 'not-compared';
};

/** The digests for comparisons. */
export type Comparing = TypeSources & {
  /** Makes the fingerprints; null: its key is not available. */
  readonly digest: KeyedDigest | null;
  /** Secrets of two keys for fingerprints, as two applications have them, are not compared with each other. */
  readonly secrets: 'compared' | 'not-compared';
};

/** A scope of a side, and how rows show its secrets. */
export type ShownScope = {
  readonly scope: ScopeState;
  /** The fingerprint of a secret; null: it has none. */
  readonly printOf: (secret: Secret, section: Section, key: string) => string | null;
};

/**
 * A scope of a side; `client` null: the global one. A fingerprint includes its location, so an unknown client has none.
 */
export function shownScope({ digest }: Side, client: ClientState | null, scope: ScopeState): ShownScope {
  const printOf: ShownScope['printOf'] = (secret, section, key) =>
    client !== null && client.id === null
      ? null
      : secret.fingerprint(digest, secretAddress(client?.id ?? null, section, key));
  return { scope, printOf };
}

/** Compares every key of two scopes with each other, by meaning. `alias` null: the global scope. */
export function compareScopes(
  types: Comparing,
  alias: string | null,
  a: ShownScope,
  b: ShownScope,
): readonly ComparedKey[] {
  const keys = sections.flatMap((section) =>
    keysOf(a.scope, b.scope, section).map((key) => compareKey(types, { kind: 'key', alias, section, key }, a, b)),
  );
  return alias === null ? keys : [...keys, ...compareProperties(alias, a.scope, b.scope)];
}

function keysOf(a: ScopeState, b: ScopeState, section: Section): readonly string[] {
  return [...new Set([...a.sections[section].keys(), ...b.sections[section].keys()])].sort(byText);
}

type KeyTarget = Extract<Target, { readonly kind: 'key' }>;

function compareKey(types: Comparing, target: KeyTarget, a: ShownScope, b: ShownScope): ComparedKey {
  const [left, right] = [said(a.scope, target), said(b.scope, target)];
  const row = { target, a: redacted(left, a, target), b: redacted(right, b, target) };
  if (left === undefined || right === undefined) return { ...row, verdict: 'silent' };
  return { ...row, verdict: verdictOn(left, right, target, types) };
}

function said(scope: ScopeState, { section, key }: KeyTarget): Cell | undefined {
  return scope.sections[section].get(key) ?? (scope.whole[section] ? { kind: 'absent' } : undefined);
}

function verdictOn(a: Cell, b: Cell, target: KeyTarget, types: Comparing): ComparedKey['verdict'] {
  const type = typeFor(types, target, a, b);
  // What does not fit the type is compared as it was written.
  const settled = (cell: Cell): Cell => {
    const own = settledCell(target.section, type, cell, undefined) ?? cell;
    return types.digest === null ? own : comparableCell(own, types.digest);
  };
  const verdict = areIncomparable(a, b, types) ? 'unknown' : compareCells(type, settled(a), settled(b));
  return verdict === 'unknown' ? 'not-compared' : verdict;
}

// The side that is no file has the value in its own form.
function typeFor(types: TypeSources, { section, key }: KeyTarget, a: Cell, b: Cell): SettingType {
  const values = [a, b].filter((cell) => cell.kind === 'value');
  const asked = values.find(({ text }) => text !== null);
  const held = values.find(({ text }) => text === null);
  return typeOfKey(types, section, key, asked, held);
}

// A literal of a file is not compared: the result would tell whether a guess is right.
function areIncomparable(a: Cell, b: Cell, { secrets }: Comparing): boolean {
  if (a.kind !== 'secret' || b.kind !== 'secret') return false;
  return secrets === 'not-compared' || a.secret?.isOfFile() !== b.secret?.isOfFile();
}

function compareProperties(alias: string, a: ScopeState, b: ScopeState): readonly ComparedKey[] {
  return clientProperties().flatMap((property): readonly ComparedKey[] => {
    const { name } = property;
    const [left, right] = [a.properties.get(name), b.properties.get(name)];
    if (left === undefined && right === undefined) return [];
    const target: Target = { kind: 'property', of: 'client', alias, property: name };
    const row = { target, a: shownProperty(a, name), b: shownProperty(b, name) };
    if (left === undefined || right === undefined) return [{ ...row, verdict: 'silent' }];
    return [{ ...row, verdict: sameProperty(property, left.value, right.value) ? 'same' : 'differs' }];
  });
}

/** A property of a scope as rows show it. */
export function shownProperty({ properties }: ScopeState, name: string): RedactedValue {
  const cell = properties.get(name);
  return cell === undefined ? { kind: 'not-managed' } : { kind: 'value', json: cell.value };
}

function redacted(cell: Cell | undefined, { printOf }: ShownScope, { section, key }: KeyTarget): RedactedValue {
  if (cell === undefined) return { kind: 'not-managed' };
  if (cell.kind === 'value') return { kind: 'value', json: sourceLiteral(cell) };
  if (cell.kind !== 'secret') return { kind: cell.kind };
  return cell.secret === null
    ? { kind: 'not-comparable' }
    : { kind: 'secret', fingerprint: printOf(cell.secret, section, key) };
}

/**
 * Both sides, with every secret that either knows hidden in both: a value that one file takes from a secret is also
 * secret where the other side has it as a plain value.
 */
export function redactPair(a: Side, b: Side): readonly [Side, Side] {
  const secret = hiddenNames(a, b);
  return [hidden(a, secret), hidden(b, secret)];
}

/** The keys, in any scope and section, with a hidden value on one side. */
export function hiddenNames(a: State, b: State): ReadonlySet<string> {
  return new Set([...secretNames(a), ...secretNames(b)]);
}

function secretNames(side: State): readonly string[] {
  return scopesOf(side).flatMap((scope) =>
    sections.flatMap((section) =>
      [...scope.sections[section]].flatMap(([key, { kind }]) =>
        kind === 'secret' || kind === 'not-comparable' ? [key] : [],
      ),
    ),
  );
}

function hidden(side: Side, secret: ReadonlySet<string>): Side {
  return withScopes(side, (scope) =>
    withCells(scope, (cell, _section, key) => (cell.kind === 'value' && secret.has(key) ? notComparable : cell)),
  );
}
