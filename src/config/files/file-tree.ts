import { isUtf8 } from 'node:buffer';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Source } from '../../model/finding.ts';
import type { ProblemList } from '../check/problems-and-limits.ts';
import { maxFileBytes } from '../check/problems-and-limits.ts';

/** The files that a configuration is read from: those on the disk, or those of a commit. Paths are absolute. */
export type FileTree = {
  /** The folder that relative names start from. */
  readonly cwd: string;
  /** The path with links resolved; undefined when nothing is there. */
  readonly resolveLinks: (path: string) => Promise<string | undefined>;
  /** The folder of the repository that a folder is in; undefined outside of one. */
  readonly findRepository: (folder: string) => Promise<string | undefined>;
  /** The content of a regular file, never more than `maxFileBytes`. */
  readonly readBytes: (path: string) => Promise<FileBytes>;
  /** The path as people see it. */
  readonly show: (path: string) => string;
};

/** What people write instead of a file for what is piped in. */
export const standardInput = '-';

/** What a place in it is called, such as `<stdin>:3:5`. */
export const standardInputShown = '<stdin>';

/** The tree, with what was piped in as a file of the working folder. */
export function withStandardInput(tree: FileTree, bytes: Buffer): FileTree {
  const path = resolve(tree.cwd, standardInput);
  const realPath = async (): Promise<string> => join((await tree.resolveLinks(tree.cwd)) ?? tree.cwd, standardInput);
  const isIt = async (asked: string): Promise<boolean> => asked === path || asked === (await realPath());
  return {
    ...tree,
    resolveLinks: async (asked) => ((await isIt(asked)) ? realPath() : tree.resolveLinks(asked)),
    readBytes: async (asked) => ((await isIt(asked)) ? { kind: 'bytes', bytes } : tree.readBytes(asked)),
    show: (asked) => (asked === path ? standardInputShown : tree.show(asked)),
  };
}

export type FileBytes = { readonly kind: 'bytes'; readonly bytes: Buffer } | FileError;

/** Why a file cannot be read. The message lacks its subject, the name of the file. */
export type FileError = {
  readonly kind: 'error';
  readonly code: string;
  readonly message: string;
  readonly cure: string;
};

export const fileTooLarge: FileError = {
  kind: 'error',
  code: 'file-too-large',
  message: `is larger than ${maxFileBytes / 1024 / 1024} MiB`,
  cure: 'Check that this is the right file, or split it with "extends".',
};

export function notRegular(what: string): FileError {
  return {
    kind: 'error',
    code: 'not-a-file',
    message: `is ${what}`,
    cure: 'Name a YAML file; pass piped input with -f -.',
  };
}

/** A folder and those above it, the nearest first. */
export function foldersUpward(folder: string): readonly string[] {
  const folders = [folder];
  for (let here = folder, up = dirname(here); up !== here; here = up, up = dirname(here)) folders.push(up);
  return folders;
}

/** Whether a path lies in a folder; both with links resolved. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/u.test(way) && !way.startsWith(sep);
}

/** The path as people see it: relative to the working folder, with forward slashes. */
export function showPath(path: string, cwd: string): string {
  return (relative(cwd, path) || '.').replaceAll(sep, '/');
}

/** What to call a file in messages, and where it was asked for. */
export type FileName = { readonly path: string; readonly shown: string; readonly askedAt: Source | null };

/** Reads a regular file as UTF-8; undefined, with a problem, when that is not available. Never reads past the bound. */
export async function readTextFile(
  name: FileName,
  { readBytes }: FileTree,
  problems: ProblemList,
): Promise<string | undefined> {
  const read = await readBytes(name.path);
  if (read.kind === 'error') {
    problems.add(read.code, name.askedAt, `${name.shown} ${read.message}`, read.cure);
    return undefined;
  }
  return decode(read.bytes, name, problems);
}

function decode(bytes: Buffer, { shown }: FileName, problems: ProblemList): string | undefined {
  if (!isUtf8(bytes)) {
    problems.add('not-utf-8', firstInvalid(bytes, shown), `${shown} is not UTF-8 text`, 'Save the file as UTF-8.');
    return undefined;
  }
  return new TextDecoder('utf-8').decode(bytes);
}

function firstInvalid(bytes: Buffer, file: string): Source {
  let line = 1;
  let start = 0;
  for (;;) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    if (newline === -1 || !isUtf8(part)) return { file, line, column: firstInvalidColumn(part) };
    line += 1;
    start = end + 1;
  }
}

function firstInvalidColumn(line: Buffer): number {
  let low = 0;
  let high = line.length;
  // Grows until the part stops being UTF-8, except for a character that the cut itself breaks.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(wholeCharacters(line, middle))) low = middle;
    else high = middle - 1;
  }
  return wholeCharacters(line, low).toString('utf8').length + 1;
}

function wholeCharacters(line: Buffer, length: number): Buffer {
  for (let cut = 0; cut <= 3 && cut <= length; cut += 1) {
    const part = line.subarray(0, length - cut);
    if (isUtf8(part)) return part;
  }
  return line.subarray(0, length);
}
