import { describe, expect, it } from 'vitest';
import { chooseCalls } from '../../src/engine/calls/choose-calls.ts';
import { decide } from '../../src/engine/decide.ts';
import {
  aDecideInput,
  aDesiredClient,
  aLiveClient,
  anOption,
  captureUrl,
  type DecideWish,
} from '../support/builders.ts';

/** A mix of changes in one scope. */
const mixes = {
  scope: ['global', 'client'],
  creates: [0, 1, 2],
  updates: [0, 1, 2],
  removals: [0, 1, 2, 3, 4, 5],
  custom: [0, 1],
  json: [0, 1],
  features: [0, 1],
  options: ['given', 'not to be had'],
} as const;

/** What is preferred, and what there is to carry them with. */
const means = {
  writes: ['safest', 'fewest', 'per-key', 'replace'],
  capture: ['given', 'left out'],
} as const;

type OneOf<Choices extends Readonly<Record<string, readonly unknown[]>>> = {
  readonly [Name in keyof Choices]: Choices[Name][number];
};
type Mix = OneOf<typeof mixes>;
type Row = Mix & OneOf<typeof means>;

function combinations<C extends Readonly<Record<string, readonly unknown[]>>>(dimensions: C): readonly OneOf<C>[] {
  return Object.entries(dimensions).reduce<readonly object[]>(
    (rows, [name, choices]) => rows.flatMap((row) => choices.map((choice) => ({ ...row, [name]: choice }))),
    [{}],
  ) as readonly OneOf<C>[];
}

/** The number of calls of each kind, from the text of the design. */
function chosen(row: Row): Readonly<Record<string, number>> {
  return counted({ ...chosenForKeys(row), ...chosenForFeatures(row) });
}

function chosenForKeys(row: Row): Readonly<Record<string, number>> {
  const sets = row.creates + row.updates + row.custom + row.json > 0 ? 1 : 0;
  const single = sets + row.removals;
  if (single === 0) return {};
  if (!(canGoSingly(row) && prefersSingly(row.writes, single))) return { 'replace-settings': 1 };
  return { 'set-keys': sets, 'delete-key': row.removals };
}

function canGoSingly(row: Row): boolean {
  if (row.capture === 'left out') return false;
  // "json-typed settings always go by the full replace"
  if (row.json > 0) return false;
  // "without an options reply, only keys already live in the section that the file names"
  return row.options === 'given' || row.creates + row.custom === 0;
}

function chosenForFeatures(row: Row): Readonly<Record<string, number>> {
  const alone = row.capture === 'given' && row.writes !== 'replace';
  return { [alone ? 'set-property' : 'replace-client']: row.features };
}

function prefersSingly(writes: Row['writes'], single: number): boolean {
  switch (writes) {
    case 'safest': // "per-key calls unless the full replace saves three write calls or more"
      return single - 1 < 3;
    case 'fewest': // "the smaller number, per-key on a tie"
      return single <= 1;
    case 'per-key':
      return true;
    case 'replace':
      return false;
  }
}

function counted(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function names(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function wishOf(row: Mix): DecideWish {
  const [created, updated, removed] = [names('c', row.creates), names('u', row.updates), names('r', row.removals)];
  const json = names('j', row.json);
  const asked = {
    settings: Object.fromEntries([
      ...[...created, ...updated].map((key) => [key, 'new']),
      ...json.map((key) => [key, ['new']]),
    ]),
    custom: Object.fromEntries(names('own', row.custom).map((key) => [key, 'new'])),
    absentSettings: removed,
  };
  const live = { settings: Object.fromEntries([...updated, ...removed].map((key) => [key, 'old'])) };
  const client = aDesiredClient({ ...asked, ...(row.features === 1 ? { features: ['access_issuer'] } : {}) });
  const options = [...created, ...updated, ...removed].map((name) => anOption(name));
  return {
    desired: row.scope === 'global' ? asked : { clients: [client] },
    live: {
      global: row.scope === 'global' ? live : {},
      clients: [aLiveClient({ id: 'id-of-web' })],
      scopes: row.scope === 'client' ? { 'id-of-web': live } : {},
      options: row.options === 'given' ? [...options, ...json.map((name) => anOption(name, { type: 'json' }))] : null,
    },
  };
}

function sortedKinds(calls: readonly { readonly kind: string }[]): readonly string[] {
  return calls.map(({ kind }) => kind).sort();
}

/** The calls of one decision with each of the means; which changes there are depends on none of them. */
function wrongChoices(mix: Mix): readonly object[] {
  const input = aDecideInput(wishOf(mix));
  const { changes, calls } = decide(input);
  expect(sortedKinds(calls)).toEqual(sortedKinds(chooseCalls(input, changes)));
  return combinations(means).flatMap((mean) => {
    const row: Row = { ...mix, ...mean };
    const application = { ...input.desired.application, captureUrl: row.capture === 'given' ? captureUrl : null };
    const desired = { ...input.desired, writes: row.writes, application };
    const kinds = sortedKinds(chooseCalls({ ...input, desired }, changes));
    const found = Object.fromEntries(kinds.map((kind) => [kind, kinds.filter((other) => other === kind).length]));
    const expected = chosen(row);
    const same = JSON.stringify(Object.entries(found).sort()) === JSON.stringify(Object.entries(expected).sort());
    return same ? [] : [{ row, expected, found }];
  });
}

describe('the choice of calls', () => {
  it('is the one of the design for every mix of changes, preference and means', () => {
    const possible = combinations(mixes).filter((mix) => mix.scope === 'client' || mix.features === 0);
    expect(possible.flatMap(wrongChoices)).toEqual([]);
    expect(possible.length * combinations(means).length).toBeGreaterThan(5_000);
  });
});
