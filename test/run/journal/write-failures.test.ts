import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { RunHeader } from '../../../src/model/run.ts';
import { openJournal } from '../../../src/run/journal/open-journal.ts';
import type { RecordResult } from '../../../src/run/journal/records.ts';
import {
  aReport,
  calls,
  closedPath,
  openOn,
  openPath,
  quickKey,
  readBack,
  someFacts,
  ticking,
  wholeRun,
} from './fixtures.ts';
import { type MemoryDisk, memoryDisk } from './memory-disk.ts';

const options = { dir: 'runs', header: someFacts(), key: Promise.resolve(quickKey()) };

/** Writes the whole run and gives what each record came to; undefined when there was no journal at all. */
async function attempt(disk: MemoryDisk): Promise<readonly RecordResult[] | undefined> {
  const opened = await openJournal({ ...options, now: ticking(), disk });
  if (opened.kind === 'failed') return undefined;
  const written: RecordResult[] = [];
  for (const write of wholeRun) written.push(await write(opened.journal));
  return written;
}

async function stepsOfWholeRun(): Promise<readonly string[]> {
  const disk = memoryDisk();
  await attempt(disk);
  return disk.steps;
}

describe('a disk that fails at one step', () => {
  it('stops the record there for good, whichever step it is, and what was written before is read', async () => {
    const steps = await stepsOfWholeRun();
    expect(steps.slice(0, 6)).toEqual(['makeFolder', 'exists', 'createFile', 'write', 'sync', 'syncFolder']);
    expect(steps.slice(-5)).toEqual(['write', 'sync', 'close', 'rename', 'syncFolder']);
    for (const breakAt of steps.keys()) {
      const disk = memoryDisk({ breakAt });
      const written = await attempt(disk);
      if (breakAt < 6) {
        expect(written).toBeUndefined();
        continue;
      }
      const kinds = written?.map(({ kind }) => kind) ?? [];
      const firstFailed = kinds.indexOf('failed');
      expect(firstFailed).toBeGreaterThanOrEqual(0);
      expect(kinds.slice(firstFailed).every((kind) => kind === 'failed')).toBe(true);
      const path = disk.names().includes(closedPath) ? closedPath : openPath;
      // At least what was said to be written, and at most the one record more whose sync failed.
      const read = await readBack(disk.bytesOf(path), path);
      expect(read.kind).toBe('run');
      const records = disk.bytesOf(path).toString('latin1').split('\n').length - 2;
      expect([firstFailed, firstFailed + 1]).toContain(records);
    }
  });

  it('says which file and why, and no value', async () => {
    const steps = await stepsOfWholeRun();
    const disk = memoryDisk({ breakAt: steps.indexOf('write', 5) });
    const written = await attempt(disk);
    expect(written?.[0]).toEqual({ kind: 'failed', reason: `the journal ${openPath} cannot be written (ENOSPC)` });
    expect(written?.[1]).toEqual({
      kind: 'failed',
      reason: `the journal ${openPath} could not be written earlier, so nothing more is recorded`,
    });
  });

  it('leaves half a record, which reads as the torn last line of a run that ended there', async () => {
    const steps = await stepsOfWholeRun();
    const third = steps.map((step, at) => (step === 'write' ? at : -1)).filter((at) => at >= 0)[2] ?? -1;
    const disk = memoryDisk({ breakAt: third });
    await attempt(disk);
    expect(await readBack(disk.bytesOf(openPath), openPath)).toMatchObject({
      kind: 'run',
      record: {
        lastLine: 'torn',
        end: null,
        calls: [{ state: 'unknown' }, { state: 'not-sent' }, { state: 'not-sent' }],
      },
    });
  });
});

describe('a disk that takes few bytes at a time, or none', () => {
  it('is given the rest until all is written', async () => {
    const disk = memoryDisk({ taking: 5 });
    await attempt(disk);
    expect((await readBack(disk.bytesOf(closedPath), closedPath)).kind).toBe('run');
  });

  it('is not waited for when it takes nothing', async () => {
    expect(await attempt(memoryDisk({ taking: 0 }))).toBeUndefined();
  });
});

describe('a device that is always full', () => {
  it('makes the start of a journal fail', async () => {
    const full = await open('/dev/full', 'w');
    const disk = memoryDisk();
    const opened = await openJournal({
      ...options,
      now: ticking(),
      disk: {
        ...disk,
        createFile: async () => ({
          write: async (bytes) => (await full.write(bytes)).bytesWritten,
          sync: () => full.sync(),
          close: () => full.close(),
        }),
      },
    });
    expect(opened).toEqual({ kind: 'failed', reason: `the journal ${openPath} cannot be written (ENOSPC)` });
  });
});

describe('a journal that has come to its end', () => {
  it('takes no further record', async () => {
    const disk = memoryDisk();
    const journal = await openOn(disk);
    await journal.end(aReport());
    const [call] = calls;
    if (call === undefined) throw new Error('no call');
    const reason = `the journal ${openPath} is closed`;
    expect(await journal.intent(call, null)).toEqual({ kind: 'failed', reason });
    expect(await journal.end(aReport())).toEqual({ kind: 'failed', reason });
  });

  it('never takes the place of another of the same name', async () => {
    const disk = memoryDisk();
    await (await openOn(disk)).end(aReport());
    const again = await openJournal({ ...options, now: ticking(), disk });
    expect(again).toEqual({ kind: 'failed', reason: `${closedPath} exists already` });
  });
});

describe('a journal larger than any that is read', () => {
  it('is not written', async () => {
    const disk = memoryDisk();
    const shape = { id: 'c1', method: 'PUT', path: '/', replaces: true, targets: ['x'.repeat(9_000_000)] } as const;
    const header = someFacts({ calls: [{ shape, scope: { kind: 'global' } }] });
    const opened = await openJournal({ ...options, header, now: ticking(), disk });
    expect(opened).toEqual({ kind: 'failed', reason: `the journal ${openPath} would become too large` });
  });
});

describe('header that no reader would take', () => {
  const [shaped] = someFacts().calls;
  it.each<[string, Partial<RunHeader>]>([
    ['an id that is no name of a file', { run: '../x' }],
    ['an id with a dot', { run: 'a.open' }],
    ['no id', { run: '' }],
    ['a moment in other words', { startedAt: 'today' }],
    ['variables that are not ours', { credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'SECRET' } }],
    ['a call that is there twice', { calls: shaped === undefined ? [] : [shaped, shaped] }],
  ])('are not recorded: %s', async (_what, wish) => {
    const disk = memoryDisk();
    const opening = openJournal({ ...options, header: someFacts(wish), now: ticking(), disk });
    await expect(opening).rejects.toThrow('could not be read back');
    expect(disk.names()).toEqual([]);
  });
});
