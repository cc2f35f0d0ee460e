import { basename, join } from 'node:path';
import { isRunId } from './records.ts';

/** A run that came to its end has another name than one that did not: cutting records off does not change the name. */
export type JournalName = { readonly run: string; readonly closed: boolean };

export function openName(dir: string, run: string): string {
  return join(dir, `${run}.open.jsonl`);
}

export function closedName(dir: string, run: string): string {
  return join(dir, `${run}.jsonl`);
}

/** What the name of a file says; undefined for names that no journal has. */
export function journalNameOf(path: string): JournalName | undefined {
  const [run = '', ...endings] = basename(path).split('.');
  const ending = endings.join('.');
  if (!isRunId(run) || (ending !== 'jsonl' && ending !== 'open.jsonl')) return undefined;
  return { run, closed: ending === 'jsonl' };
}
