import { describe, expect, it } from 'vitest';
import { listEntries, spacedEntries } from '../../../src/engine/judging/list-weakening.ts';
import { isWeakEntry, letsAllThrough, openedBy } from '../../../src/engine/judging/url-weaknesses.ts';
import type { Json } from '../../../src/leaf/json.ts';

describe('the entries of an allow list', () => {
  it.each<[Json, readonly string[] | undefined]>([
    [
      ['A.example.com ', 'b', ' '],
      ['A.example.com', 'b'],
    ],
    ['["A", "b"]', ['A', 'b']],
    ['a.example.com, b;c\n d', ['a.example.com', 'b', 'c', 'd']],
    ['', []],
    [' ', []],
    ['[]', []],
    ['{}', []],
    [[], []],
    [['', ' '], []],
    [{}, []],
    ['{"a":1}', undefined],
    ['["A", 5]', undefined],
    ['5', undefined],
    ['true', undefined],
    ['null', undefined],
    ['"a"', undefined],
    [[{ b: 1, a: 2 }], undefined],
    [[null], undefined],
    [{ a: 1 }, undefined],
    [5, undefined],
    [0, undefined],
    [true, undefined],
    [false, undefined],
    [null, undefined],
  ])('of %j are %j', (value, entries) => {
    expect(spacedEntries(value)).toEqual(entries);
  });

  it('of a list that is no allow list are none in a text with commas', () => {
    expect(listEntries('a, b')).toBeUndefined();
    expect(listEntries('["a", "b"]')).toEqual(['a', 'b']);
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
    ['nothing, by moving to https', ['http://a', 'b'], ['https://a', 'https://b/x'], []],
    ['plain http', ['https://a', 'b'], ['http://a', 'http://b'], ['http://a', 'http://b']],
    ['a host, where one place of it was named', ['https://a/x'], ['https://a', 'a'], ['https://a', 'a']],
    ['another port', ['https://a'], ['https://a:8443'], ['https://a:8443']],
    ['another letter of a path', ['https://a/x'], ['https://a/X'], ['https://a/X']],
    [
      'nothing, by another spelling',
      ['https://A.example/x'],
      ['HTTPS:\\\\a.example.\\x', 'https://a.example:443/x'],
      [],
    ],
    ['a name in front of a host', ['https://a'], ['https://a@a'], ['https://a@a']],
    ['what cannot be read, unless it was there', ['a|b', 'c'], ['a|b', 'c|d'], ['c|d']],
  ])('is %s', (_what, before, after, opened) => {
    expect(openedBy(before, after)).toEqual(opened);
  });

  it.each(['*', '*.*', '**', 'https://*', 'https://*/*', '＊', '%2a', '.*'])('is everything for %s', (entry) => {
    expect(letsAllThrough(entry)).toBe(true);
    expect(isWeakEntry(entry)).toBe(true);
  });

  it.each(['*.example.com', '', '://', '.', '*.com', '*://*'])('is not everything for %j', (entry) => {
    expect(letsAllThrough(entry)).toBe(false);
  });
});

describe('an entry that others read as another host', () => {
  it('is covered by no other one, and is weak by itself', () => {
    const entry = 'https://a.example.com\\@evil.example/';
    expect(openedBy(['https://a.example.com'], [entry])).toEqual([entry]);
    expect(openedBy([entry], [entry])).toEqual([]);
    expect(isWeakEntry(entry)).toBe(true);
  });
});

describe('long allow lists', () => {
  const hosts = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => `https://${name}${at}.example.com`);

  it('are looked up where entries are equal, whatever their length', () => {
    const all = hosts(5_000, 'a');
    expect(openedBy(all, [...all].reverse())).toEqual([]);
  });

  it('are compared up to a bound, beyond which an entry counts as new', () => {
    const before = [...hosts(1_000, 'a'), 'https://*.example.com'];
    expect(openedBy(before, hosts(90, 'b'))).toEqual([]);
    expect(openedBy(before, hosts(2_000, 'b'))).toEqual(hosts(2_000, 'b').slice(99));
  });
});
