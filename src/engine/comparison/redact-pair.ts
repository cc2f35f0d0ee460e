import { sections } from '../../model/address.ts';
import type { Side } from '../../model/comparison.ts';
import { notComparable, type State, scopesOf, withCells, withScopes } from '../../model/state.ts';

/**
 * Two sides, with what either of them knows for a secret hidden in both: what one file takes from a secret is no less
 * secret where another, or live, holds it as an ordinary value.
 */
export function redactPair(a: Side, b: Side): readonly [Side, Side] {
  const secret = hiddenNames(a, b);
  return [hidden(a, secret), hidden(b, secret)];
}

/** The keys, in whatever scope and section, of which one side hides a value somewhere. */
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
