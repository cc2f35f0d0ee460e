import { basename, resolve } from 'node:path';
import type { Application } from '../../model/desired.ts';
import type { Problem } from '../../model/finding.ts';
import type { RunHeader } from '../../model/run.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import type { Verification } from '../../render/text/run-text.ts';
import { type ListedRun, listRuns } from '../../run/journal/list-runs.ts';
import { type ReadRun, readRun } from '../../run/journal/read-run.ts';
import type { Variables, WorkflowContext } from '../context.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';
import { type JournalFolder, shownPath } from '../files/output-place.ts';
import { checkKeys } from '../fingerprint.ts';
import { applicationIdOf, treeOf } from '../load-file.ts';
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

/** Where a run is looked for. */
type RunPlace = {
  readonly folder: JournalFolder;
  /** Configuration files: the latest run is one of their applications. A missing one is ignored. */
  readonly files: readonly string[];
};

/** The run that a word names: an id, the beginning of one, or `latest`. */
export async function findRun(word: string, { folder, files }: RunPlace, context: WorkflowContext): Promise<KnownRun> {
  const runs = await runsIn(folder);
  const [found, ...others] =
    word === 'latest' ? await latestOf(runs, { folder, files }, context) : matching(runs, word);
  if (found === undefined) throw noSuchRun(word, runs, folder);
  if (others.length > 0) throw severalRuns(word, [found, ...others]);
  if (found.state !== 'unreadable') return found;
  throw endWith('invalidFile', {
    code: 'journal-unreadable',
    message: `The journal ${shownPath(found.path, context)} cannot be read: ${found.reason}.`,
    cure: 'Nothing can be shown or undone from it.',
  });
}

/** The newest run of the applications of the files; of any application where there is no file. */
async function latestOf(
  runs: readonly ListedRun[],
  { folder, files }: RunPlace,
  context: WorkflowContext,
): Promise<readonly ListedRun[]> {
  const told = await Promise.all(files.map(async (file) => ({ file, id: await applicationIdOf(file, context) })));
  const ids = new Set(told.flatMap(({ id }) => id ?? []));
  const silent = told.flatMap(({ file, id }) => (id === null ? [file] : []));
  const [unclear] = areOfOne(runs) ? [] : await existing(silent, context);
  if (unclear !== undefined) throw applicationUnknown(unclear, folder);
  if (ids.size === 0 || runs.length === 0) return runs.slice(0, 1);
  const own = runs.filter((run) => run.state !== 'unreadable' && ids.has(run.header.application.id));
  if (own.length === 0) throw noRunOf([...ids], folder);
  return own.slice(0, 1);
}

function areOfOne(runs: readonly ListedRun[]): boolean {
  return new Set(runs.flatMap((run) => (run.state === 'unreadable' ? [] : [run.header.application.id]))).size < 2;
}

async function existing(files: readonly string[], context: WorkflowContext): Promise<readonly string[]> {
  const { resolveLinks } = treeOf(context);
  const paths = await Promise.all(files.map((file) => resolveLinks(resolve(context.cwd, file))));
  return files.filter((_, at) => paths[at] !== undefined);
}

function applicationUnknown(file: string, { shown, flag }: JournalFolder): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'no-such-run',
    message: `The latest run is unclear: ${shown} has runs of several applications, and ${visibleText(file)} does not say which one it is for.`,
    cure: `Correct the file: \`capstan validate\` says what is wrong with it. Or name the run by its id: \`capstan runs${flag}\` lists them.`,
  });
}

function noRunOf(ids: readonly string[], { shown, flag }: JournalFolder): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'no-such-run',
    message: `There is no run of application ${ids.map(visibleText).join(' or ')} in ${shown}.`,
    cure: `\`capstan runs${flag}\` lists the runs of other applications; name one of them by its id.`,
  });
}

