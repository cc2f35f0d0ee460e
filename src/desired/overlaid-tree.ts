import { diskTree } from './disk-tree.ts';
import type { FileTree } from './file-tree.ts';

/** The files on the disk, with other texts in the place of some. `texts`: by path with links resolved. */
export function overlaidTree(cwd: string, texts: ReadonlyMap<string, string>): FileTree {
  const disk = diskTree(cwd);
  return {
    ...disk,
    readBytes: async (path) => {
      const text = texts.get(path);
      return text === undefined ? disk.readBytes(path) : { kind: 'bytes', bytes: Buffer.from(text) };
    },
  };
}

/** The files on the disk, remembering what was read. */
export function rememberingTree(cwd: string, read: Map<string, Buffer>): FileTree {
  const disk = diskTree(cwd);
  return {
    ...disk,
    readBytes: async (path) => {
      const found = await disk.readBytes(path);
      if (found.kind === 'bytes') read.set(path, found.bytes);
      return found;
    },
  };
}
