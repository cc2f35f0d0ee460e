import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { byText } from '../../leaf/json.ts';
import type { Problem } from '../../model/finding.ts';
import { ProblemList, showName } from '../check/problems-and-limits.ts';
import { diskTree } from './disk-tree.ts';
import { showPath } from './file-tree.ts';
import { includesOf, readYaml } from './load-files.ts';
import { isProtectFile } from './protect-files.ts';

type FoundFiles =
  | ({ readonly kind: 'files' } & Chosen)
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

// Deeper folders are not searched: no repository needs it, and links could make circles.
const maxFolderDepth = 32;

/**
 * The files that `-f` names, in the order given: names as they are, patterns with `*`, `**` and `?` by what they match
 * that is a configuration of its own. A file that is named twice is a problem.
 */
export async function findConfigFiles(names: readonly string[], cwd: string): Promise<FoundFiles> {
  const problems = new ProblemList();
  const asked = names.length === 0 ? ['capstan.yaml'] : names;
  if (asked.includes('')) noName(problems);
  const named = asked.filter((name) => name !== '');
  const { files, leftOut } = await chooseFiles(await filesOf(named, cwd, problems), cwd);
  if (problems.isEmpty && files.length === 0) noMatch(problems, asked.map(showName).join(' and '), leftOut);
  return problems.isEmpty ? { kind: 'files', files, leftOut } : { kind: 'problems', problems: problems.sorted([]) };
}

async function filesOf(
  names: readonly string[],
  cwd: string,
  problems: ProblemList,
): Promise<ReadonlyMap<string, FoundBy>> {
  const files = new Map<string, FoundBy>();
  for (const name of names) {
    if (/[*?]/u.test(name)) {
      const found = await matches(name, cwd);
      if (found.length === 0) noMatch(problems, showName(name));
      for (const file of found.filter((each) => !files.has(each))) files.set(file, 'pattern');
    } else {
      await checkNamedOnce(name, files, cwd, problems);
      files.set(name, 'name');
    }
  }
  return files;
}

function noName(problems: ProblemList): void {
  const cure = 'Write -f FILE. If a shell variable holds the name, set it.';
  problems.add('no-such-file', null, 'the name of a file is empty', cure);
}

function noMatch(problems: ProblemList, pattern: string, leftOut: readonly LeftOut[] = []): void {
  const but = leftOut.length === 0 ? '' : ` that is a configuration of its own (${leftOutText(leftOut)})`;
  const cure = 'Check the pattern; quote it so that the shell leaves it alone.';
  problems.add('no-such-file', null, `no file matches ${pattern}${but}`, cure);
}

async function checkNamedOnce(
  name: string,
  files: ReadonlyMap<string, FoundBy>,
  cwd: string,
  problems: ProblemList,
): Promise<void> {
  const { resolveLinks } = diskTree(cwd);
  const realPath = async (file: string): Promise<string> =>
    (await resolveLinks(resolve(cwd, file))) ?? resolve(cwd, file);
  const own = await realPath(name);
  for (const [other, by] of files) {
    if (by !== 'name' || (await realPath(other)) !== own) continue;
    const what = other === name ? showName(name) : `${showName(other)} and ${showName(name)} are one file, and it`;
    problems.add('same-target-twice', null, `${what} is named twice`, 'Name each file once.');
    return;
  }
}

async function matches(pattern: string, cwd: string): Promise<readonly string[]> {
  const parts = pattern.replaceAll('\\', '/').split('/');
  const firstGlob = parts.findIndex((part) => /[*?]/u.test(part));
  const start = parts.slice(0, firstGlob).join('/');
  // A drive of Windows alone is the folder that it is in at the moment.
  const base = resolve(cwd, /^[a-z]:$/i.test(start) ? `${start}/` : start || (pattern.startsWith('/') ? '/' : '.'));
  const found = new Set<string>();
  await search(base, parts.slice(firstGlob), maxFolderDepth, found);
  return [...found].map((path) => showPath(path, cwd)).sort(byText);
}

async function search(folder: string, parts: readonly string[], depth: number, found: Set<string>): Promise<void> {
  const [part = '', ...rest] = parts;
  if (depth === 0) return;
  const entries = await list(folder);
  if (part !== '**') {
    await take(folder, entries, { part, rest }, depth, found);
    return;
  }
  await search(folder, rest.length === 0 ? ['*'] : rest, depth, found);
  for (const entry of entries) {
    if (entry.isDirectory() && !entry.name.startsWith('.'))
      await search(join(folder, entry.name), parts, depth - 1, found);
  }
}

type GlobPart = { readonly part: string; readonly rest: readonly string[] };

async function take(
  folder: string,
  entries: readonly Dirent[],
  { part, rest }: GlobPart,
  depth: number,
  found: Set<string>,
): Promise<void> {
  for (const entry of entries.filter(({ name }) => matchesPart(part, name))) {
    const path = join(folder, entry.name);
    if (rest.length > 0) await search(path, rest, depth - 1, found);
    else if (!entry.isDirectory()) found.add(path);
  }
}

async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => name !== 'node_modules' && name !== '.git');
  } catch {
    return [];
  }
}

// All places of the pattern at once instead of a regular expression: `*a*a*a` would take that one very long.
function matchesPart(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let open = skipStars(pattern, [0]);
  for (const character of name)
    open = skipStars(
      pattern,
      open.flatMap((at) => advance(pattern, at, character)),
    );
  return open.includes(pattern.length);
}

function advance(pattern: string, at: number, character: string): readonly number[] {
  if (pattern[at] === '*') return [at];
  return pattern[at] === '?' || pattern[at] === character ? [at + 1] : [];
}

function skipStars(pattern: string, places: readonly number[]): readonly number[] {
  const all = new Set(places);
  // A set gives what is added while it is walked, too.
  for (const at of all) if (pattern[at] === '*') all.add(at + 1);
  return [...all];
}

/** A file that a pattern matches and that is not a configuration of its own, and why. */
type LeftOut = { readonly file: string; readonly why: string };

export type Chosen = { readonly files: readonly string[]; readonly leftOut: readonly LeftOut[] };

/** How a file came to be one of the run: by its name, or by a pattern that it matches. */
type FoundBy = 'name' | 'pattern';

/**
 * Chooses among the files of patterns: a protect file is none, nor one that another of the files extends, nor the same
 * file by another name. What was given by name is kept.
 */
async function chooseFiles(found: ReadonlyMap<string, FoundBy>, cwd: string): Promise<Chosen> {
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
