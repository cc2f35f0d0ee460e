import { describe, expect, it } from 'vitest';
import { changeName } from '../../../src/model/change.ts';
import { Secret } from '../../../src/model/value.ts';
import { aBaseline, decided } from '../../support/builders.ts';

const removed = ['janrainOidcClientId', 'rpx_key', 'rpx_realm'];

/** The origins of three removals of keys that the baseline does not list, although it had the whole section. */
function origins(accepted: readonly string[] | null): Readonly<Record<string, string>> {
  const baseline = aBaseline({
    global: { settings: { site_name: 'x' }, whole: ['settings'] },
    accepted: accepted ?? [],
  });
  const { changes, origins: found } = decided({
    desired: { absentSettings: removed },
    live: { global: { settings: { janrainOidcClientId: 'x', rpx_key: new Secret('x'), rpx_realm: 'x' } } },
    baseline: accepted === null ? { ...baseline, accepted: null } : baseline,
  });
  return Object.fromEntries(changes.map((change) => [changeName(change), found.get(change) ?? 'none']));
}

describe('a key that the baseline does not list although it had the whole section', () => {
  it('came since, unless a file would never have removed it: a secret, what ties Hosted Login, what was accepted', () => {
    expect(origins([])).toEqual({
      'settings.janrainOidcClientId': 'pending',
      'settings.rpx_key': 'pending',
      'settings.rpx_realm': 'drift',
    });
    expect(origins(['settings.rpx_realm'])).toMatchObject({ 'settings.rpx_realm': 'pending' });
  });

  it('came since in any case where the baseline is a snapshot, which holds all that there was', () => {
    expect(origins(null)).toEqual(Object.fromEntries(removed.map((key) => [`settings.${key}`, 'drift'])));
  });
});
