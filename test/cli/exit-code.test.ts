import { describe, expect, it } from 'vitest';
import { exitCode, exitCodeOfPlan, exitCodeOfRun, firstExitCode } from '../../src/cli/exit-codes.ts';
import type { Result, RunReport } from '../../src/model/run.ts';
import type { Failure } from '../../src/service/interface.ts';
import { endingOfFailures } from '../../src/workflows/ending.ts';
import { aPlan } from '../render/sample-plan.ts';

describe('firstExitCode', () => {
  it('takes the gravest of several files', () => {
    const order = [1, 6, 77, 69, 73, 75, 65, 7, 5, 4, 3, 2, 0];
    for (const [index, code] of order.entries()) {
      expect(firstExitCode([...order.slice(index)].reverse())).toBe(code);
    }
  });

  it('is 0 without files, and tells an interruption before everything', () => {
    expect(firstExitCode([])).toBe(0);
    expect(firstExitCode([0, 6, 130])).toBe(130);
  });
});

describe('exitCodeOfPlan', () => {
  it('is 5 for a blocked plan whatever is asked, and 2 only when asked in detail', () => {
    const of = (status: 'in-sync' | 'ready' | 'blocked', detail: 'plain' | 'detailed'): number =>
      exitCodeOfPlan(aPlan({ status }), detail);
    expect([of('in-sync', 'plain'), of('in-sync', 'detailed')]).toEqual([0, 0]);
    expect([of('ready', 'plain'), of('ready', 'detailed')]).toEqual([0, 2]);
    expect([of('blocked', 'plain'), of('blocked', 'detailed')]).toEqual([5, 5]);
  });
});

describe('the end of failed reads', () => {
  it('tells who may not from what does not answer', () => {
    const codeOf = (...codes: readonly Failure['code'][]) =>
      exitCode[endingOfFailures(codes.map((code) => ({ code })))];
    expect(codeOf('unreachable', 'forbidden')).toBe(77);
    expect(codeOf('unauthorized')).toBe(77);
    expect(codeOf('application-not-found', 'bad-reply')).toBe(69);
    expect(codeOf('application-not-found')).toBe(65);
    for (const code of ['unreachable', 'timeout', 'rate-limited', 'server-error', 'bad-reply', 'rejected'] as const) {
      expect(codeOf(code)).toBe(69);
    }
  });
});

describe('exitCodeOfRun', () => {
  const report = (result: Result, code: string | null = null): RunReport => ({
    run: { id: 'r' },
    result,
    outcomes: [],
    sideEffects: [],
    changedMeanwhile: [],
    stoppedBy: code === null ? null : { code, message: '' },
    journalGap: null,
  });

  it('is 6 for everything that needs a look after a write', () => {
    for (const result of ['partial', 'unknown', 'side-effects', 'stored-otherwise', 'unverified'] as const)
      expect(exitCodeOfRun(report(result), null)).toBe(6);
  });

  it('is 6 for a run that ended after a write because of its journal', () => {
    expect(exitCodeOfRun({ ...report('partial', 'journal-not-written'), journalGap: 'full' }, null)).toBe(6);
  });

  it('says what kept a run from writing at all', () => {
    expect(exitCodeOfRun(report('done'), null)).toBe(0);
    expect(exitCodeOfRun(report('in-sync'), null)).toBe(0);
    expect(exitCodeOfRun({ ...report('done'), journalGap: 'the disk is full' }, null)).toBe(73);
    expect(exitCodeOfRun(report('failed', 'journal-not-written'), null)).toBe(73);
    expect(exitCodeOfRun(report('failed', 'audit-not-written'), null)).toBe(73);
    expect(exitCodeOfRun(report('failed', 'run-timeout'), null)).toBe(69);
    expect(exitCodeOfRun(report('refused'), null)).toBe(5);
    expect(exitCodeOfRun(report('stale', 'stale'), null)).toBe(7);
    expect(exitCodeOfRun(report('failed', 'forbidden'), null)).toBe(77);
    expect(exitCodeOfRun(report('failed', 'unreachable'), null)).toBe(69);
    expect(exitCodeOfRun(report('failed'), null)).toBe(69);
  });

  it('is the code of the signal after an interruption', () => {
    expect(exitCodeOfRun(report('interrupted', 'interrupted'), 143)).toBe(143);
    expect(exitCodeOfRun(report('interrupted', 'interrupted'), null)).toBe(130);
    expect(exitCodeOfRun(report('unknown', 'timeout'), 130)).toBe(6);
  });
});
