import { describe, expect, it } from 'vitest';
import { runStep } from '../../../src/run/execute/run-step.ts';
import { maxRetryAfterMs } from '../../../src/run/execute/waiting.ts';
import { failureText } from '../../../src/service/interface.ts';
import { aCall, dead, done, failure, refused, rejected, type Script, scripted, unknown } from './scripted-resource.ts';

async function play(script: Script, ids: readonly string[] = ['c1']) {
  const { resource, run, log, all } = scripted(script);
  return { ...(await runStep(resource, ids.map(aCall), run)), log, all };
}

const thrice = <T>(answer: T) => [answer, answer, answer];
const writes = (id: string) => ({ says: done, holds: { [id]: 'new' } });
/** What follows the last write. */
const looksOf = (log: readonly string[]) => log.slice(log.findLastIndex((line) => line.startsWith('send')) + 1);
const everyLook = ['read', ...[1, 2, 3, 4, 5].flatMap((seconds) => [`sleep ${seconds * 1000}`, 'read'])];
const statuses = (result: { outcomes: readonly { status: string }[] }) => result.outcomes.map(({ status }) => status);

describe('a step', () => {
  it('reads before its first call and after its last', async () => {
    const recheck = () => ({ differences: [], changedMeanwhile: ['settings.other'] });
    const result = await play({ answers: [writes('c1'), writes('c2')], recheck }, ['c1', 'c2']);
    expect(result.log).toEqual(['read', 'send c1', 'send c2', 'read']);
    expect(result.outcomes).toEqual([
      { call: 'c1', status: 'done', verified: true, seen: 'new', code: null, reason: null },
      { call: 'c2', status: 'done', verified: true, seen: 'new', code: null, reason: null },
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
    expect(result.stop?.message).toContain('clients.web no longer exists');
  });

  it('sends nothing when live no longer is what the plan was made for', async () => {
    const result = await play({
      answers: [],
      recheck: () => ({ differences: ['settings.login_attempts'], changedMeanwhile: [] }),
    });
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
    expect(result.log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'send c1', 'read']);
    expect(statuses(result)).toEqual(['done']);
  });

  it('waits as long as the service asks, and never less than the pause', async () => {
    const longer = await play({ answers: [{ says: refused(7_000) }, writes('c1')] });
    expect(longer.log).toContain('sleep 7000');
    const shorter = await play({ answers: [{ says: refused(0) }, writes('c1')] });
    expect(shorter.log).toContain('sleep 2000');
  });

  it('is looked for once and given up when the service asks for longer than the bound', async () => {
    const result = await play({ answers: [{ says: refused(maxRetryAfterMs + 1) }] });
    expect(result.log).toEqual(['read', 'send c1', 'read']);
    expect(result).toMatchObject({ sent: false, stop: { code: 'rate-limited' } });
    expect(result.stop?.message).toContain('requests a wait of 31 s, and a run waits at most 30 s');
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'rate-limited', seen: 'old' }]);
  });

  it('is sent again after the longest wait that is honoured', async () => {
    const result = await play({ answers: [{ says: refused(maxRetryAfterMs) }, writes('c1')] });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 30000', 'read', 'send c1', 'read']);
  });

  it('has no side effects: others moved what moved', async () => {
    const result = await play({ answers: [{ says: refused(maxRetryAfterMs + 1), holds: { other: 'moved' } }] });
    expect(result).toMatchObject({ sent: false, sideEffects: [] });
  });

  it('is not judged by the reply of another application', async () => {
    const reads = { 1: { kind: 'value', value: { application: 'another' } } } as const;
    const result = await play({ answers: [{ says: refused(maxRetryAfterMs + 1) }], reads });
    expect(result.outcomes).toMatchObject([{ status: 'failed', seen: null }]);
  });

  it('is done when that one look shows it, and the run goes on', async () => {
    const tooLong = { says: refused(maxRetryAfterMs + 1), holds: { c1: 'new' } };
    const result = await play({ answers: [tooLong, writes('c2')] }, ['c1', 'c2']);
    expect(result.log).toEqual(['read', 'send c1', 'read', 'send c2', 'read']);
    expect(statuses(result)).toEqual(['done', 'done']);
    expect(result).toMatchObject({ sent: true, stop: null });
  });

  it('is sent as often as the bound allows, looked for once more, and given up', async () => {
    const result = await play({ answers: thrice({ says: refused() }) });
    expect(result.log.filter((line) => line === 'send c1')).toHaveLength(3);
    expect(result.log.filter((line) => line.startsWith('sleep'))).toEqual(['sleep 2000', 'sleep 4000']);
    expect(looksOf(result.log)).toEqual(['read']);
    expect(result.sent).toBe(false);
    expect(result.outcomes).toMatchObject([{ status: 'failed', seen: 'old' }]);
    expect(result.stop?.message).toContain('tried 3 times');
    expect(result.stop?.message).not.toContain('asks for a wait');
  });

  it('is done when the look after the last refusal shows it', async () => {
    const last = { says: refused(), holds: { c1: 'new' } };
    const result = await play({ answers: [{ says: refused() }, { says: refused() }, last] });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true, seen: 'new' }]);
    expect(result).toMatchObject({ sent: true, stop: null });
  });

  it('is unknown when the look after the last refusal shows a part of it', async () => {
    const last = { says: refused(), holds: { c1: 'part' } };
    const result = await play({ answers: [{ says: refused() }, { says: refused() }, last] });
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: 'part' }]);
  });

  it('is sent again when the first other look fails and the next one does not', async () => {
    const result = await play({ answers: [{ says: refused() }, writes('c1')], reads: { 1: dead } });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'sleep 4000', 'read', 'send c1', 'read']);
    expect(result).toMatchObject({ outcomes: [{ status: 'done' }], stop: null });
  });

  it('is not sent again when every other look fails, and says that this ended the run', async () => {
    const result = await play({ answers: [{ says: refused() }], reads: { 1: dead, 2: dead, 3: dead } });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'sleep 4000', 'read', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'rate-limited', seen: null }]);
    expect(result).toMatchObject({ sent: false, stop: { code: 'unreachable' } });
  });

  it('is sent again after earlier calls of the same step, whose work it expects to see', async () => {
    const asked: string[] = [];
    const recheck = (_fresh: unknown, calls: readonly string[]) => {
      asked.push(calls.join());
      return { differences: [], changedMeanwhile: [] };
    };
    const result = await play({ answers: [writes('c1'), { says: refused() }, writes('c2')], recheck }, ['c1', 'c2']);
    expect(statuses(result)).toEqual(['done', 'done']);
    expect(asked).toEqual(['', 'c1']);
  });

  it('leaves the calls before it the whole bound to be seen', async () => {
    const tooLong = { says: refused(maxRetryAfterMs + 1) };
    const later = { afterMs: 3_000, holds: { c1: 'new' } };
    const result = await play({ answers: [{ says: done }, tooLong], later }, ['c1', 'c2']);
    expect(looksOf(result.log)).toEqual(['read', 'sleep 1000', 'read', 'sleep 2000', 'read']);
    expect(result.outcomes).toMatchObject([
      { status: 'done', verified: true },
      { status: 'failed', seen: 'old' },
    ]);
  });

  it('is looked for once and not sent again once the run is to end', async () => {
    const result = await play({ answers: [{ says: refused() }], stopAfter: 'send c1' });
    expect(result.log).toEqual(['read', 'send c1', 'read']);
    expect(result.stop?.code).toBe('interrupted');
  });

  it('is not sent again when the run is to end while it waits, or while it looks', async () => {
    const whileWaiting = await play({ answers: [{ says: refused() }], stopAfter: 'sleep 2000' });
    expect(whileWaiting.log).toEqual(['read', 'send c1', 'sleep 2000', 'read']);
    expect(whileWaiting.stop?.code).toBe('interrupted');
    const { resource, run, log } = scripted({ answers: [{ says: refused() }] });
    const stop = () => (log.filter((line) => line === 'read').length > 1 ? { code: 'run-timeout', message: '' } : null);
    const whileLooking = await runStep(resource, [aCall('c1')], { ...run, waiting: { ...run.waiting, stop } });
    expect(log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'read']);
    expect(whileLooking.stop?.code).toBe('run-timeout');
  });
});

