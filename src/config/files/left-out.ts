import { basename, dirname, resolve } from 'node:path';
import { ProblemList, showName } from '../check/problem-list.ts';
import { diskTree } from './disk-tree.ts';
import { includesOf, readYaml } from './load-files.ts';
import { isProtectFile } from './protect-files.ts';

/** A file that a pattern matches and that is not a configuration of its own, and why. */
export type LeftOut = { readonly file: string; readonly why: string };

export type Chosen = { readonly files: readonly string[]; readonly leftOut: readonly LeftOut[] };

/** How a file came to be one of the run: by its name, or by a pattern that it matches. */
export type FoundBy = 'name' | 'pattern';

/**
 * Chooses among the files of patterns: a protect file is none, nor one that another of the files extends, nor the same
 * file by another name. What was given by name is kept.
 */
export async function chooseFiles(found: ReadonlyMap<string, FoundBy>, cwd: string): Promise<Chosen> {
  const names = [...found.keys()];
  if ([...found.values()].every((by) => by === 'name')) return { files: names, leftOut: [] };
  const extenders = await extendersOf(names, cwd);
  const leftOut: LeftOut[] = [];
  const kept = new Map<string, string>();
  for (const [file, by] of found) {
    const realPath = await realPathOf(resolve(cwd, file), cwd);
    const why = by === 'name' ? null : whyNot(file, extenders.get(realPath), kept.get(realPath));
    if (why === null) kept.set(realPath, file);
    else leftOut.push({ file, why });
  }
  return { files: [...kept.values()], leftOut };
}

/** By path with links resolved: the first of the files that extends it. */
async function extendersOf(files: readonly string[], cwd: string): Promise<ReadonlyMap<string, string>> {
  const pairs: (readonly [string, string])[] = [];
  for (const file of files) pairs.push(...(await extendedBy(file, cwd)).map((extended) => [extended, file] as const));
  return new Map(pairs.reverse());
}

/** What was left out, for people. */
export function leftOutText(leftOut: readonly LeftOut[]): string {
  return leftOut.map(({ file, why }) => `${showName(file)}: ${why}`).join('; ');
}

async function realPathOf(path: string, cwd: string): Promise<string> {
  return (await diskTree(cwd).resolveLinks(path)) ?? path;
}

function whyNot(file: string, extender: string | undefined, same: string | undefined): string | null {
  if (isProtectFile(basename(file))) return 'it is a protect file';
  if (extender !== undefined && extender !== file) return `${extender} extends it`;
  return same === undefined ? null : `it is the same file as ${same}`;
}

// What is wrong with a file is said when it is loaded.
async function extendedBy(file: string, cwd: string): Promise<readonly string[]> {
  const path = resolve(cwd, file);
  const root = await readYaml({ path, shown: file, askedAt: null }, diskTree(cwd), new ProblemList());
  const names = root === undefined ? [] : includesOf(root).map(({ text }) => text);
  const paths = names.filter((name) => !name.includes('\0')).map((name) => resolve(dirname(path), name));
  return Promise.all(paths.map((each) => realPathOf(each, cwd)));
}
