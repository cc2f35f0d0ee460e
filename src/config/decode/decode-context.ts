import type { Source } from '../../model/finding.ts';
import type { ProblemList } from '../check/problem-list.ts';
import type { LoadOptions } from '../load-options.ts';
import type { FileVariables } from '../references/check-references.ts';

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
