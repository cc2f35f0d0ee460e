import type { RecordResult, RunJournal } from '../../src/run/journal/records.ts';

const written: Promise<RecordResult> = Promise.resolve({ kind: 'written' });

/** A journal that keeps in memory which records were asked for, in order. */
export type MemoryJournal = RunJournal & { readonly records: readonly string[] };

export function memoryJournal(): MemoryJournal {
  const records: string[] = [];
  const write = (record: string): Promise<RecordResult> => {
    records.push(record);
    return written;
  };
  return {
    records,
    intent: ({ id }) => write(`intent ${id}`),
    sent: (id, { kind }) => write(`sent ${id} ${kind}`),
    confirmed: ({ call, status }) => write(`confirmed ${call} ${status}`),
    end: ({ result }) => write(`end ${result}`),
  };
}
