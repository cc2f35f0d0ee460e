import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunHeader, RunRecord } from '../../src/model/run.ts';
import { deriveJournalKey, newRecipe } from '../../src/run/journal/journal-crypto.ts';
import { closedName, type Disk, type DiskFile, openName, realDisk } from '../../src/run/journal/journal-file.ts';
import { openJournal } from '../../src/run/journal/open-journal.ts';
import { readRun } from '../../src/run/journal/read-run.ts';
import type { RunJournal } from '../../src/run/journal/records.ts';
import { makeKeysCheap } from '../support/cheap-keys.ts';

/** Where the journals of a story are: the one place at which stories are joined to `src/run/journal`. */
export type RunBook = {
  readonly begin: (header: RunHeader) => Promise<RunJournal>;
  /** Half of the next record gets to the disk, and no more from then on; `then` is told. */
  readonly tear: (then: () => void) => void;
  /** The disk takes nothing more, until the next run begins. */
  readonly fill: () => void;
  /** undefined: the run left no file. A file that cannot be read is a bug. */
  readonly read: (run: string) => Promise<RunRecord | undefined>;
  /** All that is on disk. */
  readonly bytes: () => string;
  readonly close: () => Promise<void>;
};

const passphrase = 'canary-journal-passphrase';
const variables = new Map([['CAPSTAN_JOURNAL_KEY', passphrase]]);

/** The journals of one story, in a folder of its own. */
export function openRunBook(folder: string, now: () => Date): RunBook {
  makeKeysCheap();
  const dir = join(folder, '.capstan', 'runs');
  mkdirSync(join(folder, '.capstan'), { recursive: true });
  const open = new Set<DiskFile>();
  let full = false;
  let torn: (() => void) | null = null;
  const disk: Disk = {
    ...realDisk,
    syncFolder: async () => {},
    createFile: async (path) => {
      const file = await realDisk.createFile(path);
      open.add(file);
      return {
        write: async (bytes) => {
          if (full) throw noSpace();
          if (torn === null) return file.write(bytes);
          const written = await file.write(bytes.subarray(0, bytes.length / 2));
          torn();
          return written;
        },
        // What only a loss of power could undo, the end of a process does not: nothing is waited for.
        sync: async () => {},
        close: () => {
          open.delete(file);
          return file.close();
        },
      };
    },
  };
  return {
    begin: async (header) => {
      full = false;
      torn = null;
      const key = deriveJournalKey({ source: 'CAPSTAN_JOURNAL_KEY', text: passphrase }, recipe);
      const opened = await openJournal({ dir, header, key, now, disk });
      if (opened.kind === 'failed') throw new Error(opened.reason);
      return opened.journal;
    },
    tear: (then) => {
      torn = () => {
        full = true;
        then();
      };
    },
    fill: () => {
      full = true;
    },
    read: async (run) => {
      const names = new Set(namesIn(dir));
      const path = [closedName(dir, run), openName(dir, run)].find((name) => names.has(name));
      if (path === undefined) return undefined;
      const read = await readRun(path, (name) => variables.get(name));
      if (read.kind === 'run') return read.record;
      throw new Error(`the journal of ${run} cannot be read back: ${JSON.stringify(read)}`);
    },
    bytes: () =>
      namesIn(dir)
        .map((name) => readFileSync(name, 'latin1'))
        .join('\n'),
    // What a killed process held open, its end would have closed.
    close: async () => {
      await Promise.all([...open].map((file) => file.close()));
    },
  };
}

const recipe = { ...newRecipe(() => Buffer.alloc(16, 7)), cost: 2 ** 14 };

function noSpace(): Error {
  return Object.assign(new Error('no space left'), { code: 'ENOSPC' });
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir).map((name) => join(dir, name));
  } catch {
    return [];
  }
}
