import { readdir } from 'node:fs/promises';
import type { Application } from '../core/model/application.ts';
import { listRuns } from '../journal/list-runs.ts';
import { visibleText } from '../render/visible-text.ts';
import type { JournalFolder } from './journal-folder.ts';
import { isRunning } from './run-lock.ts';

/** A line on the last run of an application that did not come to its end; '' when the last one did, or there is none. */
export async function killedRunText(application: Pick<Application, 'id'>, folder: JournalFolder): Promise<string> {
  // Only such a run leaves a journal with this name, so that all others need not be looked into.
  const names = await readdir(folder.path).catch(() => []);
  if (!names.some((name) => name.endsWith('.open.jsonl'))) return '';
  const listed = await listRuns(folder.path, isRunning);
  const runs = listed.kind === 'listed' ? listed.runs : [];
  const last = runs.find((run) => run.state !== 'unreadable' && run.facts.application.id === application.id);
  if (last === undefined || (last.state !== 'killed' && last.state !== 'torn')) return '';
  const { run, startedAt, actor } = last.facts;
  return `Run ${run} of ${startedAt} by ${visibleText(actor)} did not come to its end. \`capstan runs ${run}${folder.flag}\` shows what it did, \`capstan undo ${run}${folder.flag}\` takes it back.\n`;
}
