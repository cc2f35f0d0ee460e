import type { Shape } from '../../leaf/json.ts';
import type { Outcome, RunRecord } from '../../model/run.ts';
import { type JournalKey, type Line, unseal } from './journal-crypto.ts';
import type { JournalName } from './journal-file.ts';
import {
  type Answer,
  type ConfirmedRecord,
  type IntentRecord,
  isLaterRecord,
  isStartRecord,
  isWrittenReason,
  journalVersion,
  type StartRecord,
} from './records.ts';
import { isWrittenIntent, readIntent } from './sealed-values.ts';

/** No larger journal is written or read: a reader holds it in memory. */
export const maxJournalBytes = 256 * 1024 * 1024;

/** The start record is parsed before it is verified. */
export const maxStartBytes = 8 * 1024 * 1024;

/** Enough for every record without sealed values. */
export const maxPlainRecordBytes = 4 * 1024;

type Intent = NonNullable<ReturnType<typeof readIntent>>;

/** A record after the first, with what was sealed in it. */
export type Decoded =
  | ({ readonly kind: 'intent'; readonly call: string } & Intent)
  | { readonly kind: 'sent'; readonly call: string; readonly answer: Answer['kind'] }
  | { readonly kind: 'confirmed'; readonly call: string; readonly outcome: Outcome }
  | ({ readonly kind: 'end' } & NonNullable<RunRecord['end']>);

export type DecodePlace = { readonly key: JournalKey; readonly run: string; readonly n: number };

/** The record on a line with a valid mac; undefined: it is not a valid record at this position. */
export function decodeRecord(line: Buffer, place: DecodePlace): Decoded | undefined {
  const members = parseMembers(line);
  members?.delete('mac');
  const record: unknown = members === undefined ? undefined : Object.fromEntries(members);
  if (!isLaterRecord(record) || record.n !== place.n || record.run !== place.run) return undefined;
  switch (record.kind) {
    case 'intent':
      return decodeIntent(record, place);
    case 'sent':
      return { kind: 'sent', call: record.call, answer: record.answer };
    case 'confirmed':
      return decodeConfirmed(record, place);
    case 'end':
      return { kind: 'end', at: record.at, result: record.result };
  }
}

function decodeIntent({ call, sealed }: IntentRecord, place: DecodePlace): Decoded | undefined {
  const written = opened(sealed, place, isWrittenIntent);
  if (written === undefined) return undefined;
  const { key, run, n } = place;
  const intent = readIntent(written, (secret) => unseal(key.cipherKey, secret, { run, n, what: 'secret' }));
  return intent === undefined ? undefined : { kind: 'intent', call, ...intent };
}

function decodeConfirmed(record: ConfirmedRecord, place: DecodePlace): Decoded | undefined {
  const { call, status, verified, seen, code, sealed } = record;
  const written = opened(sealed, place, isWrittenReason);
  if (written === undefined) return undefined;
  return { kind: 'confirmed', call, outcome: { call, status, verified, seen, code, reason: written.reason } };
}

function opened<T>(sealed: string, { key, run, n }: DecodePlace, shape: Shape<T>): T | undefined {
  const text = unseal(key.cipherKey, sealed, { run, n, what: 'record' });
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return shape(value) ? value : undefined;
}

export type Start =
  | { readonly kind: 'start'; readonly start: StartRecord; readonly line: Line }
  | { readonly kind: 'unknown-version'; readonly version: number }
  | { readonly kind: 'not-a-journal'; readonly reason: string };

const notAJournal: Start = { kind: 'not-a-journal', reason: 'its first line is not the start of a journal' };

const endedAtOnce = 'its first line is not whole: a run that was ended there had sent nothing';

/** The first record of a journal. It is not verified yet. */
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
