import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type RunGit, repositoryOf } from './git-command.ts';

/** Who wrote a line, and in which commit. */
export type Author = { readonly name: string; readonly commit: string };

const maxLines = 500;
const maxBytes = 8 * 1024 * 1024;
const record = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ (\d+)(?: [^\n]*)?\n([\s\S]*?)^\t/gm;

/**
 * Who wrote these lines of a file, by the history that is available. A line is left out when that is not known: no
 * repository, a line that was changed since the last commit, a history that was cut off. Only committed text is looked
 * at, so that no filter of the repository's configuration runs.
 */
export async function blame(
  path: string,
  lines: readonly number[],
  runGit: RunGit,
): Promise<ReadonlyMap<number, Author>> {
  const folder = dirname(resolve(path));
  const name = await nameInRepository(path);
  if (name === null) return new Map();
  const committed = await runGit(folder, ['cat-file', 'blob', `HEAD:${name}`], maxBytes);
  const working = await textOf(path);
  if (committed.kind !== 'output' || working === null) return new Map();
  const places = committedPlaces(lines.slice(0, maxLines), working, committed.bytes.toString('utf8'));
  if (places.size === 0) return new Map();
  const ranges = [...places.keys()].flatMap((line) => ['-L', `${line},${line}`]);
  const args = ['blame', '--line-porcelain', '--no-textconv', '--no-ignore-revs-file', ...ranges, 'HEAD', '--', name];
  const run = await runGit(folder, args, maxBytes);
  if (run.kind !== 'output') return new Map();
  const rows = parsed(run.bytes.toString('utf8'));
  const cut = rows.some(({ boundary }) => boundary) && (await isShallow(folder, runGit));
  const known = rows.filter(({ boundary }) => !(boundary && cut));
  return new Map(known.map(({ line, author }) => [places.get(line) ?? line, author]));
}

/** The file as its commits call it; null when it is in no repository. */
async function nameInRepository(path: string): Promise<string | null> {
  const folder = await realpath(dirname(resolve(path))).catch(() => null);
  const top = folder === null ? null : await repositoryOf(folder);
  if (folder === null || top === null) return null;
  return relative(top, join(folder, basename(path))).replaceAll(sep, '/');
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

// What is unknown is not believed.
async function isShallow(folder: string, runGit: RunGit): Promise<boolean> {
  const run = await runGit(folder, ['rev-parse', '--is-shallow-repository'], 1000);
  return run.kind !== 'output' || run.bytes.toString('utf8').trim() !== 'false';
}

/** By line of the committed text: the line of the working file, for those before and after all that was changed since. */
function committedPlaces(lines: readonly number[], working: string, committed: string): ReadonlyMap<number, number> {
  const [now, then] = [linesOf(working), linesOf(committed)];
  const head = commonStart(now, then);
  const rest = commonStart([...now.slice(head)].reverse(), [...then.slice(head)].reverse());
  const places = new Map<number, number>();
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    if (line <= head) places.set(line, line);
    else if (line > now.length - rest && line <= now.length) places.set(line + then.length - now.length, line);
  }
  return places;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  const differs = a.slice(0, end).findIndex((line, at) => line !== b[at]);
  return differs === -1 ? end : differs;
}

type Row = { readonly line: number; readonly author: Author; readonly boundary: boolean };

/** Each record is a line with the commit, lines that begin with a name, and the text behind a tab. */
function parsed(text: string): readonly Row[] {
  return [...text.matchAll(record)].map(([, commit = '', line, facts = '']) => ({
    line: Number(line),
    author: { name: /^author (.*)$/m.exec(facts)?.[1] ?? '', commit },
    boundary: /^boundary$/m.test(facts),
  }));
}