describe('an edit between a refusal and the repeat', () => {
  const edited = { 1: { kind: 'value', value: { other: 'moved' } } } as const;

  it('ends the run when the decision is another one now', async () => {
    const recheck = (fresh: Readonly<Record<string, string>>) => ({
      differences: fresh['other'] === 'moved' ? ['settings.c1'] : [],
      changedMeanwhile: [],
    });
    const result = await play({ answers: [{ says: refused() }], reads: edited, recheck });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'rate-limited', seen: 'old' }]);
    expect(result).toMatchObject({ sent: false, stop: { code: 'stale' } });
  });

  it('is told from the work of a call that was done although it was refused', async () => {
    const recheck = (fresh: Readonly<Record<string, string>>) => ({
      differences: fresh['c1'] === 'new' ? ['settings.c1'] : [],
      changedMeanwhile: [],
    });
    const result = await play({ answers: [{ says: refused(), holds: { c1: 'new' } }, writes('c2')], recheck }, [
      'c1',
      'c2',
    ]);
    expect(result.log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'send c2', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true, seen: 'new' }, { status: 'done' }]);
    expect(result).toMatchObject({ sent: true, sideEffects: [], stop: null });
  });

  it('is carried over and listed when the decision is the same, and is no side effect', async () => {
    const recheck = (fresh: Readonly<Record<string, string>>) => ({
      differences: [],
      changedMeanwhile: fresh['other'] === 'moved' ? ['settings.other'] : [],
    });
    const result = await play({
      answers: [{ says: refused() }, { says: done, holds: { c1: 'new', other: 'moved' } }],
      reads: edited,
      recheck,
    });
    expect(result.log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'send c1', 'read']);
    expect(result).toMatchObject({ changedMeanwhile: ['settings.other'], sideEffects: [], stop: null });
    expect(statuses(result)).toEqual(['done']);
  });

  it('is listed with those of the other waits', async () => {
    let rechecks = 0;
    const recheck = () => {
      rechecks += 1;
      return { differences: [], changedMeanwhile: [`read ${rechecks}`] };
    };
    const result = await play({ answers: [{ says: refused() }, { says: refused() }, writes('c1')], recheck });
    expect(result.changedMeanwhile).toEqual(['read 1', 'read 2', 'read 3']);
  });

  it('has the repeat made from the new read', async () => {
    const { resource, run } = scripted({ answers: [{ says: refused() }, writes('c1')], reads: edited });
    const sentFrom: unknown[] = [];
    const held: unknown[] = [];
    const send = (call: ReturnType<typeof aCall>, fresh: Readonly<Record<string, string>>) => {
      sentFrom.push(fresh);
      return resource.send(call, fresh);
    };
    const journal = {
      ...run.journal,
      intent: (call: ReturnType<typeof aCall>, values: unknown) => {
        held.push(values);
        return run.journal.intent(call, null);
      },
    };
    await runStep({ ...resource, send }, [aCall('c1')], { ...run, journal });
    expect(sentFrom).toEqual([{}, { other: 'moved' }]);
    expect(held).toEqual([
      { settings: new Map(), custom: new Map() },
      { settings: new Map([['other', 'moved']]), custom: new Map() },
    ]);
  });

  it.each([
    ['is gone', { kind: 'absent' } as const],
    ['belongs to an earlier call of the step', { kind: 'value', value: { c1: 'edited' } } as const],
    ['gave an earlier call of the step another type', { kind: 'value', value: { c1: 'altered' } } as const],
  ])('ends the run when what it touches %s', async (_what, read) => {
    const result = await play({ answers: [writes('c1'), { says: refused() }], reads: { 1: read } }, ['c1', 'c2']);
    expect(result.log.filter((line) => line === 'send c2')).toHaveLength(1);
    expect(result.stop?.code).toMatch(/^(stale|not-as-written|type-changed)$/);
  });

  it('keeps what was found on the way when the service asks for too long afterwards', async () => {
    const recheck = () => ({ differences: [], changedMeanwhile: ['settings.other'] });
    const result = await play({ answers: [{ says: refused() }, { says: refused(maxRetryAfterMs + 1) }], recheck });
    expect(result.changedMeanwhile).toEqual(['settings.other', 'settings.other']);
    expect(result.outcomes[0]?.reason).toContain('requests a wait of 31 s');
  });
});

