import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/leaf/json.ts';
import { withoutForm } from '../../src/model/setting.ts';
import { growth, linear, numbered } from '../support/growth.ts';

describe('a value without its form', () => {
  it.each<[Json, Json]>([
    [' Example\r\nShop ', 'shop  example'],
    ['b, a;c', 'A B C'],
    ['e\u0301', '\u00e9'],
    [
      ['b', 'A', 'a '],
      ['a', 'b'],
    ],
    [
      [['b', 'A'], ['A', 'b'], []],
      [[], ['a', 'B']],
    ],
    [
      { x: ['B', 'a'], y: 1 },
      { y: 1, x: ['a', 'b'] },
    ],
  ])('is the same for %j and %j', (a, b) => {
    expect(withoutForm(a)).toBe(withoutForm(b));
  });

  it.each<[Json, Json]>([
    ['ab', 'a b'],
    ['a', 'a-'],
    ['["a"]', ['a']],
    [['a'], ['a', 'b']],
    [['a'], [['a']]],
    [
      ['a', ['b']],
      [['a'], 'b'],
    ],
    [['a","b'], ['a', 'b']],
    [{ X: 1 }, { x: 1 }],
    [{ x: 1 }, { x: 1, y: 1 }],
    [1, 2],
    ['1', 1],
    [true, 'true'],
    [null, ''],
  ])('is another for %j and %j', (a, b) => {
    expect(withoutForm(a)).not.toBe(withoutForm(b));
  });

  it('is as long as the value, however deeply lists are nested', () => {
    const deep = nested(200);
    expect(withoutForm(deep)).toHaveLength(JSON.stringify(deep).length);
  });

  it.each<[string, (size: number) => Json]>([
    ['deep', nested],
    ['wide', (size) => numbered(size, (index) => `Word ${index}`)],
    ['both', (size) => numbered(size, () => nested(20))],
  ])('is made in as many steps as the value has parts, where it is %s', (_name, inputOf) => {
    expect(growth(inputOf, withoutForm)).toBeLessThan(linear);
  });
});

/** A list in a list, as many levels deep, with a text in each. */
function nested(depth: number): Json {
  return numbered(depth, () => 'A').reduce<Json>((inner, text) => [text, inner], []);
}
