import { join } from 'node:path';
import type { Protection } from '../core/model/desired.ts';
import type { Problem } from '../core/model/problem.ts';
import { diskTree } from './disk-tree.ts';
import { ProblemList } from './problem-list.ts';
import { loadProtections } from './protections.ts';

export type NearProtections =
  | { readonly kind: 'protections'; readonly protect: readonly Protection[] }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What the protect files in these folders and above them say, for work that follows no configuration file. */
export async function protectionsNear(folders: readonly string[], cwd: string): Promise<NearProtections> {
  const tree = diskTree(cwd);
  const problems = new ProblemList();
  const protect: Protection[] = [];
  const files: string[] = [];
  for (const folder of folders) {
    const real = (await tree.resolveLinks(folder)) ?? folder;
    // The name is that of a file which the folder could hold; nothing reads it.
    const source = { path: join(folder, 'capstan.yaml'), realPath: join(real, 'capstan.yaml') };
    const found = await loadProtections({ sources: [source] }, tree, problems);
    for (const entry of found.protect) protect.push(entry);
    for (const file of found.files) files.push(file);
  }
  return problems.isEmpty ? { kind: 'protections', protect } : { kind: 'problems', problems: problems.sorted(files) };
}