describe('a call whose answer never came', () => {
  it('is done when live shows it, and the run goes on', async () => {
    const result = await play({ answers: [{ says: unknown, holds: { c1: 'new' } }, writes('c2')] }, ['c1', 'c2']);
    expect(result.log).toEqual(['read', 'send c1', 'read', 'send c2', 'read']);
    expect(statuses(result)).toEqual(['done', 'done']);
    expect(result.stop).toBeNull();
  });

  it('is sent again after growing pauses, each time from a fresh read that the whole decision holds for', async () => {
    const asked: string[] = [];
    const recheck = (_fresh: unknown, calls: readonly string[]) => {
      asked.push(calls.join());
      return { differences: [], changedMeanwhile: [] };
    };
    const result = await play({ answers: [{ says: unknown }, { says: unknown }, writes('c1')], recheck });
    const again = (ms: number) => ['read', `sleep ${ms}`, 'read', 'send c1'];
    expect(result.log).toEqual(['read', 'send c1', ...again(2_000), ...again(4_000), 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true, seen: 'new' }]);
    expect(result.stop).toBeNull();
    expect(asked).toEqual(['', '', '']);
  });

  it('is not sent again when it shows before the repeat', async () => {
    const result = await play({ answers: [{ says: unknown }], later: { afterMs: 2_000, holds: { c1: 'new' } } });
    expect(result.log).toEqual(['read', 'send c1', 'read', 'sleep 2000', 'read', 'read']);
    expect(statuses(result)).toEqual(['done']);
  });

  it('is looked for through the whole bound after the last sending, and stays unknown', async () => {
    const result = await play({ answers: thrice({ says: unknown }) }, ['c1', 'c2']);
    expect(result.log.filter((line) => line.startsWith('send'))).toEqual(['send c1', 'send c1', 'send c1']);
    expect(looksOf(result.log)).toEqual(everyLook);
    expect(result.outcomes).toMatchObject([{ status: 'unknown', verified: false, seen: 'old', code: 'timeout' }]);
    expect(result.outcomes[0]?.reason).toContain('tried 3 times');
    expect(result.outcomes[0]?.reason).toContain('the write probably failed, but may still take effect');
    expect(result.stop?.code).toBe('timeout');
  });

  it('is done when only the last looks show it', async () => {
    const later = { afterMs: 12_000, holds: { c1: 'new' } };
    const result = await play({ answers: thrice({ says: unknown }), later });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true }]);
    expect(result.stop).toBeNull();
  });

  it.each([
    ['refused', refused()],
    ['rejected', rejected],
  ])('stays unknown when the repeat is %s: the first sending may have done it', async (_what, says) => {
    const result = await play({ answers: [{ says: unknown }, { says }, { says }] });
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: 'old' }]);
    expect(result.sent).toBe(true);
  });

  it('is not sent a third time when its repeat is rejected', async () => {
    const result = await play({ answers: [{ says: unknown }, { says: rejected }] });
    expect(result.log.filter((line) => line === 'send c1')).toHaveLength(2);
  });

  it('is done when the repeat is rejected since the first sending did it', async () => {
    const result = await play({ answers: [{ says: unknown }, { says: rejected, holds: { c1: 'new' } }] });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true }]);
    expect(result.stop).toBeNull();
  });

  it('is sent once, when its repeat could write back what is older than the read shows', async () => {
    const { resource, run, log } = scripted({ answers: [{ says: unknown }] });
    const result = await runStep({ ...resource, isRepeatable: () => false }, [aCall('c1')], run);
    expect(log).toEqual(['read', 'send c1', ...everyLook]);
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: 'old' }]);
  });

  it('that is refused is looked for once when it may not be repeated', async () => {
    const { resource, run, log } = scripted({ answers: [{ says: refused() }] });
    const result = await runStep({ ...resource, isRepeatable: () => false }, [aCall('c1')], run);
    expect(log).toEqual(['read', 'send c1', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'failed', seen: 'old' }]);
  });

  it('is sent again for the part that is missing', async () => {
    const asked: string[] = [];
    const recheck = (_fresh: unknown, calls: readonly string[]) => {
      asked.push(calls.join());
      return { differences: [], changedMeanwhile: [] };
    };
    const result = await play({ answers: [{ says: unknown, holds: { c1: 'part' } }, writes('c1')], recheck });
    expect(statuses(result)).toEqual(['done']);
    expect(asked).toEqual(['', 'c1']);
  });

  it('is done when the last look shows it, although the run ends for what others changed', async () => {
    const moved = { 2: { kind: 'value', value: { other: 'moved' } } } as const;
    const recheck = (fresh: Readonly<Record<string, string>>) => ({
      differences: fresh['other'] === 'moved' ? ['settings.other'] : [],
      changedMeanwhile: [],
    });
    const later = { afterMs: 3_000, holds: { c1: 'new' } };
    const result = await play({ answers: [{ says: unknown }], reads: moved, recheck, later }, ['c1', 'c2']);
    expect(result.outcomes).toMatchObject([{ call: 'c1', status: 'done', verified: true, seen: 'new' }]);
    expect(result.stop?.code).toBe('stale');
  });

  it('is unknown, and not sent again, when someone writes something else there meanwhile', async () => {
    const recheck = (fresh: Readonly<Record<string, string>>) => ({
      differences: fresh['c1'] === 'edited' ? ['settings.c1'] : [],
      changedMeanwhile: [],
    });
    const result = await play({ answers: [{ says: unknown, holds: { c1: 'edited' } }], recheck });
    expect(result.log.filter((line) => line === 'send c1')).toHaveLength(1);
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: 'other' }]);
    expect(result.outcomes[0]?.reason).toContain('neither the old nor the written value');
    expect(result.stop?.code).toBe('stale');
    expect(result.sideEffects).toEqual([]);
  });

  it('is not taken for done by a read of another application', async () => {
    const other = { kind: 'value', value: { application: 'another', c1: 'new' } } as const;
    const recheck = (fresh: Readonly<Record<string, string>>) => ({
      differences: fresh['application'] === 'another' ? ['another application'] : [],
      changedMeanwhile: [],
    });
    const result = await play({ answers: [{ says: unknown }], reads: { 1: other, 2: other }, recheck });
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: 'old' }]);
    expect(result.stop?.code).toBe('stale');
  });

  it('is looked for once and not sent again once the run is to end', async () => {
    const result = await play({ answers: [{ says: unknown }], stopAfter: 'send c1' });
    expect(result.log).toEqual(['read', 'send c1', 'read', 'sleep 1000']);
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: 'old' }]);
    expect(result.stop?.code).toBe('interrupted');
  });

  it('was carried out when live holds its value as another type', async () => {
    const result = await play({ answers: [{ says: unknown, holds: { c1: 'altered' } }] });
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'type-changed', seen: 'other' }]);
  });

  it('is looked for through reads that fail, and the run goes on', async () => {
    const script = { answers: [{ says: unknown, holds: { c1: 'new' } }, writes('c2')] };
    const result = await play({ ...script, reads: { 1: dead, 2: dead } }, ['c1', 'c2']);
    const looks = ['read', 'sleep 2000', 'read', 'sleep 4000', 'read'];
    expect(result.log).toEqual(['read', 'send c1', ...looks, 'send c2', 'read']);
    expect(result).toMatchObject({ outcomes: [{ status: 'done' }, { status: 'done' }], stop: null });
    const longer = await play({ ...script, reads: { 1: dead, 2: dead, 3: dead, 4: dead } }, ['c1', 'c2']);
    expect(longer).toMatchObject({ outcomes: [{ status: 'done' }, { status: 'done' }], stop: null });
  });

  it('is not sent again when the caller may no longer read', async () => {
    const forbidden = { kind: 'failed', failure: failure('forbidden') } as const;
    const result = await play({ answers: [{ says: unknown }], reads: { 2: forbidden, 3: forbidden } });
    expect(result.log).toEqual(['read', 'send c1', 'read', 'sleep 2000', 'read', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: null }]);
    expect(result.stop?.code).toBe('forbidden');
  });

  it('is unknown when live cannot be read any more, after one bound and no more', async () => {
    const reads = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [at + 1, dead]));
    const result = await play({ answers: [{ says: unknown }], reads });
    expect(result.outcomes).toMatchObject([{ status: 'unknown', seen: null }]);
    expect(result.outcomes[0]?.reason).toContain('the live application could not be read back');
    expect(result.log.filter((line) => line === 'read')).toHaveLength(10);
  });

  it('keeps the look for it as the read-back of the calls before it', async () => {
    const result = await play({ answers: [writes('c1'), ...thrice({ says: unknown })] }, ['c1', 'c2']);
    expect(result.outcomes).toMatchObject([
      { status: 'done', verified: true },
      { status: 'unknown', seen: 'old' },
    ]);
    expect(looksOf(result.log)).toEqual(everyLook);
  });
});

