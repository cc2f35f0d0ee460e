import { describe, expect, it } from 'vitest';
import { decisionDifferences, differenceName } from '../../src/engine/approval.ts';
import { planDigest } from '../../src/engine/plan-document/digests.ts';
import { decisionOf } from '../../src/engine/plan-document/make-plan.ts';
import type { Decision } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/value.ts';
import {
  aDesiredClient,
  aDigest,
  aLiveClient,
  type DecideWish,
  decided,
  secretReference,
} from '../support/builders.ts';

const digest = aDigest('key');
const base: DecideWish = {
  desired: { settings: { site_name: 'x' }, absentCustom: ['old'] },
  live: { global: { custom: { old: '1' } } },
};

function of(wish: DecideWish): Decision {
  return decisionOf(decided(wish), digest);
}

function differences(a: DecideWish, b: DecideWish): readonly string[] {
  return decisionDifferences(of(a), of(b)).map(differenceName);
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
    const held = (secret: string): DecideWish => ({
      desired: { settings: new Map([['rpx_key', secretReference('new')]]) },
      live: { global: { settings: { rpx_key: new Secret(secret) } } },
    });
    expect(differences(held('a'), held('a'))).toEqual([]);
    expect(differences(held('a'), held('b'))).toEqual(['settings.rpx_key']);
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

  it('has the severities of a finding that differs; null: it is not there', () => {
    const missing: DecideWish = { desired: { clients: [aDesiredClient()] } };
    const found: DecideWish = { ...missing, live: { clients: [aLiveClient({ id: 'id-of-web' })] } };
    const finding = { kind: 'finding', code: 'client-missing', target: 'clients.web' };
    expect(decisionDifferences(of(missing), of(found))).toEqual([{ ...finding, approved: 'refuse', now: null }]);
    expect(decisionDifferences(of(found), of(missing))).toEqual([{ ...finding, approved: null, now: 'refuse' }]);
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
    expect(differences(base, replaced)).toEqual(['call c1', 'call c2', 'cached-reads (global)']);
  });

  it('differs when the file declares something else, if that can be told', () => {
    const limited: DecideWish = { ...base, desired: { ...base.desired, limits: { minimumOwners: 2 } } };
    expect(differences(base, limited)).toEqual(['the file']);
    const otherKey = decisionOf(decided(limited), aDigest('another key'));
    expect(decisionDifferences(of(base), otherKey)).toEqual([]);
  });

  it('differs when it is of another application, or a secret of the file is another one', () => {
    const one = of(base);
    const others = [
      { ...one, application: { ...one.application, id: 'other' } },
      { ...one, literals: 'hmac:0:1' },
    ];
    expect(others.flatMap((other) => decisionDifferences(one, other)).map(differenceName)).toEqual([
      'the application',
      'a secret in the file',
    ]);
  });

  it('is what the digest of a plan binds, and its findings', () => {
    const one = of(base);
    const [change] = one.changes;
    const moved = { ...one, changes: one.changes.map((each) => ({ ...each, origin: 'drift' as const, source: null })) };
    expect(change).toBeDefined();
    expect(planDigest(moved)).toBe(planDigest(one));
    expect(decisionDifferences(one, moved)).toEqual([]);
  });
});
