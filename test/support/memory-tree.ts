import { dirname, join } from 'node:path';
import { type FileTree, showPath } from '../../src/config/files/file-tree.ts';

/** Files that are not on the disk, for laws: a run of one writes several, and the disk would take most of its time. */
export function memoryTree(cwd: string, texts: Readonly<Record<string, string>>): FileTree {
  const files = new Map(Object.entries(texts).map(([name, text]) => [join(cwd, name), Buffer.from(text)]));
  const folders = new Set([...files.keys()].map(dirname));
  return {
    cwd,
    resolveLinks: async (path) => (files.has(path) || folders.has(path) ? path : undefined),
    findRepository: async () => undefined,
    readBytes: async (path) => {
      const bytes = files.get(path);
      if (bytes !== undefined) return { kind: 'bytes', bytes };
      return { kind: 'error', code: 'no-such-file', message: 'does not exist', cure: 'Check the name.' };
    },
    show: (path) => showPath(path, cwd),
  };
}
