import type { FileTree } from './file-tree.ts';
import { indexLines } from './line-index.ts';
import { locate } from './locate.ts';
import type { Located } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import type { ProblemList } from './problem-list.ts';
import { type FileName, readTextFile } from './read-file.ts';

/** Reads one YAML file into a tree with places; undefined, with problems, when that cannot be. */
export async function readYaml(name: FileName, tree: FileTree, problems: ProblemList): Promise<Located | undefined> {
  const text = await readTextFile(name, tree, problems);
  return text === undefined ? undefined : parseText(name.shown, text, problems);
}

/** The same for a text that is at hand. */
export function parseText(file: string, text: string, problems: ProblemList): Located | undefined {
  const at = indexLines(file, text);
  const document = parseYaml(text, at, problems);
  return document === undefined ? undefined : locate(document, at, problems);
}
