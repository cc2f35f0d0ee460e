import { ProblemList } from '../check/problem-list.ts';
import { childOf, textOf } from '../yaml/located.ts';
import { type FileTree, readTextFile } from './file-tree.ts';
import { parseText } from './load-files.ts';

// What the lines of a file tell before it is parsed. It says where to begin, and decides nothing: the whole file does.

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
  const part = outermostParts(text)?.get('application');
  if (part === undefined) return null;
  const problems = new ProblemList();
  const root = parseText('', part, problems);
  const id = problems.isEmpty ? textOf(childOf(childOf(root, 'application'), 'id')) : undefined;
  // A reference stands for something else.
  return id !== undefined && /^[A-Za-z0-9][A-Za-z0-9_-]*$/u.test(id) ? id : null;
}

/** The beginning of a file, and what it seems to declare. */
export type Outline = {
  /** A configuration that has the application and the credentials alone. */
  readonly head: string;
  /** The ids at clients; those that are not written in the usual way are missing. */
  readonly clientIds: readonly string[];
};

/** The outline of a text; null: only the whole file can tell its application. */
export function outlineOf(text: string): Outline | null {
  const parts = outermostParts(text);
  // What it extends may say more of the application.
  if (parts === null || !parts.has('application') || parts.has('extends')) return null;
  const head = ['version', 'application', 'credentials'].map((key) => parts.get(key) ?? '').join('');
  return { head, clientIds: idsOfMembers(parts.get('clients') ?? '') };
}

/** The lines of each key of the outermost map; null: they are not written in the usual way. */
function outermostParts(text: string): ReadonlyMap<string, string> | null {
  const begins = [...text.matchAll(/^[^\s#].*$/gmu)];
  const parts = new Map<string, string>();
  for (const [at, { 0: line, index }] of begins.entries()) {
    // Several documents, directives, keys in quotes and maps in braces are for the parser.
    const [, key] = /^(\w[\w-]*)[ \t]*:(?:\s|$)/u.exec(line) ?? [];
    if (key === undefined || parts.has(key)) return null;
    parts.set(key, `${text.slice(index, begins[at + 1]?.index).trimEnd()}\n`);
  }
  return parts;
}

/** The plain value of `id` in each entry of a map whose entries are indented like the first one. */
function idsOfMembers(part: string): readonly string[] {
  const [, entry = '', member = ''] = /\n( +)[^\s#].*:[ \t\r]*\n(?:[ \t]*(?:#.*)?\n)*( +)[^\s#]/u.exec(part) ?? [];
  if (member.length <= entry.length) return [];
  const ids = part.matchAll(new RegExp(`^${member}id:[ \\t]*(["']?)([A-Za-z0-9_-]+)\\1[ \\t\\r]*(?:#.*)?$`, 'gmu'));
  return [...ids].map(([, , id = '']) => id);
}
