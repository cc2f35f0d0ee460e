import { ProblemList } from '../check/problem-list.ts';
import { type FileTree, readTextFile } from '../files/file-tree.ts';
import { parseText } from '../files/load-files.ts';
import { childOf, textOf } from '../yaml/located.ts';

/**
 * The id of the application that a file is for, where it is there in clear: parsing all of a hundred thousand files to
 * learn which few are of a shard would take most of its time. null: only the whole file can tell. What a file says
 * itself counts before what it extends, so the rest of it need not be looked at.
 */
export async function quickApplicationId(path: string, tree: FileTree): Promise<string | null> {
  const text = await readTextFile({ path, shown: path, askedAt: null }, tree, new ProblemList());
  return text === undefined ? null : quickIdIn(text);
}

/** The same in a text. */
export function quickIdIn(text: string): string | null {
  const piece = applicationPart(text);
  if (piece === null) return null;
  const problems = new ProblemList();
  const root = parseText('', piece, problems);
  const id = problems.isEmpty ? textOf(childOf(childOf(root, 'application'), 'id')) : undefined;
  // A reference stands for something else.
  return id !== undefined && /^[A-Za-z0-9][A-Za-z0-9_-]*$/u.test(id) ? id : null;
}

/** The lines of `application:`, up to the next key; null: it is not written in the usual way. */
function applicationPart(text: string): string | null {
  // Several documents, directives, keys in quotes and maps in braces are for the parser.
  if (/^(?:---|\.\.\.|[%{?"'])/mu.test(text)) return null;
  const [begin, ...others] = text.matchAll(/^application[ \t]*:/gmu);
  if (begin === undefined || others.length > 0) return null;
  const behind = text.slice(begin.index + begin[0].length);
  const next = behind.search(/\n[^\s#]/u);
  return begin[0] + (next === -1 ? behind : behind.slice(0, next + 1));
}
