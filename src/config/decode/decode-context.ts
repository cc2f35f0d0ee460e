import type { Source } from '../../model/finding.ts';
import type { Catalogue } from '../../model/setting.ts';
import type { ProblemList } from '../check/problems-and-limits.ts';
import type { FileTree } from '../files/file-tree.ts';
import type { Parser } from '../files/parser-thread.ts';
import type { FileVariables } from '../references/check-references.ts';
import type { Variables } from '../references/references.ts';

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
  /** What parses them; left out: this thread. */
  readonly parser?: Parser | undefined;
};

/** A text that is not masked anywhere, with its place. */
type PlainText = { readonly text: string; readonly source: Source };

/** What reading the merged file needs, and what it finds besides the desired state. */
export type DecodeContext = {
  readonly options: LoadOptions;
  readonly variables: FileVariables;
  /** What a reference to an unset variable is: a problem, or a value that is not compared. */
  readonly unset: Readonly<Record<'env' | 'secret', 'problem' | 'not-compared'>>;
  /** The last day that an `until` may name; null: any, in what was applied before. */
  readonly lastDay: string | null;
  readonly problems: ProblemList;
  readonly notes: ProblemList;
  /** The secrets that references gave, by the name of the variable. */
  readonly secrets: Map<string, string>;
  /** Texts that references changed: what is in the file itself is looked at apart. */
  readonly resolved: PlainText[];
};
