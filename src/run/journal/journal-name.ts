import { basename, join } from 'node:path';
import { isRunId } from './records.ts';

/** A finished run has another name than an unfinished one: cutting off records does not change the name. */
export type JournalName = { readonly run: string; readonly closed: boolean };

export function openName(dir: string, run: string): string {
  return join(dir, `${run}.open.jsonl`);
}

export function closedName(dir: string, run: string): string {
  return join(dir, `${run}.jsonl`);
}

/** The parts of a journal's file name; undefined: it is not one. */
export function journalNameOf(path: string): JournalName | undefined {
  const [run = '', ...endings] = basename(path).split('.');
  const ending = endings.join('.');
  if (!isRunId(run) || (ending !== 'jsonl' && ending !== 'open.jsonl')) return undefined;
  return { run, closed: ending === 'jsonl' };
}
