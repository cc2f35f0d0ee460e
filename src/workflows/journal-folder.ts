import { relative, resolve, sep } from 'node:path';
import { inShell } from '../leaf/system-text.ts';
import type { WorkflowContext } from './context.ts';
import { outputPlace } from './files/output-place.ts';

/** The default folder of journals, below the working folder. */
const defaultJournalFolder = '.capstan/runs';

/** The folder of the journals, and its flag for messages. */
export type JournalFolder = {
  readonly path: string;
  readonly shown: string;
  /** The flag for this folder: ` --journal DIR`, or nothing. */
  readonly flag: string;
};

/** The folder that `--journal` names. */
export function journalFolder(named: string | undefined, { cwd }: Pick<WorkflowContext, 'cwd'>): JournalFolder {
  const shown = named ?? defaultJournalFolder;
  return { path: resolve(cwd, shown), shown, flag: named === undefined ? '' : ` --journal ${inShell(named)}` };
}

/**
 * Ends the run if a link of a checkout leads there: anyone who can commit one must not choose where journals are
 * written.
 */
export async function refuseLinks(
  { shown, flag }: JournalFolder,
  { cwd }: Pick<WorkflowContext, 'cwd'>,
): Promise<void> {
  await outputPlace({ path: shown, asked: flag === '' ? 'The journal folder' : '--journal' }, cwd);
}

/** A file of that folder for messages: from the working folder, with forward slashes. */
export function shownPath(path: string, { cwd }: Pick<WorkflowContext, 'cwd'>): string {
  return relative(cwd, path).replaceAll(sep, '/');
}