describe('a call that was accepted', () => {
  it('is not verified when live keeps the old value for the whole bound', async () => {
    const result = await play({ answers: [{ says: done }] });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false, seen: 'old', code: 'unverified' }]);
    expect(result.stop).toBeNull();
    expect(looksOf(result.log)).toEqual(everyLook);
  });

  it('is not seen in the reply of another application', async () => {
    const other = { kind: 'value', value: { application: 'another', c1: 'new' } } as const;
    const reads = Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [at, other]));
    const result = await play({ answers: [{ says: done }], reads });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false, seen: null }]);
    expect(result.stop?.code).toBe('unreadable');
  });

  it('has no more looks for reads that fail in between', async () => {
    const result = await play({ answers: [{ says: done }], reads: { 2: dead, 4: dead, 6: dead } });
    expect(looksOf(result.log)).toEqual(everyLook);
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false, seen: 'old' }]);
  });

  it('is waited for together with the other calls of its step, each with an end of its own', async () => {
    const result = await play(
      {
        answers: [writes('c1'), { says: done }, { says: done, holds: { c3: 'part' } }],
        later: { afterMs: 3_000, holds: { c2: 'new' } },
      },
      ['c1', 'c2', 'c3'],
    );
    expect(looksOf(result.log)).toEqual(everyLook);
    expect(result.outcomes).toMatchObject([
      { status: 'done', verified: true, seen: 'new' },
      { status: 'done', verified: true, seen: 'new' },
      { status: 'done', verified: false, seen: 'part' },
    ]);
  });

  it('is waited for no longer once a call of its step came out wrong and the others are seen', async () => {
    const result = await play({ answers: [{ says: done, holds: { c1: 'edited' } }, writes('c2')] }, ['c1', 'c2']);
    expect(looksOf(result.log)).toEqual(['read']);
    expect(statuses(result)).toEqual(['failed', 'done']);
  });

  it('is looked for once only when the run is to end', async () => {
    const result = await play({ answers: [{ says: done }], stopAfter: 'send c1' });
    expect(looksOf(result.log)).toEqual(['read', 'sleep 1000']);
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false, seen: 'old' }]);
  });

  it('is verified when the value shows within the bound', async () => {
    const result = await play({ answers: [{ says: done }], later: { afterMs: 6_000, holds: { c1: 'new' } } });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: true }]);
  });

  it('is not verified, and the run ends, when nothing can be read back', async () => {
    const reads = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [at + 1, dead]));
    const result = await play({ answers: [{ says: done }], reads });
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false }]);
    expect(result.stop?.code).toBe('unreadable');
    expect(result.stop?.message).toContain(`could not be read back (${failureText(failure('unreachable'))})`);
  });
});

