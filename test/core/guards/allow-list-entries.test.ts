import { describe, expect, it } from 'vitest';
import { allowListEntries, letsAllThrough, openedBy } from '../../../src/core/guards/allow-list-entries.ts';
import type { Json } from '../../../src/core/model/json.ts';

describe('the entries of an allow list', () => {
  it.each<[Json, readonly string[] | undefined]>([
    [
      ['A.example.com ', 'b'],
      ['a.example.com', 'b'],
    ],
    ['["A", 5]', ['a', '5']],
    ['a.example.com, b;c\n d', ['a.example.com', 'b', 'c', 'd']],
    ['{"a":1}', ['{"a":1}']],
    ['5', ['5']],
    ['', []],
    ['[]', []],
    [[], []],
    [{}, []],
    [[{ b: 1, a: 2 }], ['{"a":2,"b":1}']],
    [{ a: 1 }, undefined],
    [5, undefined],
    [true, undefined],
    [null, undefined],
  ])('of %j are %j', (value, entries) => {
    expect(allowListEntries(value)).toEqual(entries);
  });
});

describe('what a longer allow list opens', () => {
  it.each([
    ['an entry of its own', ['a.example.com'], ['a.example.com', 'b.example.com'], ['b.example.com']],
    ['a wildcard', ['a.example.com'], ['*.example.com'], ['*.example.com']],
    ['nothing, if everything was let through', ['*'], ['b.example.com', '*'], []],
    ['nothing, if a wildcard covered it', ['*.example.com'], ['a.example.com', '*.a.example.com'], []],
    ['what a wildcard only seems to cover', ['*.example.com'], ['evil.org/x.example.com'], ['evil.org/x.example.com']],
    ['what looks like an entry to a regular expression', ['a.example.com'], ['axexample.com'], ['axexample.com']],
    ['nothing, by moving to https', ['http://a', 'b'], ['https://a', 'b'], []],
    ['plain http', ['https://a'], ['http://a'], ['http://a']],
    ['signs that mean something elsewhere', ['a-b(c)|d'], ['a-b(c)|d', 'd'], ['d']],
  ])('is %s', (_what, before, after, opened) => {
    expect(openedBy(before, after)).toEqual(opened);
  });

  it.each(['*', '*.*', '*://*', '**'])('is everything for %s', (entry) => {
    expect(letsAllThrough(entry)).toBe(true);
  });

  it.each(['*.example.com', '', '://', '.'])('is not everything for %j', (entry) => {
    expect(letsAllThrough(entry)).toBe(false);
  });
});
