import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `killed`: the run ended just after its first call was sent. `changed`: someone changed a word of it. `cut`: its last
 * record is missing. `renamed`: someone left its first record alone, and gave it the name of a run that was killed.
 */
export type JournalMishap = 'killed' | 'changed' | 'cut' | 'renamed';

/** The ids of the runs of a folder, the first one first. */
export function runIds(cwd: string): readonly string[] {
  const folder = join(cwd, '.capstan', 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => ({ id: name.split('.')[0] ?? '', startedAt: startOf(join(folder, name)) }))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map(({ id }) => id);
}

function startOf(path: string): string {
  return JSON.parse(readFileSync(path, 'utf8').split('\n')[0] ?? '').facts.startedAt;
}

/** Lets it happen to the journal of the last run. */
export function mishap(kind: JournalMishap, cwd: string): void {
  const id = runIds(cwd).at(-1);
  const path = join(cwd, '.capstan', 'runs', `${id}.jsonl`);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const write = (kept: readonly string[]): void => writeFileSync(path, kept.map((line) => `${line}\n`).join(''));
  if (kind === 'changed') write(lines.map((line) => line.replace('"actor":"ann"', '"actor":"eve"')));
  else if (kind === 'cut') write(lines.slice(0, -1));
  else {
    const firstSent = lines.findIndex((line) => line.includes('"kind":"sent"'));
    write(lines.slice(0, kind === 'renamed' ? 1 : firstSent));
    renameSync(path, path.replace(/\.jsonl$/, '.open.jsonl'));
  }
}
