import { maxJournalBytes, maxStartBytes } from './bounds.ts';
import { chainedLine, chainStart } from './chained-line.ts';
import type { DiskFile } from './disk.ts';
import { errorCode } from './error-code.ts';
import type { Written } from './interface.ts';
import type { JournalKey } from './journal-key.ts';
import { type JournalRecord, journalVersion } from './records.ts';
import { type Chance, seal } from './seal.ts';

type Sealing = {
  /** For one secret. */
  readonly sealSecret: (text: string) => string;
  /** For all that a record does not show. */
  readonly sealRecord: (value: object) => string;
};

/** Writes the next record and waits until it would survive a loss of power. `close` ends the journal after it. */
export type Append = (
  kind: JournalRecord['kind'],
  members: (sealing: Sealing) => object,
  close?: () => Promise<void>,
) => Promise<Written>;

export type WriterOptions = {
  readonly file: DiskFile;
  readonly path: string;
  readonly key: JournalKey;
  readonly run: string;
  readonly now: () => Date;
  readonly chance: Chance;
};

/**
 * Appends records, one after the other however they are asked for. After one failure every further record fails: a
 * journal may end too early, but it has no gap.
 */
export function recordWriter(options: WriterOptions): Append {
  const { file, path, key } = options;
  let n = 0;
  let previous = chainStart;
  let written = 0;
  let broken: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function appendNow(...[kind, members, close]: Parameters<Append>): Promise<Written> {
    if (broken !== null) return { kind: 'failed', reason: broken };
    // Whatever happens from here on, a bug included, only success takes this back.
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

// Who reads the journal refuses what is larger.
function tooLarge(bytes: Buffer, before: number): boolean {
  return before + bytes.length > (before === 0 ? maxStartBytes : maxJournalBytes);
}

/** Writes a record, and closes the journal after the last one. Gives the code of what went wrong; null when nothing did. */
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
