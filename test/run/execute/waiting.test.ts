import { describe, expect, it } from 'vitest';
import { type StopReason, stopCheckMs, waitingOf } from '../../../src/run/execute/waiting.ts';

function waits(stopAfterMs: number, reason: StopReason = 'interrupted') {
  let sleptMs = 0;
  const sleep = async (ms: number) => {
    sleptMs += ms;
  };
  const waiting = waitingOf({ sleep, stop: () => (sleptMs >= stopAfterMs ? reason : null) });
  return { waiting, sleptMs: () => sleptMs };
}

describe('waiting', () => {
  it('takes exactly as long as was asked', async () => {
    const { waiting, sleptMs } = waits(Number.POSITIVE_INFINITY);
    await waiting.sleep(stopCheckMs * 4 + 1);
    expect(sleptMs()).toBe(stopCheckMs * 4 + 1);
    expect(waiting.stop()).toBeNull();
  });

  it('ends soon after the run is to end', async () => {
    const { waiting, sleptMs } = waits(1_000);
    await waiting.sleep(30_000);
    expect(sleptMs()).toBeLessThanOrEqual(1_000 + stopCheckMs);
  });

  it('takes no time when the run is to end already', async () => {
    const { waiting, sleptMs } = waits(0);
    await waiting.sleep(30_000);
    expect(sleptMs()).toBe(0);
  });

  it.each([
    ['interrupted', 'was interrupted'],
    ['run-timeout', 'time limit of the run was over'],
    ['audit-not-written', 'audit file could not be written'],
  ] as const)('says why the run is to end: %s', (reason, words) => {
    expect(waits(0, reason).waiting.stop()).toMatchObject({ code: reason, message: expect.stringContaining(words) });
  });
});
