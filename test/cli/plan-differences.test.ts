import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { checkSamePlan } from '../../src/workflows/check-saved-plan.ts';
import { ExpectedEnd } from '../../src/workflows/ending.ts';
import { fullPlan } from '../render/sample-plan.ts';

const print = (key: string, digits: string) => ({ secret: true, fingerprint: `hmac:${key}:${digits}` }) as const;

function plan(before: ReturnType<typeof print>, after: ReturnType<typeof print>): Plan {
  const [change] = fullPlan.changes;
  if (change === undefined) throw new Error('the sample has changes');
  return { ...fullPlan, changes: [{ ...change, target: 'settings.rpx_key', before, after }] };
}

function linesOf(saved: Plan, current: Plan): readonly string[] {
  try {
    checkSamePlan(saved, current);
  } catch (error) {
    if (error instanceof ExpectedEnd) return error.problems.slice(1).map(({ message }) => message);
  }
  return [];
}

describe('two plans that differ in a secret', () => {
  it('say which side has changed, where the fingerprints are of one key', () => {
    const said = linesOf(plan(print('k', '1'), print('k', '2')), plan(print('k', '3'), print('k', '2')));
    expect(said).toEqual(['settings.rpx_key: the live value has changed (a secret)']);
  });

  it('claim no change where the keys are different, and say so once', () => {
    const said = linesOf(plan(print('k', '1'), print('k', '2')), plan(print('l', '3'), print('l', '4')));
    expect(said).toEqual([
      'settings.rpx_key: a secret; its fingerprints have different keys (CAPSTAN_FINGERPRINT_KEY)',
    ]);
  });
});
