import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** The folder that holds `.git`, here or further up; undefined outside of a repository. */
export async function findRepository(folder: string): Promise<string | undefined> {
  for (const candidate of foldersUpward(folder)) {
    if (await exists(join(candidate, '.git'))) return candidate;
  }
  return undefined;
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

/** The path with links resolved; undefined when it does not exist. */
export async function resolveLinks(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

/** The path as people see it: relative to the working folder, with forward slashes. */
export function showPath(path: string, cwd: string): string {
  return (relative(cwd, path) || '.').replaceAll(sep, '/');
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
