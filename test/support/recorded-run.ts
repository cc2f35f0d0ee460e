import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCall } from '../../src/model/change.ts';
import type { RunRecord, RunReport } from '../../src/model/run.ts';
import { deriveJournalKey } from '../../src/run/journal/journal-crypto.ts';
import { journalNameOf } from '../../src/run/journal/journal-file.ts';
import { openJournal } from '../../src/run/journal/open-journal.ts';
import { readRunBytes } from '../../src/run/journal/read-run.ts';
import type { Ready } from '../../src/workflows/plan.ts';
import type { Pipeline } from './pipeline.ts';

// Made once: it is slow on purpose.
const key = deriveJournalKey({ source: 'CAPSTAN_JOURNAL_KEY', text: 'canary-journal-key' });

/** Applies with a journal on disk, and reads it back. */
export async function recordedApply(
  pipeline: Pick<Pipeline, 'apply' | 'folder'>,
  ready: Ready,
): Promise<{ readonly report: RunReport; readonly record: RunRecord; readonly text: string }> {
  const dir = mkdtempSync(join(pipeline.folder, 'runs-'));
  const { desired } = ready.work.input;
  const { source: _, ...application } = desired.application;
  const opened = await openJournal({
    dir,
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
  const [file = ''] = readdirSync(dir).filter((name) => name.endsWith('.jsonl'));
  const bytes = readFileSync(join(dir, file));
  const name = journalNameOf(file);
  if (name === undefined) throw new Error(`${file} is no name of a journal`);
  const read = await readRunBytes(bytes, name, async () => ({ variable: 'CAPSTAN_JOURNAL_KEY', key: await key }));
  if (read.kind !== 'run') throw new Error(JSON.stringify(read));
  return { report, record: read.record, text: bytes.toString('utf8') };
}
