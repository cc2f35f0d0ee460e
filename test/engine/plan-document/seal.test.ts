import { describe, expect, it } from 'vitest';
import { sealIs } from '../../../src/engine/plan-document/digests.ts';
import { makePlan } from '../../../src/engine/plan-document/make-plan.ts';
import { planJson } from '../../../src/render/machine/json.ts';
import { aDigest, aMoment, decided } from '../../support/builders.ts';

const wish = { desired: { settings: { login_attempts: 3 } }, live: { global: { settings: { login_attempts: 5 } } } };
const plan = makePlan(decided(wish), aMoment, aDigest('key'));

describe('the seal of a plan', () => {
  it('is whole after the plan was written to a file and read again', () => {
    expect(sealIs(JSON.parse(JSON.stringify(planJson(plan))), aDigest('key'))).toBe('whole');
  });

  it.each([
    ['the day on which it ends', { ...plan, expiresAt: '2099-01-01T00:00:00.000Z' }],
    ['its findings', { ...plan, findings: [...plan.findings, ...plan.findings, { ...plan.findings[0] }] }],
    ['what it was narrowed to', { ...plan, only: ['settings.site_name'] }],
    ['its status', { ...plan, status: 'in-sync' }],
    ['the place of a change', { ...plan, changes: plan.changes.map((change) => ({ ...change, source: null })) }],
    ['its baseline', { ...plan, baseline: { name: 'git:x', commit: null } }],
  ])('is broken when someone changes %s', (_name, edited) => {
    expect(sealIs(JSON.parse(JSON.stringify(edited)), aDigest('key'))).toBe('broken');
  });

  it('says nothing to who has another key', () => {
    expect(sealIs({ ...plan, only: ['settings.x'] }, aDigest('another key'))).toBe('unknown');
  });
});
