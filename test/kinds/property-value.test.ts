import { describe, expect, it } from 'vitest';
import { sameProperty, setOf } from '../../src/kinds/property-value.ts';
import { features } from '../support/properties.ts';

describe('a feature list', () => {
  it('is a set: sorted, each name once', () => {
    expect(setOf(['owner', 'access_issuer', 'owner'])).toEqual(['access_issuer', 'owner']);
  });

  it('gives the same power in any order', () => {
    expect(sameProperty(features, ['a', 'b'], ['b', 'a', 'a'])).toBe(true);
    expect(sameProperty(features, [], [])).toBe(true);
    expect(sameProperty(features, ['a'], [])).toBe(false);
    expect(sameProperty(features, ['a'], ['a', 'b'])).toBe(false);
  });

  it('gives direct_read_access with direct_access, and not the reverse', () => {
    expect(sameProperty(features, ['direct_access'], ['direct_read_access', 'direct_access'])).toBe(true);
    expect(sameProperty(features, ['direct_read_access'], ['direct_read_access', 'direct_access'])).toBe(false);
  });
});
