import { dirname, relative, sep } from 'node:path';

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
