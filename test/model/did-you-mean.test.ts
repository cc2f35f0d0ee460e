import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, maxSearches, nameFinder, nearestName } from '../../src/leaf/did-you-mean.ts';

describe('a name in another composition of its letters', () => {
  it('is the nearest, however short it is', () => {
    expect(nearestName('caf\u00e9', ['cafe\u0301', 'cafes'])).toBe('cafe\u0301');
    const pile = `a${'\u0301\u0323'.repeat(200_000)}`;
    expect(nearestName(pile, [`${pile}b`])).toBe(`${pile}b`);
  });
});

describe('edit distance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['abcd', 'acbd', 1],
    ['abcd', 'bacd', 1],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b, 4)).toBe(distance);
    expect(editDistance(a, b, distance)).toBe(distance);
  });

  it('beyond the limit is only known to be more', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('kitten', 'a', 2)).toBe(3);
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
  });

  it('is what the whole table says, up to the limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(wholeTable(a, b), limit + 1));
      }),
      { numRuns: 2000 },
    );
  });
});

function wholeTable(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : replaced;
      rows[i]?.splice(j, 1, Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}

describe('the nearest known name', () => {
  it('is found within two edits, and within one for short names', () => {
    expect(nearestName('site_nmae', ['email_method', 'site_name'])).toBe('site_name');
    expect(nearestName('sit_nam', ['site_name'])).toBe('site_name');
    expect(nearestName('si_nam', ['site_name'])).toBeUndefined();
    expect(nearestName('abcd', ['abxd'])).toBe('abxd');
    expect(nearestName('abcd', ['axyd'])).toBeUndefined();
    expect(nearestName('abcde', ['axyde'])).toBe('axyde');
  });

  it('is the nearer of two, and of two equally near ones the first by name', () => {
    expect(nearestName('abcdef', ['abcdxx', 'abcdex'])).toBe('abcdex');
    expect(nearestName('abcdef', ['abcdey', 'abcdex'])).toBe('abcdex');
    expect(nearestName('abcdef', ['abcdex', 'abcdey'])).toBe('abcdex');
  });

  it('is the one that begins alike, of two that are equally near', () => {
    expect(nearestName('usa', ['sa', 'us'])).toBe('us');
    expect(nearestName('usa', ['us', 'sa'])).toBe('us');
  });

  it('is not any other letter for a name of one letter', () => {
    expect(nearestName('c', ['a', 'bc'])).toBeUndefined();
    expect(nearestName('C', ['a', 'c'])).toBe('c');
  });

  it('does not depend on case', () => {
    expect(nearestName('SITE_NAME', ['site_name'])).toBe('site_name');
  });

  it('does not exist among names of quite another length, or none', () => {
    expect(nearestName('site', ['site_name'])).toBeUndefined();
    expect(nearestName('site_name', ['site'])).toBeUndefined();
    expect(nearestName('site_name', [])).toBeUndefined();
  });
});

describe('the cure for an unknown name', () => {
  it('asks for the near name, or says nothing', () => {
    expect(didYouMean('site_nam', nameFinder(['site_name']))).toBe('did you mean "site_name"?');
    expect(didYouMean('widget', nameFinder(['site_name']))).toBe('');
  });
});

describe('a finder of near names', () => {
  it('looks at each known name once, however many names it is asked for', () => {
    let looks = 0;
    function* known(): Generator<string> {
      looks += 1;
      yield 'site_name';
    }
    const find = nameFinder(known());
    expect(['site_nam', 'site_nme', 'site_nam', 'widget'].map(find)).toEqual([
      'site_name',
      'site_name',
      'site_name',
      undefined,
    ]);
    expect(looks).toBe(1);
  });

  it('answers for the first names, and again for the same ones, and for no more', () => {
    const find = nameFinder(['site_name']);
    for (let index = 1; index < maxSearches; index += 1) find(`other_${index}`);
    expect(find('site_nam')).toBe('site_name');
    expect(find('site_nme')).toBeUndefined();
    expect(find('site_nam')).toBe('site_name');
  });

  it('gives up on names that are all alike, before that takes long', () => {
    const known = Array.from({ length: 30_000 }, (_, index) => {
      return `${'a'.repeat(20)}${index.toString(2).padStart(16, '0').replaceAll('0', 'a').replaceAll('1', 'b')}`;
    });
    expect(nameFinder(known)(`${known[25_000]}x`)).toBeUndefined();
    expect(nameFinder(known.slice(0, 1000))(`${known[10]}x`)).toBe(known[10]);
  });

  it('looks as well where all letters are the same and their order is not', () => {
    expect(nearestName('abcdefgh', ['hgfedcba', 'abcdefhg', 'badcfehg'])).toBe('abcdefhg');
  });
});
