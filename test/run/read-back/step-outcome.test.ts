import { describe, expect, it } from 'vitest';
import { globalScope } from '../../../src/model/address.ts';
import type { Call } from '../../../src/model/change.ts';
import { outcomeSeen, outcomeUnseen } from '../../../src/run/execute/read-back.ts';
import { aCreate } from '../../support/builders.ts';
import { aCall, done, rejected, unknown } from '../execute/scripted-resource.ts';

const call = aCall('c1');
const stored = [{ target: 'settings.site_name', value: 'new' }];

describe('a call after which nothing could be read', () => {
  it('is done and unverified when the service accepted it', () => {
    expect(outcomeUnseen(call, done)).toMatchObject({
      status: 'done',
      verified: false,
      seen: null,
      code: 'unverified',
    });
  });

  it('is told as unseen only where that leaves a doubt', () => {
    expect(outcomeUnseen(call, unknown).reason).toContain('the live application could not be read back');
    expect(outcomeUnseen(call, rejected).reason).not.toContain('the live application could not be read');
  });
});

describe('a call of which a read shows something', () => {
  it('leaves a doubt only where its answer does', () => {
    const old = { kind: 'pending', seen: 'old', stored: [] } as const;
    expect(outcomeSeen(call, unknown, old).reason).toContain('may still take effect');
    expect(outcomeSeen(call, rejected, old).reason).not.toContain('may still take effect');
  });

  it('shows the old value, or a part of the new ones, where it is not verified', () => {
    const shown = (seen: 'old' | 'part') => outcomeSeen(call, done, { kind: 'pending', seen, stored: [] }).reason;
    expect(shown('old')).toContain('still shows the old value');
    expect(shown('part')).toContain('shows only a part of it');
  });

  it.each(['altered', 'wrong'] as const)('is failed and not verified when its value is %s', (kind) => {
    const outcome = outcomeSeen(call, done, { kind, code: 'not-as-written', reason: 'it holds something else' });
    expect(outcome).toMatchObject({ status: 'failed', verified: false, seen: 'other', code: 'not-as-written' });
  });

  it('is verified when live has come to hold another form of the value, and not when it held that before', () => {
    const now = outcomeSeen(call, done, { kind: 'visible', stored });
    expect(now).toMatchObject({ status: 'done', verified: true, seen: 'other', code: 'stored-otherwise', stored });
    const setting: Call = { kind: 'set-keys', id: 'c1', scope: globalScope, changes: [aCreate('site_name', 'New')] };
    const named = outcomeSeen(setting, done, { kind: 'visible', stored });
    expect(now.reason).toBe('the service stores settings.site_name in another form than was written');
    expect(named.reason).toContain(`${now.reason}: `);
    const before = outcomeSeen(call, done, { kind: 'pending', seen: 'old', stored });
    expect(before).toMatchObject({ status: 'done', verified: false, seen: 'other', code: 'stored-otherwise', stored });
  });
});
