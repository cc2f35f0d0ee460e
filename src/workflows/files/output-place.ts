import { lstat, readlink, realpath } from 'node:fs/promises';
import path, { join, parse, relative, resolve, sep } from 'node:path';
import { diskTree } from '../../config/files/disk-tree.ts';
import { isInside } from '../../config/files/file-tree.ts';
import { isProtectFile } from '../../config/files/protect-files.ts';
import { errorCode, inShell } from '../../leaf/system-text.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { type ExpectedEnd, endWith } from '../ending.ts';

/** A path to write to, and its origin: a flag, or a phrase such as `The journal folder`. */
export type NamedOutput = { readonly path: string; readonly asked: string };

// The limit of Linux.
const maxLinks = 40;

/**
 * The resolved path of an output. Ends the run if the path contains a link below a repository, or below the working
 * folder outside of one: anyone who can commit a link must not choose what is written. Hard links are not checked: Git
 * cannot commit one.
 */
export async function outputPlace(output: NamedOutput, cwd: string): Promise<string> {
  const start = resolve(cwd, output.path);
  const { root } = parse(start);
  let way: Way = { here: root, names: start.slice(root.length).split(sep), links: 0 };
  while (way.names.length > 0) {
    const rest = join(way.here, ...way.names);
    const next = join(way.here, way.names[0] ?? '');
    const found = isOfTheProcess(rest) ? 'nothing' : await lookAt(next, output);
    if (found === 'nothing') return rest;
    way = found === 'link' ? await followed(next, way, output, cwd) : { ...way, here: next, names: way.names.slice(1) };
  }
  return way.here;
}

/** Ends the run if an output would take the name of a protect file: each later run would read it as one. */
export function refuseProtectFile({ path: named, asked }: NamedOutput, place: string): void {
  if (!isProtectFile(path.basename(place))) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `${asked} ${visibleText(named)} has the name of the file that lists what is protected.`,
    cure: `Name another file with ${asked}.`,
  });
}

/** A path being resolved: the part without links, and the remaining names. */
type Way = { readonly here: string; readonly names: readonly string[]; readonly links: number };

async function followed(link: string, { here, names, links }: Way, output: NamedOutput, cwd: string): Promise<Way> {
  if (links === maxLinks) throw notReachable(output, 'ELOOP');
  if (await isOfACheckout(here, cwd)) throw throughLink(output, shownFrom(link, cwd));
  const goal = linkGoal(await readlink(link), path);
  return { here: goal.root ?? here, names: [...goal.names, ...names.slice(1)], links: links + 1 };
}

/** The target of a link: its root (null: relative), and its names. */
export function linkGoal(
  goal: string,
  { isAbsolute, parse: parsed, sep: separator }: Pick<typeof path, 'isAbsolute' | 'parse' | 'sep'>,
): { readonly root: string | null; readonly names: readonly string[] } {
  // On Windows the drive belongs to the root.
  const root = isAbsolute(goal) ? parsed(goal).root : '';
  const names = goal
    .slice(root.length)
    .split(separator)
    .filter((part) => part !== '');
  return { root: root === '' ? null : root, names };
}

// Links of the system: each process has its own, and they may point to something without a path, such as a pipe.
function isOfTheProcess(path: string): boolean {
  return /^\/(?:dev\/(?:std(?:in|out|err)|fd)|proc)(?:\/|$)/.test(path);
}

async function lookAt(path: string, output: NamedOutput): Promise<'nothing' | 'link' | 'other'> {
  try {
    return (await lstat(path)).isSymbolicLink() ? 'link' : 'other';
  } catch (cause) {
    // There is no link below a file: opening the output reports the problem.
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(cause))) return 'nothing';
    throw notReachable(output, errorCode(cause));
  }
}

/** Whether a folder is in a repository, or in the working folder. */
async function isOfACheckout(folder: string, cwd: string): Promise<boolean> {
  const [real, working] = [await realpath(folder), await realpath(cwd)];
  return isInside(real, working) || (await diskTree(cwd).findRepository(real)) !== undefined;
}

function shownFrom(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return (way.startsWith('..') ? path : way).replaceAll(sep, '/');
}

function throughLink({ path, asked }: NamedOutput, link: string): ExpectedEnd {
  const way = link === path ? 'is a link' : `leads through the link ${visibleText(link)}`;
  return endWith('wrongUsage', {
    code: 'output-through-link',
    message: `${asked} ${visibleText(path)} ${way}. capstan never writes through a link below a repository or the working folder.`,
    cure: 'Name the target of the link, or delete the link.',
  });
}

function notReachable({ path, asked }: NamedOutput, reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'output-not-writable',
    message: `${asked} ${visibleText(path)} cannot be reached (${reason}).`,
    cure: 'Name another file, or make its folder accessible.',
  });
}

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
export function journalFolder(named: string | undefined, { cwd }: { readonly cwd: string }): JournalFolder {
  const shown = named ?? defaultJournalFolder;
  return { path: resolve(cwd, shown), shown, flag: named === undefined ? '' : ` --journal ${inShell(named)}` };
}

/**
 * Ends the run if a link of a checkout leads there: anyone who can commit one must not choose where journals are
 * written.
 */
export async function refuseLinks({ shown, flag }: JournalFolder, { cwd }: { readonly cwd: string }): Promise<void> {
  await outputPlace({ path: shown, asked: flag === '' ? 'The journal folder' : '--journal' }, cwd);
}

/** A file of that folder for messages: from the working folder, with forward slashes. */
export function shownPath(path: string, { cwd }: { readonly cwd: string }): string {
  return relative(cwd, path).replaceAll(sep, '/');
}
