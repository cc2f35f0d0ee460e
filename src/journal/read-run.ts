import { deriveJournalKey } from './journal-key.ts';
import { journalNameOf } from './journal-name.ts';
import { readBytes } from './read-bytes.ts';
import { type FindKey, type ReadRun, readRunBytes } from './read-run-bytes.ts';

/** Reads what a run recorded, and makes sure that it is just that. `variable` gives environment variables. */
export async function readRun(path: string, variable: (name: string) => string | undefined): Promise<ReadRun> {
  const name = journalNameOf(path);
  if (name === undefined) return { kind: 'not-a-journal', reason: 'journals are named RUN.jsonl or RUN.open.jsonl' };
  const read = await readBytes(path);
  return read.kind === 'unreadable' ? read : readRunBytes(read.bytes, name, keyFrom(variable));
}

function keyFrom(variable: (name: string) => string | undefined): FindKey {
  return async ({ key, facts }) => {
    const { source } = key;
    const name = source === 'client-secret' ? facts.credentials.clientSecret : source;
    const text = variable(name) ?? '';
    return { variable: name, key: text === '' ? null : await deriveJournalKey({ source, text }, key) };
  };
}
