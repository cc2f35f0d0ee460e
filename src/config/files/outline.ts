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
  const head = ['version', 'application', 'auth', 'credentials'].map((key) => parts.get(key) ?? '').join('');
  // An alias may stand for something that another part of the file says.
  return head.includes('*') ? null : { head, clientIds: idsOfMembers(parts.get('clients') ?? '') };
}

// More than the format has.
const maxParts = 100;

/** The lines of each key of the outermost map; null: they are not written in the usual way. */
function outermostParts(text: string): ReadonlyMap<string, string> | null {
  const parts = new Map<string, string>();
  let open: { readonly key: string; readonly from: number } | null = null;
  const close = (end: number): void => {
    if (open !== null) parts.set(open.key, `${text.slice(open.from, end).trimEnd()}\n`);
  };
  for (const { 0: line, index } of text.matchAll(/^[^\s#].*$/gmu)) {
    close(index);
    // Several documents, directives, keys in quotes and maps in braces are for the parser.
    const [, key] = /^(\w[\w-]*)[ \t]*:(?:\s|$)/u.exec(line) ?? [];
    if (key === undefined || parts.has(key) || parts.size >= maxParts) return null;
    open = { key, from: index };
  }
  close(text.length);
  return parts;
}

/** The plain values of `id`, each once, in the entries of a map that are indented like the first one. */
function idsOfMembers(part: string): readonly string[] {
  const lines = [...part.matchAll(/\n( *)([^\s#][^\n]*)/gu)].map(([, { length: indent } = '', text = '']) => {
    return { indent, text };
  });
  const ids = new Set<string>();
  let member: number | null = null;
  for (const [at, { indent, text }] of lines.entries()) {
    // An entry of one line has no members that a line tells.
    if (indent <= (lines[0]?.indent ?? 0))
      member = /:[ \t\r]*(?:#.*)?$/u.test(text) ? (lines[at + 1]?.indent ?? 0) : null;
    else if (indent === member) addId(text, ids);
  }
  return [...ids];
}

function addId(line: string, ids: Set<string>): void {
  const [, , id] = /^id:[ \t]*(["']?)([A-Za-z0-9_-]+)\1[ \t\r]*(?:#.*)?$/u.exec(line) ?? [];
  if (id !== undefined) ids.add(id);
}
