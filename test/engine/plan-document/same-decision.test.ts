import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/engine/approval.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aDesiredClient,
  aDigest,
  aLiveClient,
  type DecideWish,
  decided,
  secretReference,
} from '../../support/builders.ts';

const digest = aDigest('key');
const base: DecideWish = {
  desired: { settings: { site_name: 'x' }, absentCustom: ['old'] },
  live: { global: { custom: { old: '1' } } },
};

function differences(a: DecideWish, b: DecideWish): readonly string[] {
  return differencesOf(decided(a), decided(b), digest);
}

describe('a decision taken again', () => {
  it('is the same on the same reads, and when keys changed that it does not touch', () => {
    expect(differences(base, base)).toEqual([]);
    expect(differences(base, { ...base, live: { global: { custom: { old: '1', left: '1' } } } })).toEqual([]);
  });

  it('differs when a touched key has another live value, came or went', () => {
    expect(differences(base, { ...base, live: { global: { custom: { old: '2' } } } })).toEqual(['custom.old']);
    expect(differences(base, { ...base, live: { global: {} } })).toContain('custom.old');
    expect(differences({ ...base, live: { global: {} } }, base)).toContain('custom.old');
    expect(
      differences(base, { ...base, live: { global: { settings: { site_name: 'y' }, custom: { old: '1' } } } }),
    ).toEqual(['settings.site_name']);
  });

  it('differs when a secret under a touched key does', () => {
    const of = (secret: string): DecideWish => ({
      desired: { settings: new Map([['rpx_key', secretReference('new')]]) },
      live: { global: { settings: { rpx_key: new Secret(secret) } } },
    });
    expect(differences(of('a'), of('a'))).toEqual([]);
    expect(differences(of('a'), of('b'))).toEqual(['settings.rpx_key']);
  });

  it('differs when a finding is new, gone or of another severity', () => {
    const unknown: DecideWish = {
      desired: { settings: { site_nam: 'x' } },
      live: { global: { settings: { cache_settings: 0 } } },
    };
    const warned: DecideWish = { ...unknown, live: { ...unknown.live, options: null } };
    expect(differences(unknown, warned)).toEqual(['unknown-setting (settings.site_nam)']);
    const missing: DecideWish = { desired: { clients: [aDesiredClient()] } };
    expect(differences(missing, { ...missing, live: { clients: [aLiveClient({ id: 'id-of-web' })] } })).toEqual([
      'client-missing (clients.web)',
    ]);
  });

  it('does not differ by the numbers in a message', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, '1']));
    const many = (count: number): DecideWish => ({
      desired: { absentCustom: ['k0', 'k1', 'k2'], limits: { removals: { max: 0, percent: 1 } } },
      live: { global: { custom: keys(count) } },
    });
    expect(differences(many(12), many(14))).toEqual([]);
  });

  it('differs when another call would be made', () => {
    const replaced: DecideWish = { ...base, live: { global: { custom: { old: '1', site_name: 'x' } } } };
    expect(differences(base, replaced)).toEqual(['cached-reads (global)', 'call c1', 'call c2']);
  });
});
