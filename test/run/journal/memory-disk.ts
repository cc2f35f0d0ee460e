import type { Disk } from '../../../src/run/journal/journal-file.ts';

/** A disk that holds what was written to it, and can break. `steps` are the names of what was asked of it, in order. */
export type MemoryDisk = Disk & {
  readonly steps: readonly string[];
  /** The bytes of a file, whether they were synced or not. */
  bytesOf(path: string): Buffer;
  names(): readonly string[];
};

/** `breakAt`: the number of the step, from 0, that fails as a full disk does. `taking`: the most bytes of one write. */
export function memoryDisk({ breakAt = -1, taking = Number.POSITIVE_INFINITY } = {}): MemoryDisk {
  const files = new Map<string, Buffer[]>();
  const steps: string[] = [];

  function step(name: string): void {
    steps.push(name);
    if (steps.length - 1 === breakAt) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  }

  return {
    steps,
    bytesOf: (path) => Buffer.concat(files.get(path) ?? []),
    names: () => [...files.keys()],
    async makeFolder() {
      step('makeFolder');
      return 'folder';
    },
    async exists(path) {
      step('exists');
      return files.has(path);
    },
    async createFile(path) {
      step('createFile');
      const chunks: Buffer[] = [];
      files.set(path, chunks);
      return {
        async write(bytes) {
          // A disk that becomes full takes what still fits.
          if (steps.length === breakAt) chunks.push(Buffer.from(bytes.subarray(0, bytes.length >> 1)));
          step('write');
          const taken = bytes.subarray(0, taking);
          chunks.push(Buffer.from(taken));
          return taken.length;
        },
        sync: async () => step('sync'),
        close: async () => step('close'),
      };
    },
    async rename(from, to) {
      step('rename');
      files.set(to, files.get(from) ?? []);
      files.delete(from);
    },
    syncFolder: async () => step('syncFolder'),
  };
}
