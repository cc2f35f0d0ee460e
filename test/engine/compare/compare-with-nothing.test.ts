import { expect, it } from 'vitest';
import { compareWithNothing } from '../../../src/engine/compare/compare-states.ts';
import { changeName } from '../../../src/model/change.ts';
import type { DesiredValue } from '../../../src/model/desired.ts';
import {
  aCatalogue,
  aDesired,
  aDesiredClient,
  type DesiredWish,
  plain,
  secretLiteral,
  someFacts,
  today,
} from '../../support/builders.ts';

const catalogue = aCatalogue([
  someFacts('tries', { type: 'integer' }),
  someFacts('map', { type: 'json' }),
  someFacts('name', { type: 'string' }),
]);

const found = (settings: Readonly<Record<string, DesiredValue>>, more: DesiredWish = {}) =>
  compareWithNothing(aDesired({ settings: new Map(Object.entries(settings)), ...more }), catalogue, today).findings.map(
    ({ code, fact }) => [code, fact],
  );

it('says of a value of another type what a plan says', () => {
  expect(found({ tries: plain('five'), name: plain('x'), unknown: plain('y') })).toEqual([
    ['wrong-type', 'settings.tries is of type integer: the value has to be an integer (digits only, within 2^53)'],
  ]);
});

it('looks at clients too, however they are named', () => {
  const settings = { tries: 'x' };
  const clients = [aDesiredClient({ settings }), aDesiredClient({ alias: 'app', name: 'App', settings })];
  expect(found({}, { clients }).map(([, fact]) => fact?.split(' ')[0])).toEqual([
    'clients.web.settings.tries',
    'clients.app.settings.tries',
  ]);
});

it('leaves to the plan what live may hold just so', () => {
  expect(found({ map: plain('no JSON') })).toEqual([]);
  expect(found({ map: secretLiteral('no JSON') })).toEqual([]);
  expect(found({ map: plain(1e21, '1000000000000000000000') })).toHaveLength(1);
});

it('looks at nothing that is ignored', () => {
  expect(found({ tries: plain('five') }, { ignore: ['settings.tries'] })).toEqual([]);
});

it('says what the file asks for as changes of an application that has nothing', () => {
  const clients = [aDesiredClient({ name: 'Web', settings: { tries: '5' }, features: ['owner'] })];
  const { changes } = compareWithNothing(
    aDesired({ settings: { name: 'x', tries: 'five' }, clients }),
    catalogue,
    today,
  );
  expect(changes.map((change) => [changeName(change), change.action])).toEqual([
    ['settings.name', 'create'],
    ['clients.web.settings.tries', 'create'],
    ['clients.web.features', 'property'],
  ]);
});