describe('a caller who may no longer read', () => {
  it.each(['unauthorized', 'forbidden', 'application-not-found'] as const)('is not kept waiting: %s', async (code) => {
    const result = await play({ answers: [{ says: done }], reads: { 1: { kind: 'failed', failure: failure(code) } } });
    expect(result.log).toEqual(['read', 'send c1', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'done', verified: false }]);
    expect(result.stop?.code).toBe('unreadable');
  });

  it('is not kept waiting for a client that is gone', async () => {
    const result = await play({ answers: [{ says: done }], reads: { 1: { kind: 'absent' } } });
    expect(result.log).toEqual(['read', 'send c1', 'read']);
    expect(result.stop?.message).toContain('no longer exists');
  });
});

describe('a run that is to end', () => {
  it('finishes the call in flight and makes no other', async () => {
    const result = await play({ answers: [writes('c1')], stopAfter: 'send c1' }, ['c1', 'c2']);
    expect(statuses(result)).toEqual(['done']);
    expect(result.stop?.code).toBe('interrupted');
    expect(result.log).toEqual(['read', 'send c1', 'read']);
  });

  it('makes no call at all when that is known after the first read', async () => {
    const result = await play({ answers: [], stopAfter: 'read' });
    expect(result.all).toEqual(['read']);
    expect(result).toMatchObject({ outcomes: [], sent: false, stop: { code: 'interrupted' } });
  });
});

