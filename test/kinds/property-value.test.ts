import { describe, expect, it } from 'vitest';
import {
  clientProperties,
  clientProperty,
  isThingKind,
  kindAt,
  kindOf,
  plainKinds,
  thingsKind,
} from '../../src/kinds/index.ts';
import { emptyValue, entriesOf, propertyValueOf, sameProperty, setOf, settledValue } from '../../src/kinds/kind.ts';
import { aProperty, features } from '../support/properties.ts';

const [name, ranges] = [aProperty('name'), aProperty('ipAllowList')];

describe('a feature list', () => {
  it('is a set: sorted, each name once', () => {
    expect(setOf(['owner', 'access_issuer', 'owner'])).toEqual(['access_issuer', 'owner']);
    expect(settledValue(features, ['b', 'a', 'b'])).toEqual(['a', 'b']);
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
    expect(sameProperty(features, ['constructor'], ['constructor'])).toBe(true);
  });
});

describe('a text', () => {
  it('is the same to the letter', () => {
    expect(sameProperty(name, 'Web', 'Web')).toBe(true);
    expect(sameProperty(name, 'Web', 'web')).toBe(false);
    expect(settledValue(name, ' Web ')).toBe(' Web ');
    expect(entriesOf('Web')).toEqual(['Web']);
  });
});

describe('a list of ranges', () => {
  it('is a set, and each range the same in every spelling', () => {
    expect(sameProperty(ranges, ['10.1.2.3/8', '2001:DB8::/32'], ['2001:db8:0::/32', '10.0.0.0/8'])).toBe(true);
    expect(sameProperty(ranges, ['203.0.113.7'], ['203.0.113.7/32'])).toBe(true);
    expect(sameProperty(ranges, ['10.0.0.0/8'], ['10.0.0.0/9'])).toBe(false);
  });

  it('is sent with the length of each range, and what is none as it is', () => {
    expect(settledValue(ranges, ['203.0.113.7', 'office', '10.1.1.1/8'])).toEqual([
      '10.0.0.0/8',
      '203.0.113.7/32',
      'office',
    ]);
  });
});

describe('JSON as a value', () => {
  it('has the form of the property, or is none', () => {
    expect(propertyValueOf(features, ['a', 5])).toEqual(['a', '5']);
    expect(propertyValueOf(features, 'a')).toBeUndefined();
    expect(propertyValueOf(name, 'Web')).toBe('Web');
    expect(propertyValueOf(name, ['Web'])).toBeUndefined();
    expect([emptyValue(name), emptyValue(ranges)]).toEqual(['', []]);
  });
});

describe('the table of kinds', () => {
  it('has a name, a member and a call of its own for each property', () => {
    const all = clientProperties();
    for (const of of [all.map((row) => row.name), all.map(({ member }) => member), all.map(({ call }) => call?.path)]) {
      expect(new Set(of).size).toBe(all.length);
    }
    expect(all.map((row) => row.name)).not.toContain('settings');
    expect(clientProperty('feature')).toBeUndefined();
  });

  it('never lets in the whole world by a call', () => {
    expect(clientProperties().map(({ call }) => call?.path)).not.toContain('/clients/clear_whitelist');
  });

  it('knows no kind but its own', () => {
    expect(() => thingsKind('made-up')).toThrow('there is no kind made-up');
    expect([isThingKind('client'), isThingKind('made-up'), isThingKind('application')]).toEqual([true, false, false]);
    expect([kindAt('clients')?.name, kindAt('settings'), plainKinds()]).toEqual(['client', undefined, []]);
  });

  it('has a kind for each scope', () => {
    expect([kindOf({ kind: 'global' }), kindOf({ kind: 'client' })].map((kind) => kind.name)).toEqual([
      'application',
      'client',
    ]);
  });
});
