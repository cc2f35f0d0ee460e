/** The result of a run of git. */
export type GitRun =
  | { readonly kind: 'output'; readonly bytes: Buffer }
  /** git ran and said no; the first line of why. */
  | { readonly kind: 'failed'; readonly message: string }
  /** git could not be started, gave more than was asked for, or was ended from outside or by its time limit. */
  | { readonly kind: 'no-git' | 'too-much' | 'stopped' };

/** Runs git in a folder, without a shell. Handed in: reading files starts no program by itself. */
export type RunGit = (folder: string, args: readonly string[], maxBytes: number) => Promise<GitRun>;