describe('an error inside capstan while a call is made', () => {
  const throwing = async (error: unknown) => {
    const { resource, run, all } = scripted({ answers: [] });
    const send = () => Promise.reject(error);
    return { ...(await runStep({ ...resource, send }, ['c1', 'c2'].map(aCall), run)), all };
  };

  it('is a failed call of which nothing was sent, when the body would have lost something', async () => {
    const error = Object.assign(new Error('settings.x would be removed'), { name: 'LossyBodyError' });
    const result = await throwing(error);
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'rejected' }]);
    expect(result.outcomes[0]?.reason).toContain('nothing was sent');
    expect(result.all).toContain('sent c1 rejected');
  });

  it.each([[new TypeError('canary')], ['canary'], [undefined]])(
    'leaves the call unknown, and tells nothing of %s',
    async (error) => {
      const result = await throwing(error);
      expect(result.outcomes).toMatchObject([{ status: 'unknown' }]);
      expect(JSON.stringify(result)).not.toContain('canary');
    },
  );
});

describe('the journal of a step', () => {
  it('has the intent of each call before it leaves, its answer after, and what was read back last', async () => {
    const result = await play({ answers: [writes('c1'), { says: refused() }, writes('c2')] }, ['c1', 'c2']);
    expect(result.all).toEqual([
      'read',
      'intent c1',
      'send c1',
      'sent c1 done',
      'intent c2',
      'send c2',
      'sent c2 refused',
      'sleep 2000',
      'read',
      'intent c2',
      'send c2',
      'sent c2 done',
      'read',
      'confirmed c1 done',
      'confirmed c2 done',
    ]);
  });

  it('has the code of each answer, which is none of one that is done', async () => {
    const { resource, run } = scripted({ answers: [writes('c1'), { says: rejected }] });
    const codes: (string | null)[] = [];
    const sent: typeof run.journal.sent = (id, answer) => {
      codes.push(answer.code);
      return run.journal.sent(id, answer);
    };
    await runStep(resource, ['c1', 'c2'].map(aCall), { ...run, journal: { ...run.journal, sent } });
    expect(codes).toEqual([null, 'rejected']);
  });

  it('has an intent alone when the program ends while a call is in flight', async () => {
    const { resource, run, all } = scripted({ answers: [] });
    const never = new Promise<never>(() => {});
    void runStep({ ...resource, send: () => never }, [aCall('c1')], run);
    await new Promise(setImmediate);
    expect(all).toEqual(['read', 'intent c1']);
  });

  it('keeps a call from leaving when its intent cannot be written', async () => {
    const result = await play({ answers: [writes('c1')], unwritten: 'intent c1' });
    expect(result.all).toEqual(['read', 'intent c1']);
    expect(result).toMatchObject({ outcomes: [], sent: false, stop: { code: 'journal-not-written' } });
    expect(result.stop?.message).toContain('the disk is full');
  });

  it('keeps a later call from leaving, and the outcome of the earlier one', async () => {
    const result = await play({ answers: [writes('c1')], unwritten: 'intent c2' }, ['c1', 'c2']);
    expect(result.all).toEqual([
      'read',
      'intent c1',
      'send c1',
      'sent c1 done',
      'intent c2',
      'read',
      'confirmed c1 done',
    ]);
    expect(result).toMatchObject({ sent: true, stop: { code: 'journal-not-written' } });
    expect(statuses(result)).toEqual(['done']);
  });

  it('keeps a call from being repeated', async () => {
    const { resource, run, log, all } = scripted({ answers: [{ says: refused() }] });
    let intents = 0;
    const intent: typeof run.journal.intent = async (call, held) => {
      intents += 1;
      return intents === 1 ? run.journal.intent(call, held) : { kind: 'failed', reason: 'full' };
    };
    const gap = () => (intents === 2 ? 'full' : null);
    const result = await runStep(resource, [aCall('c1')], { ...run, journal: { ...run.journal, intent, gap } });
    expect(log).toEqual(['read', 'send c1', 'sleep 2000', 'read', 'read']);
    expect(result.outcomes).toMatchObject([{ status: 'failed', code: 'rate-limited' }]);
    expect(result).toMatchObject({ sent: false, stop: { code: 'journal-not-written' } });
    expect(all.at(-1)).toBe('confirmed c1 failed');
  });

  it.each([
    ['sent c1 done', writes('c1'), 'done'],
    ['sent c1 refused', { says: refused() }, 'failed'],
    ['sent c1 unknown', { says: unknown, holds: { c1: 'new' } }, 'done'],
  ] as const)('ends the sending when it lacks %s, and what was done stays told', async (unwritten, answer, status) => {
    const result = await play({ answers: [answer], unwritten }, ['c1', 'c2']);
    expect(result.log.filter((line) => line.startsWith('send'))).toEqual(['send c1']);
    expect(statuses(result)).toEqual([status]);
    expect(result.stop?.code).toBe('journal-not-written');
    expect(result.all.at(-1)).toBe(`confirmed c1 ${status}`);
  });

  it('does not hurry the read-back when it lacks a record', async () => {
    const result = await play({ answers: [{ says: done }], unwritten: 'sent c1 done' });
    expect(looksOf(result.log)).toEqual(everyLook);
  });
});
