import { describe, expect, it } from 'vitest';
import { differingKeys, sameValue } from '../../src/model/reads.ts';
import { Secret } from '../../src/model/value.ts';
import { aLiveScope } from '../support/builders.ts';

describe('the same value', () => {
  it('has the same JSON, in any order of keys', () => {
    expect(sameValue({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
    expect(sameValue('5', 5)).toBe(false);
    expect(sameValue([1, 2], [2, 1])).toBe(false);
  });

  it('counts null as absent', () => {
    expect(sameValue(null, undefined)).toBe(true);
    expect(sameValue(undefined, undefined)).toBe(true);
    expect(sameValue(null, '')).toBe(false);
    expect(sameValue(0, undefined)).toBe(false);
  });

  it('holds for secrets by what they hide, never across', () => {
    expect(sameValue(new Secret('a'), new Secret('a'))).toBe(true);
    expect(sameValue(new Secret('a'), new Secret('b'))).toBe(false);
    expect(sameValue(new Secret('a'), 'a')).toBe(false);
    expect(sameValue('a', new Secret('a'))).toBe(false);
    expect(sameValue(new Secret('a'), null)).toBe(false);
    expect(sameValue(new Secret({}), {})).toBe(false);
    expect(sameValue({}, new Secret({}))).toBe(false);
  });
});

describe('the keys in which two reads differ', () => {
  it('are those that came, went or changed, by section', () => {
    const a = aLiveScope({ settings: { same: 1, went: 1, changed: 1, nothing: null }, custom: { same: 'x' } });
    const b = aLiveScope({ settings: { same: 1, came: 1, changed: 2 }, custom: { same: 'y' } });
    expect(differingKeys(a.sections, b.sections)).toEqual([
      { section: 'settings', key: 'went' },
      { section: 'settings', key: 'changed' },
      { section: 'settings', key: 'came' },
      { section: 'custom', key: 'same' },
    ]);
  });
});
