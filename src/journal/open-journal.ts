import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { changeName } from '../core/model/change.ts';
import type { RunFacts } from '../core/model/run-record.ts';
import type { Disk, DiskFile } from './disk.ts';
import { errorCode } from './error-code.ts';
import type { RunJournal } from './interface.ts';
import type { JournalKey } from './journal-key.ts';
import { closedName, openName } from './journal-name.ts';
import { realDisk } from './real-disk.ts';
import { type Append, recordWriter } from './record-writer.ts';
import { isRunFacts } from './records.ts';
import type { Chance } from './seal.ts';
import { writtenIntent } from './sealed-values.ts';

export type JournalOptions = {
  /** Made, for the owner alone, when it is not there. */
  readonly dir: string;
  readonly facts: RunFacts;
  /** Slow to make, so that it may be under way already. */
  readonly key: Promise<JournalKey>;
  readonly now: () => Date;
  readonly disk?: Disk;
  readonly chance?: Chance;
};

/** `failed`: there is no journal, so nothing may be applied. `reason` is for people and names no value. */
export type Opened =
  | { readonly kind: 'opened'; readonly journal: RunJournal; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Starts the record of a run. When it resolves to `opened`, the start record would survive a loss of power. */
export async function openJournal(options: JournalOptions): Promise<Opened> {
  const { dir, facts, now, disk = realDisk, chance = randomBytes } = options;
  const { run } = facts;
  // Else nobody could read the journal when it is needed. What JSON leaves out does not count.
  if (!isRunFacts(JSON.parse(JSON.stringify(facts)))) throw new Error('these facts of a run could not be read back');
  const path = openName(dir, run);
  const made = await makeFile(disk, dir, run).catch(notWritable(path));
  if (made.kind === 'failed') return made;
  const key = await options.key;
  const append = recordWriter({ file: made.file, path, key, run, now, chance });
  const { source, recipe, check } = key;
  const started = await append('start', () => ({ facts, key: { source, ...recipe, check } }));
  if (started.kind === 'failed') return started;
  const unsynced = await disk.syncFolder(dir).catch(notWritable(path));
  if (unsynced !== undefined) return unsynced;
  const close = () => disk.rename(path, closedName(dir, run)).then(() => disk.syncFolder(dir));
  return { kind: 'opened', journal: journalOf(append, close), path };
}

async function makeFile(disk: Disk, dir: string, run: string): Promise<Made> {
  const found = await disk.makeFolder(dir);
  // Whoever can place a link in the repository would choose where the journal goes.
  if (found === 'link') return failed(`${dir} is a symbolic link; name the folder that it leads to`);
  if (found === 'something-else') return failed(`${dir} is not a folder`);
  if (found === 'made') await keepOutOfGit(disk, dir);
  if (await disk.exists(closedName(dir, run))) return failed(`${closedName(dir, run)} exists already`);
  return { kind: 'made', file: await disk.createFile(openName(dir, run)) };
}

// Journals hold secrets, encrypted; `git add .` should not publish them.
async function keepOutOfGit(disk: Disk, dir: string): Promise<void> {
  const file = await disk.createFile(join(dir, '.gitignore'));
  await file.write(Buffer.from('*\n'));
  await file.close();
}

type Failed = { readonly kind: 'failed'; readonly reason: string };
type Made = { readonly kind: 'made'; readonly file: DiskFile } | Failed;

function failed(reason: string): Failed {
  return { kind: 'failed', reason };
}

function notWritable(path: string): (cause: unknown) => Failed {
  return (cause) => failed(`the journal ${path} cannot be written (${errorCode(cause)})`);
}

function journalOf(append: Append, close: () => Promise<void>): RunJournal {
  return {
    intent: (call, held) =>
      append('intent', ({ sealSecret, sealRecord }) => ({
        call: call.id,
        targets: call.changes.map(changeName),
        sealed: sealRecord(writtenIntent(call, held, sealSecret)),
      })),
    sent: (call, { kind, code }) => append('sent', () => ({ call, answer: kind, code })),
    confirmed: ({ call, status, verified, seen, code, reason }) =>
      append('confirmed', ({ sealRecord }) => ({ call, status, verified, seen, code, sealed: sealRecord({ reason }) })),
    end: ({ result }) => append('end', () => ({ result }), close),
  };
}
