import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearestName } from '../../../src/core/model/did-you-mean.ts';

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
    expect(editDistance(a, b)).toBe(distance);
  });
});

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

  it('does not depend on case', () => {
    expect(nearestName('SITE_NAME', ['site_name'])).toBe('site_name');
  });

  it('does not exist among names of quite another length, or none', () => {
    expect(nearestName('site', ['site_name'])).toBeUndefined();
    expect(nearestName('site_name', ['site'])).toBeUndefined();
    expect(nearestName('site_name', [])).toBeUndefined();
  });
});

describe('the end of a sentence about an unknown name', () => {
  it('asks for the near name, or says nothing', () => {
    expect(didYouMean('site_nam', ['site_name'])).toBe('; did you mean "site_name"?');
    expect(didYouMean('widget', ['site_name'])).toBe('');
  });
});
