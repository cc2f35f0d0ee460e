import { describe, expect, it } from 'vitest';
import { maxRetryAfterMs } from '../../src/apply/limits.ts';
import { runStep } from '../../src/apply/run-step.ts';
import { aCall, done, failure, refused, rejected, type Script, scripted, unknown } from './scripted-resource.ts';

async function play(script: Script, ids: readonly string[] = ['c1']) {
  const { resource, waiting, log } = scripted(script);
  return { ...(await runStep(resource, ids.map(aCall), waiting)), log };
}

const writes = (id: string) => ({ says: done, holds: { [id]: 'new' } });
const statuses = (result: { outcomes: readonly { status: string }[] }) => result.outcomes.map(({ status }) => status);

describe('a step', () => {
  it('reads before its first call and after its last', async () => {
    const result = await play({ answers: [writes('c1'), writes('c2')] }, ['c1', 'c2']);
    expect(result.log).toEqual(['read', 'send c1', 'send c2', 'read']);
    expect(result.outcomes).toEqual([
      { call: 'c1', status: 'done', verified: true, code: null, reason: null },
      { call: 'c2', status: 'done', verified: true, code: null, reason: null },
    ]);
    expect(result).toMatchObject({ stop: null, sent: true, sideEffects: [], changedMeanwhile: ['settings.other'] });
  });

  it('sends nothing when the read before it fails', async () => {
    const result = await play({ answers: [], reads: { 0: { kind: 'failed', failure: failure('unreachable') } } });
    expect(result.log).toEqual(['read']);
    expect(result).toMatchObject({ outcomes: [], sent: false, stop: { code: 'unreachable' } });
  });

  it('sends nothing when the thing is gone', async () => {
    const result = await play({ answers: [], reads: { 0: { kind: 'absent' } } });
    expect(result).toMatchObject({ outcomes: [], sent: false, stop: { code: 'stale' } });
    expect(result.stop?.message).toContain('clients.web is gone');
  });

  it('sends nothing when live no longer is what the plan was made for', async () => {
    const result = await play({ answers: [], differences: ['settings.login_attempts'] });
    expect(result.log).toEqual(['read']);
    expect(result.stop?.message).toContain('settings.login_attempts');
  });

  it('stops at the first call that the service rejects', async () => {
    const result = await play({ answers: [writes('c1'), { says: rejected }] }, ['c1', 'c2', 'c3']);
    expect(result.log).toEqual(['read', 'send c1', 'send c2', 'read']);
    expect(statuses(result)).toEqual(['done', 'failed']);
    expect(result.stop?.code).toBe('rejected');
  });

  it('tells what a rejected call changed all the same', async () => {
    const result = await play({ answers: [{ says: rejected, holds: { c1: 'half' } }] });
    expect(result.sideEffects).toEqual([{ target: 'c1', message: 'changed' }]);
  });

  it('tells what changed besides', async () => {
    const result = await play({ answers: [{ says: done, holds: { c1: 'new', other: 'moved' } }] });
    expect(statuses(result)).toEqual(['done']);
    expect(result.sideEffects).toEqual([{ target: 'other', message: 'changed' }]);
  });

  it('fails a call whose value came back as something else', async () => {
    const result = await play({ answers: [{ says: done, holds: { c1: 'other' } }] }, ['c1']);
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'not-as-written' }]);
    expect(result.stop).toEqual({ code: 'not-as-written', message: 'it holds something else' });
  });
});

describe('a call that is refused for now', () => {
  it('is sent again after a wait and another look', async () => {
    const result = await play({ answers: [{ says: refused() }, writes('c1')] });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 1000', 'read', 'send c1', 'read']);
    expect(statuses(result)).toEqual(['done']);
  });

  it('waits as long as the service asks', async () => {
    const result = await play({ answers: [{ says: refused(7_000) }, writes('c1')] });
    expect(result.log).toContain('sleep 7000');
  });

  it('is given up when the service asks for longer than the bound', async () => {
    const result = await play({ answers: [{ says: refused(maxRetryAfterMs + 1) }] });
    expect(result.log).toEqual(['read', 'send c1']);
    expect(result).toMatchObject({ sent: false, stop: { code: 'rate-limited' } });
    expect(result.stop?.message).toContain('asks to wait 31 s');
    expect(statuses(result)).toEqual(['failed']);
  });

  it('is given up after three repeats', async () => {
    const result = await play({ answers: Array.from({ length: 4 }, () => ({ says: refused() })) });
    expect(result.log.filter((line) => line === 'send c1')).toHaveLength(4);
    expect(result.log.filter((line) => line.startsWith('sleep'))).toEqual(['sleep 1000', 'sleep 2000', 'sleep 4000']);
    expect(result.sent).toBe(false);
  });

  it('is not sent again when somebody changed something meanwhile', async () => {
    const result = await play({
      answers: [{ says: refused() }],
      reads: { 1: { kind: 'value', value: { other: 'moved' } } },
    });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 1000', 'read']);
    expect(statuses(result)).toEqual(['failed']);
  });

  it('is not sent again when the other look fails', async () => {
    const result = await play({
      answers: [{ says: refused() }],
      reads: { 1: { kind: 'failed', failure: failure('unreachable') } },
    });
    expect(result.log.filter((line) => line === 'send c1')).toHaveLength(1);
  });

  it('is sent again after earlier calls of the same step, whose work it expects to see', async () => {
    const result = await play({ answers: [writes('c1'), { says: refused() }, writes('c2')] }, ['c1', 'c2']);
    expect(statuses(result)).toEqual(['done', 'done']);
  });

  it('is not sent again once the run is to end', async () => {
    const { resource, waiting, log } = scripted({ answers: [{ says: refused() }] });
    await runStep(resource, [aCall('c1')], { ...waiting, stop: () => true });
    expect(log).toEqual(['read', 'send c1']);
  });
});

