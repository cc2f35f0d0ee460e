import { describe, expect, it } from 'vitest';
import { featureSet, sameFeatures } from '../../src/model/feature.ts';

describe('a feature list', () => {
  it('is a set: sorted, each name once', () => {
    expect(featureSet(['owner', 'access_issuer', 'owner'])).toEqual(['access_issuer', 'owner']);
  });

  it('gives the same power in any order', () => {
    expect(sameFeatures(['a', 'b'], ['b', 'a', 'a'])).toBe(true);
    expect(sameFeatures([], [])).toBe(true);
    expect(sameFeatures(['a'], [])).toBe(false);
    expect(sameFeatures(['a'], ['a', 'b'])).toBe(false);
  });

  it('gives direct_read_access with direct_access, and not the reverse', () => {
    expect(sameFeatures(['direct_access'], ['direct_read_access', 'direct_access'])).toBe(true);
    expect(sameFeatures(['direct_read_access'], ['direct_read_access', 'direct_access'])).toBe(false);
  });
});
