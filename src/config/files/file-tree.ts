import { dirname, relative, sep } from 'node:path';
import { maxFileBytes } from '../check/limits.ts';

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
  cure: 'Check that this is the right file, or divide it with "extends".',
};

export function notRegular(what: string): FileError {
  return {
    kind: 'error',
    code: 'not-a-file',
    message: `is ${what}`,
    cure: 'Name a YAML file; what comes from a pipe goes in with -f -.',
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
