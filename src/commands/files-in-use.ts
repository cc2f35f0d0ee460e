import { stat } from 'node:fs/promises';

/** What a file is used for in a run. */
export type FileUse = 'read' | 'audit';

/** The files that a run reads or writes along the way: no output may take the place of one of them. */
export type FilesInUse = {
  /** Remembers a file. `path` is absolute. */
  readonly note: (path: string, use: FileUse) => void;
  /** What a file is used for, whatever name it goes by; null: nothing. */
  readonly useOf: (path: string) => Promise<FileUse | null>;
};

/** The files in use of one run, none yet. */
export function filesInUse(): FilesInUse {
  const noted = new Map<string, FileUse>();
  return {
    note: (path, use) => void noted.set(path, use),
    useOf: async (path) => {
      const wanted = await identityOf(path);
      if (wanted === null) return null;
      for (const [other, use] of noted) if ((await identityOf(other)) === wanted) return use;
      return null;
    },
  };
}

// By number and not by name: `./x`, another case of the letters and a link are all one file.
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev}:${found.ino}`;
}
