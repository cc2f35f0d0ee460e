import { describe, expect, it } from 'vitest';
import { runDeadline, runTimeLimitMs } from '../../src/workflows/run-context.ts';
import { interruptionBy } from '../support/interruption.ts';
import { fakeSession } from './fake-session.ts';

describe('a run', () => {
  it('ends after its time, by a clock that no one sets', () => {
    let nowMs = 5;
    const stop = runDeadline(fakeSession(), () => nowMs);
    expect(stop()).toBeNull();
    nowMs += runTimeLimitMs;
    expect(stop()).toBeNull();
    nowMs += 1;
    expect(stop()).toBe('run-timeout');
    expect(runDeadline(fakeSession())()).toBeNull();
  });

  it('ends on a signal before all else, and when the audit lacks a line', () => {
    const session = fakeSession();
    const interruption = interruptionBy(() => 130);
    const requests = { ...session.requests, stopReason: () => 'audit-not-written' as const };
    expect(runDeadline({ interruption, requests })()).toBe('interrupted');
    expect(runDeadline({ ...session, requests })()).toBe('audit-not-written');
  });
});
