import { describe, expect, it } from 'vitest';
import type { SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { aDesiredClient, tombstone } from '../../support/builders.ts';
import { playRun, type RunScript } from './sandbox-run.ts';

const webId = 'weblogin000000000000000000000';
const exportId = 'nightlyexport0000000000000000';

const live: RunScript['live'] = {
  settings: { login_attempts: 9, cache_settings: 0 },
  custom: { old: '1', left: '1' },
  clients: [
    { id: webId, name: 'Web', settings: { site_name: 'Old' } },
    { id: exportId, name: 'Export', features: ['direct_read_access'] },
  ],
};

/** Three calls: keys of the application, keys of a client, features of a client. */
const three: RunScript = {
  live,
  desired: {
    settings: { login_attempts: 7 },
    clients: [
      aDesiredClient({ alias: 'web', id: webId, settings: { site_name: 'New' } }),
      aDesiredClient({ alias: 'export', id: exportId, features: ['login_client'] }),
    ],
  },
};

const recordsOfThree = [
  'intent c1',
  'write POST /settings/set_default_multi',
  'sent c1 done',
  'confirmed c1 done',
  'intent c2',
  'write POST /settings/set_multi',
  'sent c2 done',
  'confirmed c2 done',
  'intent c3',
  'write POST /clients/set_features',
  'sent c3 done',
  'confirmed c3 done',
  'end done',
];

const isRecord = (line: string) => !line.startsWith('write');
const setClients =
  (change: (client: SandboxState['clients'][number]) => SandboxState['clients'][number]) => (state: SandboxState) => ({
    ...state,
    clients: state.clients.map(change),
  });

describe('the journal of a run', () => {
  it('has every record before what it announces and after what it tells', async () => {
    const { all, report } = await playRun(three);
    expect(all).toEqual(recordsOfThree);
    expect(report).toMatchObject({ result: 'done', journalGap: null, stoppedBy: null });
  });

  it.each(recordsOfThree.filter(isRecord).map((line, at) => [line, at] as const))(
    'ends the writing when it lacks %j, and the report stays true',
    async (unwritten) => {
      const { all, writes, report, after } = await playRun({ ...three, unwritten });
      const failedAt = all.indexOf(unwritten);
      const later = all.slice(failedAt).filter((line) => !isRecord(line));
      expect(later).toEqual([]);
      expect(all.at(-1)).toMatch(/^end /);
      expect(report.journalGap).toBe('the disk is full');
      const done = report.outcomes.filter(({ status }) => status === 'done');
      expect(done).toHaveLength(writes.length);
      expect(report.outcomes.filter(({ status }) => status === 'not-run')).toHaveLength(3 - writes.length);
      expect(report.result).toBe(writes.length === 0 ? 'failed' : writes.length === 3 ? 'done' : 'partial');
      expect(report.stoppedBy?.code).toBe(writes.length === 3 ? undefined : 'journal-not-written');
      expect(after.settings['login_attempts']).toBe(writes.length === 0 ? 9 : 7);
    },
  );

  it('is closed when nothing could be written, since live moved', async () => {
    const { all, report } = await playRun({
      ...three,
      meanwhile: (sandbox) =>
        sandbox.edit((state) => ({ ...state, settings: { login_attempts: 8, cache_settings: 0 } })),
    });
    expect(all).toEqual(['end stale']);
    expect(report).toMatchObject({ result: 'stale', stoppedBy: { code: 'stale' }, journalGap: null });
  });
});

describe('a run that is to end', () => {
  it.each(recordsOfThree.slice(0, -2).map((line, at) => [line, at] as const))(
    'makes no call that was not announced at "%s"',
    async (line, at) => {
      const { all, writes, report } = await playRun({ ...three, stopAfter: [line, 'run-timeout'] });
      const announced = recordsOfThree.slice(0, at + 1).filter((record) => record.startsWith('intent')).length;
      expect(writes).toHaveLength(announced);
      expect(all.at(-1)).toMatch(/^end /);
      expect(report.outcomes.filter(({ status, verified }) => status === 'done' && verified)).toHaveLength(announced);
      expect(report.stoppedBy?.code).toBe(announced === 3 ? undefined : 'run-timeout');
      expect(report.result).toBe(announced === 3 ? 'done' : 'partial');
    },
  );

  it('reads and writes nothing when it is to end before it begins, and closes its journal', async () => {
    const { all, report, lists } = await playRun({ ...three, stopAfter: ['start', 'audit-not-written'] });
    expect(all).toEqual(['end failed']);
    expect(lists).toBe(0);
    expect(report).toMatchObject({ result: 'failed', stoppedBy: { code: 'audit-not-written' } });
  });

  it('does not sit out a Retry-After', async () => {
    const { report, sleptMs, writes } = await playRun({
      ...three,
      stopAfter: ['sent c1 refused', 'interrupted'],
      fault: ({ path }) =>
        path === '/settings/set_default_multi'
          ? { kind: 'answer', work: 'skipped', reply: { status: 429, headers: { 'retry-after': '30' } } }
          : undefined,
    });
    expect(writes).toHaveLength(1);
    expect(sleptMs).toBe(0);
    expect(report).toMatchObject({ result: 'interrupted', stoppedBy: { code: 'interrupted' } });
  });
});

describe('time between a plan and its approval', () => {
  const keysOnly: RunScript = { live, desired: { settings: { login_attempts: 7 } } };
  const tenMinutesMs = 10 * 60 * 1000;

  it('costs one request for the clients when the plan is old, changes features, or finds a client by name', async () => {
    expect((await playRun(keysOnly)).lists).toBe(0);
    expect((await playRun({ ...keysOnly, meanwhileMs: tenMinutesMs })).lists).toBe(0);
    expect((await playRun({ ...keysOnly, meanwhileMs: tenMinutesMs + 1 })).lists).toBe(1);
    expect((await playRun({ ...keysOnly, meanwhileMs: -1 })).lists).toBe(1);
    expect((await playRun(three)).lists).toBe(1);
    const named = { ...keysOnly.desired, clients: [aDesiredClient({ alias: 'web', name: 'Web' })] };
    expect((await playRun({ ...keysOnly, desired: named })).lists).toBe(1);
  });

  it('ends the run when someone else took an owner away, so that the plan would leave too few', async () => {
    const other = 'otherowner0000000000000000000';
    const third = { id: 'thirdowner0000000000000000000', name: 'Third', features: ['owner'] };
    const desired = {
      clients: [aDesiredClient({ alias: 'third', id: third.id, features: [] })],
      limits: { minimumOwners: 2 },
    };
    const script: RunScript = { live: { ...live, clients: [third] }, desired };
    expect((await playRun(script)).report.result).toBe('done');
    const { report, writes } = await playRun({
      ...script,
      meanwhile: (sandbox) =>
        sandbox.edit(setClients((each) => (each.id === other ? { ...each, features: [] } : each))),
    });
    expect(writes).toEqual([]);
    expect(report).toMatchObject({ result: 'stale', stoppedBy: { code: 'stale' } });
    expect(report.stoppedBy?.message).toContain('last-owner');
  });

  it('ends the run when the name now belongs to someone else', async () => {
    const desired = { clients: [aDesiredClient({ alias: 'web', name: 'Web', settings: { site_name: 'New' } })] };
    const { report, writes } = await playRun({
      live,
      desired,
      meanwhile: (sandbox) =>
        sandbox.edit(setClients((each) => (each.id === webId ? { ...each, name: 'Other' } : each))),
    });
    expect(writes).toEqual([]);
    expect(report.result).toBe('stale');
  });

  it('goes on when a client changed in what the plan does not touch, and lists it', async () => {
    const { report } = await playRun({
      ...three,
      meanwhile: (sandbox) =>
        sandbox.edit(setClients((each) => (each.id === webId ? { ...each, ipWhitelist: ['192.0.2.0/24'] } : each))),
    });
    expect(report).toMatchObject({ result: 'done', changedMeanwhile: ['clients.web'] });
  });

  it('ends the run when a day that the decision rests on has passed', async () => {
    const until = new Map([['old', tombstone('2026-11-21')]]);
    const script: RunScript = { live, desired: { settings: { login_attempts: 7 }, absentCustom: until } };
    expect((await playRun(script)).report.result).toBe('done');
    const { report, writes } = await playRun({ ...script, meanwhileMs: 24 * 60 * 60 * 1000 });
    expect(writes).toEqual([]);
    expect(report.result).toBe('stale');
    expect(report.stoppedBy?.message).toContain('custom.old');
  });

  it('ends the run when the clients cannot be read', async () => {
    const { report, writes, all } = await playRun({
      ...three,
      fault: ({ path }) =>
        path.endsWith('/clients') ? { kind: 'answer', work: 'skipped', reply: { status: 403 } } : undefined,
    });
    expect(writes).toEqual([]);
    expect(report).toMatchObject({ result: 'failed', stoppedBy: { code: 'forbidden' } });
    expect(all).toEqual(['end failed']);
  });
});
