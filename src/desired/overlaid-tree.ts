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

/** The files on the disk; `onRead` is told of each that was read. */
export function watchedTree(cwd: string, onRead: (path: string, bytes: Buffer) => void): FileTree {
  const disk = diskTree(cwd);
  return {
    ...disk,
    readBytes: async (path) => {
      const found = await disk.readBytes(path);
      if (found.kind === 'bytes') onRead(path, found.bytes);
      return found;
    },
  };
}
