import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, equalJson, type Json } from '../../src/leaf/json.ts';

it('says of any two values whether they print alike with sorted members', () => {
  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(json, json, (a, b) => {
      const isEqual = canonicalJson(a) === canonicalJson(b);
      // Zero and minus zero print alike, and are equal.
      expect(equalJson(a, b)).toBe(isEqual);
      expect(equalJson(a, JSON.parse(JSON.stringify(a)) as Json)).toBe(true);
    }),
  );
});

it.each<readonly [Json, Json, boolean]>([
  [[], {}, false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { b: 1 }, false],
  [[1, 2], [2, 1], false],
  [['1'], [1], false],
  [JSON.parse('{"__proto__":1}') as Json, {}, false],
  [JSON.parse('{"__proto__":1}') as Json, JSON.parse('{"__proto__":1}') as Json, true],
])('%j and %j: %s', (a, b, isEqual) => {
  expect(equalJson(a, b)).toBe(isEqual);
});