function matching(runs: readonly ListedRun[], word: string): readonly ListedRun[] {
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

type FailedRead = Exclude<ReadRun, { readonly kind: 'run' }>;

/** Why a journal cannot be read with the available keys: as a finding of `runs`, and as the error that ends an undo. */
export type JournalError = {
  readonly verification: Exclude<Verification, { readonly kind: 'verified' }>;
  readonly problem: Omit<Problem, 'source'>;
};

const untrusted =
  'Nothing was written, because its content cannot be trusted. Get the file from a backup, or restore the values by hand.';

/** What is wrong, and what to do. */
export function journalError(read: FailedRead, header: RunHeader): JournalError {
  const { run } = header;
  switch (read.kind) {
    case 'wrong-key':
      return wrongKey(read, header);
    case 'other-key':
      return otherKey(read, header);
    case 'changed': {
      const how = `was changed, at line ${read.line} or before`;
      return mismatch({ kind: 'changed', reason: `it ${how}` }, 'journal-changed', `The journal of run ${run} ${how}.`);
    }
    case 'truncated': {
      const reason = 'records at its end are missing, although the run finished';
      return mismatch(
        { kind: 'truncated', reason },
        'journal-truncated',
        `The journal of run ${run} is cut off: ${reason}.`,
      );
    }
    case 'unknown-version': {
      const reason = `it has version ${read.version}, which this version of capstan does not support`;
      return unreadable(
        reason,
        'journal-version-unknown',
        `Use the version of capstan that wrote it (${header.tool.version}).`,
        run,
      );
    }
    case 'not-a-journal':
    case 'unreadable':
      return unreadable(read.reason, 'journal-unreadable', 'Make it readable, or get it from a backup.', run);
  }
}

function mismatch(
  verification: JournalError['verification'],
  code: string,
  message: string,
  cure: string = untrusted,
): JournalError {
  return { verification, problem: { code, message, cure } };
}

function unreadable(reason: string, code: string, cure: string, run: string): JournalError {
  return mismatch({ kind: 'not-verified', reason }, code, `The journal of run ${run} cannot be read: ${reason}.`, cure);
}

function wrongKey(
  { variable, found }: Extract<FailedRead, { readonly kind: 'wrong-key' }>,
  { run, caller }: RunHeader,
): JournalError {
  const reason =
    found === 'nothing'
      ? `${variable} is not set`
      : `${variable} does not hold the secret that the run was recorded with`;
  const cure =
    variable === 'CAPSTAN_JOURNAL_KEY'
      ? 'Set CAPSTAN_JOURNAL_KEY to its value at the time of the run.'
      : `Set ${variable} to the secret that client ${caller} had at that time. To undo runs with other credentials, set CAPSTAN_JOURNAL_KEY for every apply and undo.`;
  return mismatch(
    { kind: 'not-verified', reason },
    'journal-key',
    `The journal of run ${run} cannot be opened: ${reason}.`,
    cure,
  );
}

function otherKey(
  { variable, why }: Extract<FailedRead, { readonly kind: 'other-key' }>,
  { run }: RunHeader,
): JournalError {
  const isSet = why === 'own-key-is-set';
  const reason = isSet
    ? `it was recorded with ${variable}, and CAPSTAN_JOURNAL_KEY is set`
    : `it was recorded with ${variable}, which is not a secret`;
  const cure = isSet
    ? `Anyone who knows ${variable} can have written it. To use it anyway, unset CAPSTAN_JOURNAL_KEY.`
    : 'Others can have written it. Restore the values by hand, or get the journal from a backup.';
  return mismatch(
    { kind: 'other-key', reason },
    'journal-other-key',
    `The journal of run ${run} has another key: ${reason}.`,
    cure,
  );
}

/** Reads a journal with the available keys, after checking them. */
export function readJournal(path: string, { variables }: Pick<WorkflowContext, 'variables'>): Promise<ReadRun> {
  checkKeys({ clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' }, variables);
  return readRun(path, capstanVariable(variables));
}

/**
 * The variables that a journal may name: a forged journal must not have other variables tried as a key or sent as
 * credentials.
 */
function capstanVariable(variables: Variables): (name: string) => string | undefined {
  return (name) => (name.startsWith('CAPSTAN_') ? variables[name] : undefined);
}
