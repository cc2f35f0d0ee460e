import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/model/run.ts';
import { resultOf } from '../../../src/run/execute/execute-plan.ts';

const outcome = (status: Outcome['status'], verified = status === 'done'): Outcome => {
  return { call: 'c1', status, verified, seen: null, code: null, reason: null };
};
const stop = (code: string) => ({ code, message: '' });

describe('the result of a run', () => {
  it.each([
    ['in-sync', [], null, false],
    ['done', [outcome('done'), outcome('done')], null, true],
    ['unverified', [outcome('done'), outcome('done', false)], null, true],
    ['partial', [outcome('done'), outcome('failed')], stop('rejected'), true],
    ['partial', [outcome('failed'), outcome('not-run')], stop('rejected'), true],
    ['partial', [outcome('done'), outcome('not-run')], stop('stale'), true],
    ['unknown', [outcome('done'), outcome('unknown')], stop('timeout'), true],
    ['stale', [outcome('not-run')], stop('stale'), false],
    ['failed', [outcome('not-run')], stop('unreachable'), false],
    ['failed', [outcome('not-run')], stop('journal-not-written'), false],
    ['failed', [outcome('failed'), outcome('not-run')], stop('run-timeout'), false],
    ['partial', [outcome('done'), outcome('not-run')], stop('journal-not-written'), true],
    ['partial', [outcome('done'), outcome('not-run')], stop('run-timeout'), true],
    ['stale', [outcome('failed'), outcome('not-run')], stop('stale'), false],
    ['unverified', [outcome('done', false)], stop('journal-not-written'), true],
    ['failed', [outcome('failed'), outcome('not-run')], stop('unauthorized'), true],
    ['failed', [outcome('failed')], stop('forbidden'), true],
    ['partial', [outcome('done'), outcome('failed')], stop('forbidden'), true],
    ['interrupted', [outcome('done'), outcome('not-run')], stop('interrupted'), true],
    ['unknown', [outcome('unknown'), outcome('not-run')], stop('interrupted'), true],
  ] as const)('is %s after %j', (result, outcomes, stopped, sent) => {
    expect(resultOf({ outcomes, sideEffects: [], stop: stopped, sent })).toBe(result);
  });

  it('is stored-otherwise when all was done and a value is kept in another form, verified or not', () => {
    const kept = { ...outcome('done'), stored: [{ target: 'settings.x', value: 'x' }] };
    const end = { sideEffects: [], stop: null, sent: true };
    expect(resultOf({ ...end, outcomes: [kept, outcome('done')] })).toBe('stored-otherwise');
    expect(resultOf({ ...end, outcomes: [{ ...kept, verified: false }] })).toBe('stored-otherwise');
    expect(resultOf({ ...end, outcomes: [kept, outcome('failed')] })).toBe('partial');
  });

  it('is side-effects when everything was done and something else changed', () => {
    const sideEffects = [{ target: 'settings.x', message: 'changed' }];
    expect(resultOf({ outcomes: [outcome('done')], sideEffects, stop: null, sent: true })).toBe('side-effects');
  });
});
