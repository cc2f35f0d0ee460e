import { basename } from 'node:path';
import type { Application } from '../../model/application.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { type ListedRun, listRuns } from '../../run/journal/list-runs.ts';
import type { WorkflowContext } from '../context.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';
import { type JournalFolder, shownPath } from '../journal-folder.ts';
import { isRunning } from './run-lock.ts';

/** A run with a readable journal. */
export type KnownRun = Exclude<ListedRun, { readonly state: 'unreadable' }>;

/** Every run of a folder, the newest first. */
export async function runsIn(folder: JournalFolder): Promise<readonly ListedRun[]> {
  const listed = await listRuns(folder.path, isRunning);
  if (listed.kind === 'listed') return listed.runs;
  throw endWith('invalidFile', {
    code: 'journal-unreadable',
    message: `The journals cannot be listed: ${listed.reason}.`,
    cure: 'Make the folder readable, or choose another one with --journal.',
  });
}

/** The run that a word names: an id, the beginning of one, or `latest`. */
export async function findRun(word: string, folder: JournalFolder, context: WorkflowContext): Promise<KnownRun> {
  const runs = await runsIn(folder);
  const [found, ...others] = matching(runs, word);
  if (found === undefined) throw noSuchRun(word, runs, folder);
  if (others.length > 0) throw severalRuns(word, [found, ...others]);
  if (found.state !== 'unreadable') return found;
  throw endWith('invalidFile', {
    code: 'journal-unreadable',
    message: `The journal ${shownPath(found.path, context)} cannot be read: ${found.reason}.`,
    cure: 'Nothing can be shown or undone from it.',
  });
}

function matching(runs: readonly ListedRun[], word: string): readonly ListedRun[] {
  if (word === 'latest') return runs.slice(0, 1);
  const exact = runs.filter((run) => idOf(run) === word);
  return exact.length > 0 ? exact : runs.filter((run) => word !== '' && idOf(run).startsWith(word));
}

function idOf(run: ListedRun): string {
  return run.state === 'unreadable' ? (basename(run.path).split('.')[0] ?? '') : run.header.run;
}

function noSuchRun(word: string, runs: readonly ListedRun[], { shown, flag }: JournalFolder): ExpectedEnd {
  const cure =
    runs.length === 0
      ? 'The folder has no runs; name the folder of the journals with --journal DIR.'
      : `\`capstan runs${flag}\` lists them.`;
  const message = `There is no run ${JSON.stringify(word)} in ${shown}.`;
  return endWith('wrongUsage', { code: 'no-such-run', message, cure });
}

function severalRuns(word: string, runs: readonly ListedRun[]): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'several-runs',
    message: `${runs.length} runs begin with ${JSON.stringify(word)}: ${runs.slice(0, 5).map(idOf).join(', ')}.`,
    cure: 'Give more of the id.',
  });
}

async function runsOf(folder: JournalFolder, which: 'all' | 'open'): Promise<readonly ListedRun[]> {
  const listed = await listRuns(folder.path, isRunning, which);
  return listed.kind === 'listed' ? listed.runs : [];
}

/** The remark on an unfinished last run of an application; null: it finished, or there is none. */
export async function unfinishedRun(
  application: Pick<Application, 'id'>,
  folder: JournalFolder,
): Promise<string | null> {
  // Only an unfinished run leaves a journal with an open name, so others are not read; those of other applications are
  // open while they run in parallel.
  const isOf = (run: ListedRun): run is KnownRun =>
    run.state !== 'unreadable' && run.header.application.id === application.id;
  if (!(await runsOf(folder, 'open')).some(isOf)) return null;
  const last = (await runsOf(folder, 'all')).find(isOf);
  if (last === undefined || (last.state !== 'killed' && last.state !== 'torn')) return null;
  const { run, startedAt, actor } = last.header;
  return `Run ${run} of ${startedAt} by ${visibleText(actor)} did not finish. \`capstan runs ${run}${folder.flag}\` shows what it did, \`capstan undo ${run}${folder.flag}\` undoes it.`;
}
