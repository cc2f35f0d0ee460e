import { join, resolve } from 'node:path';
import type { FileTree } from './file-tree.ts';

/** What people write instead of a file for what is piped in. */
export const standardInput = '-';

/** What a place in it is called, such as `<stdin>:3:5`. */
export const standardInputShown = '<stdin>';

/** The tree, with what was piped in as a file of the working folder. */
export function withStandardInput(tree: FileTree, bytes: Buffer): FileTree {
  const path = resolve(tree.cwd, standardInput);
  const realPath = async (): Promise<string> => join((await tree.resolveLinks(tree.cwd)) ?? tree.cwd, standardInput);
  const isIt = async (asked: string): Promise<boolean> => asked === path || asked === (await realPath());
  return {
    ...tree,
    resolveLinks: async (asked) => ((await isIt(asked)) ? realPath() : tree.resolveLinks(asked)),
    readBytes: async (asked) => ((await isIt(asked)) ? { kind: 'bytes', bytes } : tree.readBytes(asked)),
    show: (asked) => (asked === path ? standardInputShown : tree.show(asked)),
  };
}
