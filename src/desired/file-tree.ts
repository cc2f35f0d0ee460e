/** The files that a configuration is read from: those on the disk, or those of a commit. Paths are absolute. */
export type FileTree = {
  /** The folder that relative names start from. */
  readonly cwd: string;
  /** The path with links resolved; undefined when nothing is there. */
  readonly resolveLinks: (path: string) => Promise<string | undefined>;
  /** The folder of the repository that a folder is in; undefined outside of one. */
  readonly findRepository: (folder: string) => Promise<string | undefined>;
  /** The content of a regular file, never more than `maxFileBytes`. */
  readonly readBytes: (path: string) => Promise<FileBytes>;
  /** The path as people see it. */
  readonly show: (path: string) => string;
};

export type FileBytes = { readonly kind: 'bytes'; readonly bytes: Buffer } | FileTrouble;

/** Why a file cannot be read. The message lacks its subject, the name of the file. */
export type FileTrouble = {
  readonly kind: 'trouble';
  readonly code: string;
  readonly message: string;
  readonly cure: string;
};
