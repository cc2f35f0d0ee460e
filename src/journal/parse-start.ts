import { maxStartBytes } from './bounds.ts';
import type { JournalName } from './journal-name.ts';
import type { Line } from './lines-of.ts';
import { isStartRecord, journalVersion, type StartRecord } from './records.ts';

export type Start =
  | { readonly kind: 'start'; readonly start: StartRecord; readonly line: Line }
  | { readonly kind: 'unknown-version'; readonly version: number }
  | { readonly kind: 'not-a-journal'; readonly reason: string };

const notAJournal: Start = { kind: 'not-a-journal', reason: 'its first line is not the start of a journal' };

const endedAtOnce = 'its first line is not whole: a run that was ended there had sent nothing';

/** The first record of a journal. Nothing vouches for it yet. */
export function parseStart(line: Line | undefined, { run, closed }: JournalName): Start {
  if (line === undefined || line.state === 'torn') {
    return closed ? notAJournal : { kind: 'not-a-journal', reason: endedAtOnce };
  }
  if (line.bytes.length > maxStartBytes) return notAJournal;
  const parsed = parseMembers(line.bytes);
  const version = parsed?.get('v');
  if (parsed?.get('kind') === 'start' && typeof version === 'number' && version !== journalVersion) {
    return { kind: 'unknown-version', version };
  }
  parsed?.delete('mac');
  const start: unknown = parsed === undefined ? undefined : Object.fromEntries(parsed);
  if (!isStartRecord(start)) return notAJournal;
  if (start.run !== run) {
    return { kind: 'not-a-journal', reason: 'its name is that of another run than the one that it records' };
  }
  return { kind: 'start', start, line };
}

/** The members of the JSON object on a line; undefined when there is none. */
export function parseMembers(bytes: Buffer): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new Map<string, unknown>(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
