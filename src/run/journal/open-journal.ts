import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { errorCode } from '../../leaf/system-text.ts';
import { changeName } from '../../model/change.ts';
import type { RunHeader } from '../../model/run.ts';
import { type Chance, chainedLine, chainStart, type JournalKey, seal } from './journal-crypto.ts';
import { closedName, type Disk, type DiskFile, openName, realDisk } from './journal-file.ts';
import { isRunHeader, type JournalRecord, journalVersion, type RecordResult, type RunJournal } from './records.ts';
import { maxJournalBytes, maxStartBytes, writtenIntent } from './sealed-values.ts';

export type JournalOptions = {
  /** Created, for the owner only, if it is missing. */
  readonly dir: string;
  readonly header: RunHeader;
  /** Slow to make, so that it may be in progress already. */
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
  const { dir, header, now, disk = realDisk, chance = randomBytes } = options;
  const { run } = header;
  // Otherwise the journal could not be read when it is needed. Members that JSON leaves out do not count.
  if (!isRunHeader(JSON.parse(JSON.stringify(header)))) throw new Error('this header of a run could not be read back');
  const path = openName(dir, run);
  const made = await makeFile(disk, dir, run).catch(notWritable(path));
  if (made.kind === 'failed') return made;
  const key = await options.key;
  const append = recordWriter({ file: made.file, path, key, run, now, chance });
  const { source, recipe, check } = key;
  const started = await append('start', () => ({ facts: header, key: { source, ...recipe, check } }));
  if (started.kind === 'failed') return started;
  const unsynced = await disk.syncFolder(dir).catch(notWritable(path));
  if (unsynced !== undefined) return unsynced;
  const close = () => disk.rename(path, closedName(dir, run)).then(() => disk.syncFolder(dir));
  return { kind: 'opened', journal: journalOf(append, close), path };
}

async function makeFile(disk: Disk, dir: string, run: string): Promise<OpenedFile> {
  const found = await disk.makeFolder(dir);
  // Anyone who can place a link in the repository would choose where the journal goes.
  if (found === 'link') return failed(`${dir} is a symbolic link; name its target`);
  if (found === 'something-else') return failed(`${dir} is not a folder`);
  if (found === 'made') await keepOutOfGit(disk, dir);
  if (await disk.exists(closedName(dir, run))) return failed(`${closedName(dir, run)} exists already`);
  return { kind: 'made', file: await disk.createFile(openName(dir, run)) };
}

// Journals hold secrets, encrypted; `git add .` should not publish them.
async function keepOutOfGit(disk: Disk, dir: string): Promise<void> {
  // Of runs that begin at the same moment, one makes it.
  const file = await disk.createFile(join(dir, '.gitignore')).catch((cause: unknown) => {
    if (errorCode(cause) !== 'EEXIST') throw cause;
    return null;
  });
  await file?.write(Buffer.from('*\n'));
  await file?.close();
}

type Failed = { readonly kind: 'failed'; readonly reason: string };
type OpenedFile = { readonly kind: 'made'; readonly file: DiskFile } | Failed;

function failed(reason: string): Failed {
  return { kind: 'failed', reason };
}

function notWritable(path: string): (cause: unknown) => Failed {
  return (cause) => failed(`the journal ${path} cannot be written (${errorCode(cause)})`);
}

function journalOf(append: Append, close: () => Promise<void>): RunJournal {
  return {
    intent: (call, preimage) =>
      append('intent', ({ sealSecret, sealRecord }) => ({
        call: call.id,
        targets: call.changes.map(changeName),
        sealed: sealRecord(writtenIntent(call, preimage, sealSecret)),
      })),
    sent: (call, { kind, code }) => append('sent', () => ({ call, answer: kind, code })),
    confirmed: ({ call, status, verified, seen, code, reason }) =>
      append('confirmed', ({ sealRecord }) => ({ call, status, verified, seen, code, sealed: sealRecord({ reason }) })),
    end: ({ result }) => append('end', () => ({ result }), close),
  };
}

type Sealing = {
  /** For one secret. */
  readonly sealSecret: (text: string) => string;
  /** For all that a record does not show. */
  readonly sealRecord: (value: object) => string;
};

/** Writes the next record and waits until it would survive a loss of power. `close` ends the journal after it. */
type Append = (
  kind: JournalRecord['kind'],
  members: (sealing: Sealing) => object,
  close?: () => Promise<void>,
) => Promise<RecordResult>;

type WriterOptions = {
  readonly file: DiskFile;
  readonly path: string;
  readonly key: JournalKey;
  readonly run: string;
  readonly now: () => Date;
  readonly chance: Chance;
};

/**
 * Appends records in order. After one failure every further record fails: a journal may end too early, but it has no
 * gap.
 */
function recordWriter(options: WriterOptions): Append {
  const { file, path, key } = options;
  let n = 0;
  let previous = chainStart;
  let written = 0;
  let broken: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function appendNow(...[kind, members, close]: Parameters<Append>): Promise<RecordResult> {
    if (broken !== null) return { kind: 'failed', reason: broken };
    // Reset only by success, so that any error, bugs included, counts as a failure.
    broken = `the journal ${path} could not be written earlier, so nothing more is recorded`;
    const body = JSON.stringify({ ...headOf(options, n + 1, kind), ...members(sealingOf(options, n + 1)) });
    const line = chainedLine(key.macKey, previous, body);
    const bytes = Buffer.from(`${line.text}\n`, 'utf8');
    if (tooLarge(bytes, written)) return { kind: 'failed', reason: `the journal ${path} would become too large` };
    const lost = await keep(file, bytes, close);
    if (lost !== null) return { kind: 'failed', reason: `the journal ${path} cannot be written (${lost})` };
    n += 1;
    previous = line.mac;
    written += bytes.length;
    broken = close === undefined ? null : `the journal ${path} is closed`;
    return { kind: 'written' };
  }

  return (...asked) => {
    const result = queue.then(() => appendNow(...asked));
    queue = result;
    return result;
  };
}

function headOf({ run, now }: WriterOptions, n: number, kind: JournalRecord['kind']): object {
  return { v: journalVersion, n, kind, at: now().toISOString(), run };
}

function sealingOf({ key, run, chance }: WriterOptions, n: number): Sealing {
  return {
    sealSecret: (text) => seal(key.cipherKey, text, { run, n, what: 'secret' }, chance),
    sealRecord: (value) => seal(key.cipherKey, JSON.stringify(value), { run, n, what: 'record' }, chance),
  };
}

// Readers refuse a larger journal.
function tooLarge(bytes: Buffer, before: number): boolean {
  return before + bytes.length > (before === 0 ? maxStartBytes : maxJournalBytes);
}

/** Writes a record, and closes the journal after the last one. Returns the error code; null: success. */
async function keep(file: DiskFile, bytes: Buffer, close: (() => Promise<void>) | undefined): Promise<string | null> {
  try {
    await writeAll(file, bytes);
    await file.sync();
  } catch (cause) {
    await file.close().catch(() => {});
    return errorCode(cause);
  }
  if (close === undefined) return null;
  return file
    .close()
    .then(close)
    .then(() => null, errorCode);
}

async function writeAll(file: DiskFile, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const taken = await file.write(bytes.subarray(from));
    if (taken <= 0) throw new Error('the disk took no byte');
    from += taken;
  }
}
