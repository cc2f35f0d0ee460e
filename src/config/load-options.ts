import type { Source } from '../model/finding.ts';
import type { Catalogue } from '../model/setting.ts';
import type { FileTree } from './files/file-tree.ts';

/** Variables by name; one that is empty counts as unset. */
export type Variables = { readonly [name: string]: string | undefined };

/** What `loadDesired` is handed from outside. It reads no variable by itself. */
export type LoadOptions = {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  readonly env: Variables;
  /** What is in the file that `--vars` names; left out: none is named. */
  readonly varsFile?: Variables;
  /** What an unset `${secret:NAME}` is: a problem, or a key that is not compared. */
  readonly unsetSecrets: 'problem' | 'not-compared';
  /** UTC, YYYY-MM-DD: ends are bounded by it. */
  readonly today: string;
  readonly catalogue: Catalogue;
  /** Codes of the guards that `allow` may name, and of those that have no override. */
  readonly overridableGuards: readonly string[];
  readonly fixedGuards: readonly string[];
  /** Where the file is named, which is told when it cannot be read; null or left out: by people. */
  readonly namedAt?: Source | null;
  /** Where files are read from, when that is not simply the disk. */
  readonly tree?: FileTree;
};
