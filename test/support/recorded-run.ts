import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describeCall } from '../../src/model/change.ts';
import type { RunRecord, RunReport } from '../../src/model/run.ts';

import { deriveJournalKey } from '../../src/run/journal/journal-crypto.ts';
import { type Disk, journalNameOf, realDisk } from '../../src/run/journal/journal-file.ts';
import { openJournal } from '../../src/run/journal/open-journal.ts';
import { readRunBytes } from '../../src/run/journal/read-run.ts';
import type { Ready } from '../../src/workflows/plan.ts';
import { memoryDisk } from '../run/journal/memory-disk.ts';
import type { Pipeline } from './pipeline.ts';

// Made once: it is slow on purpose.
const key = deriveJournalKey({ source: 'CAPSTAN_JOURNAL_KEY', text: 'canary-journal-key' });

type Recorded = { readonly report: RunReport; readonly record: RunRecord; readonly text: string };

/** Applies with a journal, and reads it back. It is written to a new folder in this one; null: to memory. */
export async function recordedApply(
  pipeline: Pick<Pipeline, 'apply'>,
  ready: Ready,
  folder: string | null,
): Promise<Recorded> {
  const { dir, disk, written } = folder === null ? inMemory() : onDisk(folder);
  const { desired } = ready.work.input;
  const { source: _, ...application } = desired.application;
  const opened = await openJournal({
    dir,
    disk,
    key,
    now: () => new Date('2026-11-21T00:00:00Z'),
    header: {
      run: 'law',
      startedAt: '2026-11-21T00:00:00.000Z',
      tool: { name: 'capstan', version: '0.0.0' },
      application,
      credentials: desired.credentials,
      caller: ready.plan.caller ?? '',
      actor: 'law',
      commit: null,
      file: 'capstan.yaml',
      planDigest: ready.plan.digest,
      undoes: null,
      minimumOwners: desired.limits.minimumOwners,
      calls: ready.work.parts.calls.map((call) => ({ shape: describeCall(call, application.id), scope: call.scope })),
    },
  });
  if (opened.kind === 'failed') throw new Error(opened.reason);
  const report = await pipeline.apply(ready, opened.journal);
  const { file, bytes } = written();
  const name = journalNameOf(file);
  if (name === undefined) throw new Error(`${file} is no name of a journal`);
  const read = await readRunBytes(bytes, name, async () => ({ variable: 'CAPSTAN_JOURNAL_KEY', key: await key }));
  if (read.kind !== 'run') throw new Error(JSON.stringify(read));
  return { report, record: read.record, text: bytes.toString('utf8') };
}

/** Where a journal goes, and the file that came of it. */
type Place = {
  readonly dir: string;
  readonly disk: Disk;
  readonly written: () => { readonly file: string; readonly bytes: Buffer };
};

function onDisk(folder: string): Place {
  const dir = mkdtempSync(join(folder, 'runs-'));
  const written = () => {
    const [file = ''] = readdirSync(dir).filter(isJournal);
    return { file, bytes: readFileSync(join(dir, file)) };
  };
  return { dir, disk: realDisk, written };
}

function inMemory(): Place {
  const dir = '/nowhere';
  const disk = memoryDisk();
  const written = () => {
    const [path = ''] = disk.names().filter(isJournal);
    return { file: basename(path), bytes: disk.bytesOf(path) };
  };
  return { dir, disk, written };
}

function isJournal(name: string): boolean {
  return name.endsWith('.jsonl');
}