describe('a call whose answer never came', () => {
  it('is done when live shows it, and the run goes on', async () => {
    const result = await play({ answers: [{ says: unknown, holds: { c1: 'new' } }, writes('c2')] }, ['c1', 'c2']);
    expect(result.log).toEqual(['read', 'send c1', 'read', 'send c2', 'read']);
    expect(statuses(result)).toEqual(['done', 'done']);
    expect(result.stop).toBeNull();
  });

  it('is never sent again', async () => {
    const result = await play({ answers: [{ says: unknown }] }, ['c1', 'c2']);
    expect(result.log.filter((line) => line.startsWith('send'))).toEqual(['send c1']);
    expect(result.outcomes).toMatchObject([{ status: 'unknown', verified: false, code: 'timeout' }]);
    expect(result.stop?.code).toBe('timeout');
  });

  it('is looked for at most five times more, over fifteen seconds', async () => {
    const result = await play({ answers: [{ says: unknown }] });
    const sleeps = result.log.filter((line) => line.startsWith('sleep')).map((line) => Number(line.slice(6)));
    expect(sleeps).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('is done when live shows it later', async () => {
    const result = await play({ answers: [{ says: unknown }], later: { afterMs: 3_000, holds: { c1: 'new' } } });
    expect(statuses(result)).toEqual(['done']);
  });

  it('is unknown when live cannot be read any more', async () => {
    const dead = { kind: 'failed', failure: failure('unreachable') } as const;
    const reads = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [at + 1, dead]));
    const result = await play({ answers: [{ says: unknown }], reads });
    expect(statuses(result)).toEqual(['unknown']);
  });
});

describe('a call that was accepted', () => {
  it('is not verified when live keeps the old value for the whole bound', async () => {
    const result = await play({ answers: [{ says: done }] });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false, code: 'unverified' }]);
    expect(result.stop).toBeNull();
  });

  it('is verified when the value shows within the bound', async () => {
    const result = await play({ answers: [{ says: done }], later: { afterMs: 6_000, holds: { c1: 'new' } } });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true }]);
  });

  it('is not verified, and the run ends, when nothing can be read back', async () => {
    const dead = { kind: 'failed', failure: failure('unreachable') } as const;
    const reads = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [at + 1, dead]));
    const result = await play({ answers: [{ says: done }], reads });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false }]);
    expect(result.stop?.code).toBe('unreadable');
  });
});

describe('a caller who may no longer read', () => {
  it.each(['unauthorized', 'forbidden'] as const)('is not kept waiting: %s', async (code) => {
    const result = await play({ answers: [{ says: done }], reads: { 1: { kind: 'failed', failure: failure(code) } } });
    expect(result.log).toEqual(['read', 'send c1', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false }]);
    expect(result.stop?.code).toBe('unreadable');
  });

  it('is not kept waiting for a client that is gone', async () => {
    const result = await play({ answers: [{ says: done }], reads: { 1: { kind: 'absent' } } });
    expect(result.log).toEqual(['read', 'send c1', 'read']);
  });
});

describe('a run that is to end', () => {
  it('finishes the call in flight and makes no other', async () => {
    const { resource, waiting, log } = scripted({ answers: [writes('c1')] });
    const result = await runStep(resource, ['c1', 'c2'].map(aCall), {
      ...waiting,
      stop: () => log.includes('send c1'),
    });
    expect(statuses(result)).toEqual(['done']);
    expect(result.stop?.code).toBe('interrupted');
    expect(log).toEqual(['read', 'send c1', 'read']);
  });
});

describe('an error inside capstan while a call is made', () => {
  const throwing = async (error: Error) => {
    const { resource, waiting } = scripted({ answers: [] });
    const send = () => Promise.reject(error);
    return runStep({ ...resource, send }, ['c1', 'c2'].map(aCall), waiting);
  };

  it('is a failed call of which nothing was sent, when the body would have lost something', async () => {
    const error = Object.assign(new Error('settings.x would be removed'), { name: 'LossyBodyError' });
    const result = await throwing(error);
    expect(result.outcomes).toMatchObject([{ status: 'failed' }]);
    expect(result.outcomes[0]?.reason).toContain('nothing was sent');
  });

  it('leaves the call unknown otherwise, and tells nothing of the error', async () => {
    const result = await throwing(new TypeError('canary'));
    expect(result.outcomes).toMatchObject([{ status: 'unknown' }]);
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

describe('a run that is to end while it waits to repeat a call', () => {
  it('does not send the call again, and is interrupted', async () => {
    const { resource, waiting, log } = scripted({ answers: [{ says: refused() }] });
    const stop = () => log.some((line) => line.startsWith('sleep'));
    const result = await runStep(resource, [aCall('c1')], { ...waiting, stop });
    expect(log).toEqual(['read', 'send c1', 'sleep 1000']);
    expect(result.stop?.code).toBe('interrupted');
  });
});
