import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunHeader } from '../../../src/model/run.ts';
import { listRuns } from '../../../src/run/journal/list-runs.ts';
import { aReport, bytesOfRun, openOn, run, someFacts, wholeRun } from './fixtures.ts';
import { memoryDisk } from './memory-disk.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'capstan-runs-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const nobodyRuns = async () => false;
const killed = wholeRun.length - 1;

async function states(isRunning: (facts: RunHeader) => Promise<boolean> = nobodyRuns): Promise<readonly string[]> {
  const listed = await listRuns(dir, isRunning);
  if (listed.kind === 'failed') throw new Error(listed.reason);
  return listed.runs.map((each) => (each.state === 'unreadable' ? `unreadable: ${each.reason}` : each.state));
}

function place(name: string, bytes: Buffer | string): Promise<void> {
  return writeFile(join(dir, name), bytes);
}

describe('the list of runs', () => {
  it('is empty where no run was recorded, and a value where it cannot be had', async () => {
    expect(await listRuns(join(dir, 'none'), nobodyRuns)).toEqual({ kind: 'listed', runs: [] });
    await place('file', '');
    expect(await listRuns(join(dir, 'file'), nobodyRuns)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('ENOTDIR'),
    });
  });

  it('tells finished, running, killed, torn and truncated runs apart without a key', async () => {
    const whole = await bytesOfRun();
    const cut = await bytesOfRun(killed);
    await place(`${run}.jsonl`, whole);
    expect(await states()).toEqual(['finished']);
    await place(`${run}.jsonl`, cut);
    expect(await states()).toEqual(['truncated']);
    await place(`${run}.jsonl`, Buffer.concat([cut, whole.subarray(cut.length, -5)]));
    expect(await states()).toEqual(['truncated']);
    await rm(join(dir, `${run}.jsonl`));
    await place(`${run}.open.jsonl`, cut);
    expect(await states()).toEqual(['killed']);
    expect(await states(async (facts) => facts.run === run)).toEqual(['running']);
    await place(`${run}.open.jsonl`, cut.subarray(0, -7));
    expect(await states()).toEqual(['torn']);
    await place(`${run}.open.jsonl`, whole);
    expect(await states()).toEqual(['finished']);
  });

  it.each(['not a url', 'file:///etc/passwd', ''])('does not take %j for a host', async (text) => {
    const whole = (await bytesOfRun(killed)).toString('utf8');
    await place(`${run}.open.jsonl`, whole.replace('https://v1.api.us.janrain.com', text));
    expect(await states()).toEqual([expect.stringMatching(/^unreadable: its first line/)]);
  });

  it('finds records missing, doubled or added', async () => {
    const lines = (await bytesOfRun()).toString('latin1').split(/(?<=\n)/);
    for (const changed of [
      lines.toSpliced(3, 1),
      lines.toSpliced(3, 0, lines[3] ?? ''),
      [...lines, '\n'],
      [...lines, 'x'],
      lines.toSpliced(3, 1, 'x'),
    ]) {
      await place(`${run}.jsonl`, changed.join(''));
      expect(await states()).toEqual(['truncated']);
    }
  });

  it('begins with the newest, and puts what it cannot read at the end, each with the reason', async () => {
    for (const [id, hour] of [
      ['a', '03'],
      ['b', '05'],
      ['c', '04'],
    ] as const) {
      const disk = memoryDisk();
      const journal = await openOn(disk, someFacts({ run: id, startedAt: `2026-11-22T${hour}:00:00.000Z` }));
      await journal.end(aReport());
      await place(`${id}.jsonl`, disk.bytesOf(`runs/${id}.jsonl`));
    }
    await place('other.jsonl', await bytesOfRun());
    await place('rubbish.jsonl', '\u0000{"v":1,"kind":"start"}\n');
    await place('empty.open.jsonl', '');
    await place('newer.jsonl', '{"v":9,"kind":"start"}\n');
    await place('notes.txt', 'passed over');
    await place('.gitignore', '*\n');
    const listed = await listRuns(dir, nobodyRuns);
    const runs = listed.kind === 'listed' ? listed.runs : [];
    expect(runs.slice(0, 3).map((each) => each.state !== 'unreadable' && each.header.run)).toEqual(['b', 'c', 'a']);
    expect((await states()).slice(3)).toEqual([
      'unreadable: its first line is not whole: a run that was ended there had sent nothing',
      'unreadable: it has version 9, written by another version of capstan',
      'unreadable: its name is that of another run than the one that it records',
      'unreadable: its first line is not the start of a journal',
    ]);
  });
});
