import { describe, expect, it } from 'vitest';
import { isDeeperThan, sameStructure } from '../../../src/engine/compare/normalize-value.ts';
import type { Json } from '../../../src/leaf/json.ts';

function nested(depth: number): Json {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as Json;
}

function wide(keys: number): { readonly [key: string]: Json } {
  return Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, at]));
}

describe('equal structures', () => {
  it('have equal parts in any order of keys', () => {
    expect(sameStructure({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
    expect(sameStructure({ a: [1, { b: null }] }, { a: [1, {}] })).toBe(false);
    expect(sameStructure([1, 2], [2, 1])).toBe(false);
    expect(sameStructure([], {})).toBe(false);
  });

  it.each(['', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])('differ when one has a key %j', (key) => {
    const other = JSON.parse(`{${JSON.stringify(key)}:1}`) as Json;
    expect(sameStructure({}, other)).toBe(false);
    expect(sameStructure(other, {})).toBe(false);
    expect(sameStructure([[{ a: {} }]], [[{ a: other }]])).toBe(false);
    expect(sameStructure(other, JSON.parse(JSON.stringify(other)) as Json)).toBe(true);
  });

  it('may be very wide', () => {
    expect(sameStructure(wide(5_000), wide(5_000))).toBe(true);
    expect(sameStructure(wide(5_000), { ...wide(5_000), k7: 'other' })).toBe(false);
  });

  it('may nest as deeply as readers let them, and no deeper', () => {
    expect(sameStructure(nested(64), nested(64))).toBe(true);
    expect(sameStructure(nested(64), nested(63))).toBe(false);
    expect(() => sameStructure([], nested(66))).toThrow(RangeError);
    expect(() => sameStructure(nested(66), [])).toThrow('a value is nested deeper than 64 levels');
  });
});

describe('depth', () => {
  it('counts levels below the first', () => {
    expect(isDeeperThan('x', 0)).toBe(false);
    expect(isDeeperThan([], 0)).toBe(false);
    expect(isDeeperThan([[]], 0)).toBe(true);
    expect(isDeeperThan([[]], 1)).toBe(false);
    expect(isDeeperThan({ a: 1, b: { c: [] } }, 1)).toBe(true);
  });

  it('is counted without recursion', () => {
    expect(isDeeperThan(nested(5_000), 4_000)).toBe(true);
  });
});
