import { describe, expect, it } from 'vitest';
import {
  byName,
  byText,
  canonicalJson,
  isJsonObject,
  isStructured,
  type Json,
  objectFrom,
} from '../../src/leaf/json.ts';

describe('canonical JSON', () => {
  it('gives equal values equal bytes, whatever the order of their keys', () => {
    const a: Json = { b: [1, { d: null, c: true }], a: 'x' };
    const b: Json = { a: 'x', b: [1, { c: true, d: null }] };
    expect(canonicalJson(a)).toBe('{"a":"x","b":[1,{"c":true,"d":null}]}');
    expect(canonicalJson(b)).toBe(canonicalJson(a));
  });

  it('keeps the order of lists and tells texts from numbers', () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
    expect(canonicalJson('5')).not.toBe(canonicalJson(5));
    expect(canonicalJson([])).not.toBe(canonicalJson({}));
  });

  it('treats odd keys like any other', () => {
    const odd = JSON.parse('{"toString":3,"__proto__":1,"constructor":{"__proto__":2}}') as Json;
    expect(canonicalJson(odd)).toBe('{"__proto__":1,"constructor":{"__proto__":2},"toString":3}');
  });
});

describe('an object from entries', () => {
  it('has each key as its own, odd ones included', () => {
    const built = objectFrom([
      ['__proto__', 1],
      ['toString', 2],
    ]);
    expect(Object.keys(built)).toEqual(['__proto__', 'toString']);
    expect(Object.getPrototypeOf(built)).toBe(Object.prototype);
  });
});

describe('the order of names', () => {
  it('is by code unit, so that it is the same in every locale', () => {
    expect(['b', 'ä', 'a', 'B', 'a'].sort(byText)).toEqual(['B', 'a', 'a', 'b', 'ä']);
  });

  it('holds for the entries of a map', () => {
    expect(
      byName(
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});

describe('kinds of JSON', () => {
  it('tells maps from lists, and both from scalars and null', () => {
    expect([{}, [], null, 'x', 1, true].map(isJsonObject)).toEqual([true, false, false, false, false, false]);
    expect([{}, [], null, 'x', 1, true].map(isStructured)).toEqual([true, true, false, false, false, false]);
  });
});
