import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errorCode } from '../../leaf/system-text.ts';
import type { RunHeader, RunRecord } from '../../model/run.ts';
import { isNeverAClientSecret } from '../../model/secrecy.ts';
import { chainStart, checkedMac, deriveJournalKey, type JournalKey, type Line, linesOf } from './journal-crypto.ts';
import { type JournalName, journalNameOf } from './journal-file.ts';
import type { StartRecord } from './records.ts';
import { RunRecording } from './run-recording.ts';
import { decodeRecord, maxJournalBytes, parseStart } from './sealed-values.ts';

type Variable = (name: string) => string | undefined;

/** Reads the record of a run, and verifies it. `variable` gives environment variables. */
export async function readRun(path: string, variable: Variable): Promise<ReadRun> {
  const name = journalNameOf(path);
  if (name === undefined) return { kind: 'not-a-journal', reason: 'journals are named RUN.jsonl or RUN.open.jsonl' };
  const read = await readBytes(path);
  return read.kind === 'unreadable' ? read : readRunBytes(read.bytes, name, keyFrom(variable));
}

function keyFrom(variable: Variable): FindKey {
  return async ({ key, facts: header }) => {
    const { source } = key;
    const name = source === 'client-secret' ? header.credentials.clientSecret : source;
    const why = source === 'client-secret' ? whyNot(header, variable) : null;
    if (why !== null) return { kind: 'other-key', variable: name, why };
    const text = variable(name) ?? '';
    return { variable: name, key: text === '' ? null : await deriveJournalKey({ source, text }, key) };
  };
}

/** Why the client secret cannot verify a journal here; null: it can. */
function whyNot(header: RunHeader, variable: Variable): OtherKey['why'] | null {
  if ((variable('CAPSTAN_JOURNAL_KEY') ?? '') !== '') return 'own-key-is-set';
  return isKnownToOthers(header, variable) ? 'not-a-secret' : null;
}

// The journal itself says which variable to try. A forged journal would name a variable whose text is known.
function isKnownToOthers({ credentials, caller }: RunHeader, variable: Variable): boolean {
  const text = variable(credentials.clientSecret) ?? '';
  const ids = [caller, variable(credentials.clientId), variable('CAPSTAN_CLIENT_ID')];
  return isNeverAClientSecret(credentials.clientSecret) || (text !== '' && ids.includes(text));
}

/** The result of reading a journal. Every error is a value; none quotes the file. */
export type ReadRun =
  | { readonly kind: 'run'; readonly record: RunRecord }
  /** The variable must have the secret that the run was recorded with; it is not set, or has another value. */
  | { readonly kind: 'wrong-key'; readonly variable: string; readonly found: 'nothing' | 'another' }
  | OtherKey
  /** Changed: this line, or one before, was edited, removed, moved or added. */
  | { readonly kind: 'changed'; readonly line: number }
  /** The name says that the run finished, and the end is missing. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'unknown-version'; readonly version: number }
  | { readonly kind: 'not-a-journal'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * The key that a journal names cannot verify it here. `own-key-is-set`: runs are recorded with CAPSTAN_JOURNAL_KEY;
 * `not-a-secret`: the variable's text is not a secret, so others could have written the journal.
 */
type OtherKey = {
  readonly kind: 'other-key';
  readonly variable: string;
  readonly why: 'own-key-is-set' | 'not-a-secret';
};

/** The key that a start record names, and the variable with its passphrase; null: it is empty. */
type FoundKey = { readonly variable: string; readonly key: JournalKey | null } | OtherKey;
export type FindKey = (start: StartRecord) => Promise<FoundKey>;

/** Reads the bytes of a journal of this name, and verifies them. */
export async function readRunBytes(bytes: Buffer, name: JournalName, findKey: FindKey): Promise<ReadRun> {
  const lines = linesOf(bytes);
  const parsed = parseStart(lines.next().value, name);
  if (parsed.kind !== 'start') return parsed;
  const { line, start } = parsed;
  const found = await findKey(start);
  if ('why' in found) return found;
  const { variable, key } = found;
  if (key === null) return { kind: 'wrong-key', variable, found: 'nothing' };
  if (key.check !== start.key.check) return { kind: 'wrong-key', variable, found: 'another' };
  return readRecords({ first: line, lines, start, key, name });
}

type Reading = {
  readonly first: Line;
  /** Those after the first. */
  readonly lines: Iterable<Line>;
  readonly start: StartRecord;
  readonly key: JournalKey;
  readonly name: JournalName;
};

function readRecords({ first, lines, start, key, name }: Reading): ReadRun {
  const mac = checkedMac(key.macKey, chainStart, first.bytes);
  if (mac === undefined) return { kind: 'changed', line: 1 };
  const run = new RunRecording(start.facts);
  const last = addRecords(run, lines, { mac, key, run: name.run });
  if (typeof last === 'number') return { kind: 'changed', line: last };
  if (name.closed && !run.ended) return { kind: 'truncated' };
  return { kind: 'run', record: run.record(last) };
}

type Chain = { readonly mac: Buffer; readonly key: JournalKey; readonly run: string };

/** How the last line ends, or the number of the first changed line. */
function addRecords(run: RunRecording, lines: Iterable<Line>, chain: Chain): RunRecord['lastLine'] | number {
  let previous = chain.mac;
  for (const line of lines) {
    // Nothing follows the closing record, not even a part of a record.
    if (run.ended) return line.number;
    if (line.state === 'torn') return holdsWholeRecord(line, previous, chain.key) ? line.number : line.state;
    const mac = addRecord(run, line, previous, chain);
    if (mac === undefined) return line.number;
    previous = mac;
  }
  return 'whole';
}

/** The mac of a line whose record follows those before it; undefined: the line was changed. */
function addRecord(run: RunRecording, { bytes, number }: Line, previous: Buffer, chain: Chain): Buffer | undefined {
  const mac = checkedMac(chain.key.macKey, previous, bytes);
  const record = mac && decodeRecord(bytes, { key: chain.key, run: chain.run, n: number });
  return record !== undefined && run.add(record) ? mac : undefined;
}

/**
 * Whether a torn line begins with a whole record, and more than zeros come after. A record is safe on the disk, with
 * its end, before the next one begins, so a power loss cannot cause this: someone overwrote its end with zeros.
 */
function holdsWholeRecord({ bytes }: Line, previous: Buffer, { macKey }: JournalKey): boolean {
  const zero = bytes.indexOf(0);
  if (zero === -1 || !bytes.subarray(zero).some((byte) => byte !== 0)) return false;
  return checkedMac(macKey, previous, bytes.subarray(0, zero)) !== undefined;
}

export type Bytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a regular file up to its current length: a run may still be writing. Follows no link, waits for no pipe. */
export async function readBytes(path: string): Promise<Bytes> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      return await readWhole(handle);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return { kind: 'unreadable', reason: reasonOf(errorCode(cause)) };
  }
}

async function readWhole(handle: FileHandle): Promise<Bytes> {
  const found = await handle.stat();
  if (!found.isFile()) return { kind: 'unreadable', reason: 'it is not a regular file' };
  if (found.size > maxJournalBytes) {
    return { kind: 'unreadable', reason: `it is larger than ${maxJournalBytes / 1024 / 1024} MiB` };
  }
  const bytes = Buffer.alloc(found.size);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return { kind: 'bytes', bytes: bytes.subarray(0, length) };
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'ELOOP':
      return 'it is a symbolic link';
    default:
      return `it cannot be read (${code})`;
  }
}
