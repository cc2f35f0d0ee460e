import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { byText } from '../../leaf/json.ts';
import { errorCode } from '../../leaf/system-text.ts';
import type { RunHeader, RunRecord } from '../../model/run.ts';
import { type Line, linesOf } from './journal-crypto.ts';
import { type JournalName, journalNameOf } from './journal-file.ts';
import { readBytes } from './read-run.ts';
import { isEndRecord } from './records.ts';
import { maxPlainRecordBytes, parseMembers, parseStart } from './sealed-values.ts';

/** What is known of a run without its key. None of it is verified: only `readRun` detects changes. */
export type ListedRun =
  | {
      /**
       * `killed`: the journal has no end, since the run was killed or could not write it; `torn`: its last record is
       * incomplete too. `truncated`: records were removed.
       */
      readonly state: 'finished' | 'running' | 'killed' | 'torn' | 'truncated';
      readonly path: string;
      readonly header: RunHeader;
      readonly end: RunRecord['end'];
    }
  | { readonly state: 'unreadable'; readonly path: string; readonly reason: string };

export type Listed =
  | { readonly kind: 'listed'; readonly runs: readonly ListedRun[] }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * The runs of a folder, newest first, unreadable ones last. `isRunning` is called for unfinished runs. Journals
 * excluded by name are not opened.
 */
export async function listRuns(
  dir: string,
  isRunning: (header: RunHeader) => Promise<boolean>,
  which: 'all' | 'open' = 'all',
): Promise<Listed> {
  const names = await namesIn(dir);
  if (typeof names === 'string') return { kind: 'failed', reason: `${dir} cannot be read (${names})` };
  const runs: ListedRun[] = [];
  // One after the other: each may be large.
  for (const name of names) {
    const journal = journalNameOf(name);
    const isAsked = journal !== undefined && (which === 'all' || !journal.closed);
    if (isAsked) runs.push(await listRun(join(dir, name), journal, isRunning));
  }
  return { kind: 'listed', runs: runs.sort(newestFirst) };
}

async function namesIn(dir: string): Promise<readonly string[] | string> {
  try {
    return await readdir(dir);
  } catch (cause) {
    const code = errorCode(cause);
    return code === 'ENOENT' ? [] : code;
  }
}

function newestFirst(a: ListedRun, b: ListedRun): number {
  const [startedA, startedB] = [a, b].map((run) => (run.state === 'unreadable' ? '' : run.header.startedAt));
  return byText(startedB ?? '', startedA ?? '') || byText(a.path, b.path);
}

async function listRun(
  path: string,
  name: JournalName,
  isRunning: (header: RunHeader) => Promise<boolean>,
): Promise<ListedRun> {
  const read = await readBytes(path);
  if (read.kind === 'unreadable') return { state: 'unreadable', path, reason: read.reason };
  const lines = linesOf(read.bytes);
  const parsed = parseStart(lines.next().value, name);
  if (parsed.kind === 'unknown-version') {
    return {
      state: 'unreadable',
      path,
      reason: `it has version ${parsed.version}, written by another version of capstan`,
    };
  }
  if (parsed.kind === 'not-a-journal') return { state: 'unreadable', path, reason: parsed.reason };
  const { facts: header } = parsed.start;
  const { end, error } = overview(lines);
  const base = { path, header, end };
  if (error === 'gap') return { ...base, state: 'truncated' };
  if (end !== null) return { ...base, state: 'finished' };
  if (name.closed) return { ...base, state: 'truncated' };
  if (await isRunning(header)) return { ...base, state: 'running' };
  return { ...base, state: error === 'torn' ? 'torn' : 'killed' };
}

type Overview = { readonly end: RunRecord['end']; readonly error: 'gap' | 'torn' | null };

/** Counts the records after the first and looks for the closing one, without opening sealed parts. */
function overview(lines: Iterable<Line>): Overview {
  let end: RunRecord['end'] = null;
  for (const { bytes, number, state } of lines) {
    if (state === 'torn') return { end, error: end === null ? 'torn' : 'gap' };
    if (end !== null || countOf(bytes) !== number) return { end: null, error: 'gap' };
    end = endOf(bytes);
  }
  return { end, error: null };
}

// Records begin with their version and their number, so that the rest need not be parsed to count them.
function countOf(bytes: Buffer): number | undefined {
  const found = /^\{"v":1,"n":(\d{1,9}),/.exec(bytes.subarray(0, 32).toString('latin1'));
  return found === null ? undefined : Number(found[1]);
}

function endOf(bytes: Buffer): RunRecord['end'] {
  if (bytes.length > maxPlainRecordBytes) return null;
  const members = parseMembers(bytes);
  members?.delete('mac');
  const record: unknown = members === undefined ? null : Object.fromEntries(members);
  return isEndRecord(record) ? { at: record.at, result: record.result } : null;
}
