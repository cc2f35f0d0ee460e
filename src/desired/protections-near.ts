import { join } from 'node:path';
import type { Protections } from '../core/model/desired.ts';
import type { Problem } from '../core/model/problem.ts';
import { diskTree } from './disk-tree.ts';
import { ProblemList } from './problem-list.ts';
import { loadProtections } from './protections.ts';

export type NearProtections =
  | { readonly kind: 'protections'; readonly protections: Protections }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What the protect files in these folders and above them say, for work that follows no configuration file. */
export async function protectionsNear(folders: readonly string[], cwd: string): Promise<NearProtections> {
  const tree = diskTree(cwd);
  const problems = new ProblemList();
  const all: Protections[] = [];
  const files: string[] = [];
  for (const folder of folders) {
    const real = (await tree.resolveLinks(folder)) ?? folder;
    // The name is that of a file which the folder could hold; nothing reads it.
    const source = { path: join(folder, 'capstan.yaml'), realPath: join(real, 'capstan.yaml') };
    const found = await loadProtections({ sources: [source] }, tree, problems);
    all.push(found);
    for (const file of found.files) files.push(file);
  }
  return problems.isEmpty
    ? { kind: 'protections', protections: together(all) }
    : { kind: 'problems', problems: problems.sorted(files) };
}

/** Protections of several places: all that is found adds up. */
export function together(all: readonly Protections[]): Protections {
  const hosts = all.flatMap((one) => (one.hosts === null ? [] : [one.hosts]));
  return { protect: all.flatMap(({ protect }) => protect), hosts: hosts.length === 0 ? null : hosts.flat() };
}
