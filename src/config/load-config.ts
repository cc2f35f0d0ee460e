import { nextTurn } from '../leaf/work.ts';
import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/finding.ts';
import type { AskedBaseline } from './baseline/locate-baseline.ts';
import { checkDuplicates, checkNames, checkSecrets } from './check/check-content.ts';
import { ProblemList } from './check/problems-and-limits.ts';
import { decode } from './decode/decode.ts';
import { isId } from './decode/decode-application.ts';
import type { DecodeContext, LoadOptions } from './decode/decode-context.ts';
import { lastDayFrom } from './decode/decode-scope.ts';
import { mentionsOf } from './decode/targets.ts';
import { diskTree } from './files/disk-tree.ts';
import { type LoadedFiles, loadFiles } from './files/load-files.ts';
import { loadProtections } from './files/protect-files.ts';
import { mergeFiles } from './merge/merge-files.ts';
import { fileVariables } from './references/check-references.ts';
import { childOf, type LocatedMap, textOf } from './yaml/located.ts';
import { parseText } from './yaml/parse-yaml.ts';

/** A file that is sound, with all that it extends. */
export type LoadedDesired = {
  /** A file with problems gives none: `load` rejects. */
  readonly kind: 'desired';
  /** What the merged file declares. */
  readonly desired: Desired;
  /** Remarks that stop nothing. */
  readonly notes: readonly Problem[];
  /** The files read, relative to the working folder: the file itself first, then those it extends, then protections. */
  readonly files: readonly string[];
  /** The configuration files alone, in the order in which they are laid over each other: the file itself last. */
  readonly sources: readonly { readonly shown: string; readonly realPath: string }[];
  /** The merged file with its places, for `effectiveYaml`. */
  readonly merged: LocatedMap;
  /** What `baseline:` names; null: nothing. */
  readonly baseline: AskedBaseline | null;
};

export type LoadResult =
  | LoadedDesired
  | {
      readonly kind: 'problems';
      readonly problems: readonly Problem[];
      readonly notes: readonly Problem[];
      readonly files: readonly string[];
    };

/**
 * Reads a file with all that it extends and protects it. Returns every problem at once; never throws for what files
 * hold.
 */
export async function loadDesired(file: string, options: LoadOptions): Promise<LoadResult> {
  const problems = new ProblemList();
  const notes = new ProblemList();
  const tree = options.tree ?? diskTree(options.cwd);
  const variables = fileVariables(options.env, options.varsFile ?? {});
  const reader = { tree, parser: options.parser };
  const loaded = await loadFiles({ path: file, askedAt: options.namedAt ?? null }, reader, variables, problems);
  for (const { root } of loaded.sources) checkDuplicates(root, problems);
  const protections = await loadProtections(loaded, tree, problems);
  const merged = mergeFiles(
    loaded.sources.map(({ root }) => root),
    notes,
  );
  const roots = loaded.sources.map(({ root }) => root);
  // Between two stages, as in the loading of each file: requests under way go on.
  await nextTurn();
  const mentions = mentionsOf(roots, protections.names);
  // Without one of its files the whole would look as if much were missing.
  const desired = merged === undefined || !loaded.complete ? undefined : decodeMerged(merged);
  const files = [...shownFiles(loaded), ...protections.files];
  if (!problems.isEmpty || desired === undefined || merged === undefined) {
    return { kind: 'problems', problems: problems.sorted(files), notes: notes.sorted(files), files };
  }
  const sources = loaded.sources.map(({ shown, realPath }) => ({ shown, realPath }));
  const baseline = writtenBaseline(merged);
  return { kind: 'desired', desired, notes: notes.sorted(files), files, sources, merged, baseline };

  function decodeMerged(root: LocatedMap): Desired | undefined {
    const context: DecodeContext = {
      options,
      variables,
      unset: { env: 'problem', secret: options.unsetSecrets },
      lastDay: lastDayFrom(options.today),
      problems,
      notes,
      secrets: new Map(),
      resolved: [],
    };
    const found = decode(root, { ...protections, mentions }, context);
    checkSecrets(
      root,
      textOf(childOf(childOf(root, 'credentials'), 'clientSecret')) ?? 'CAPSTAN_CLIENT_SECRET',
      context,
    );
    checkNames(root, context);
    return found;
  }
}

function writtenBaseline(root: LocatedMap): AskedBaseline | null {
  const node = childOf(root, 'baseline');
  const text = textOf(node);
  return node === undefined || text === undefined ? null : { text, askedAt: node.source };
}

function shownFiles({ sources }: LoadedFiles): readonly string[] {
  return sources.map(({ shown }) => shown).reverse();
}

// What the lines of a file tell before it is parsed. It says where to begin, and decides nothing: the whole file does.

/**
 * The id of the application that a text is for, where it is there in clear: parsing all of a hundred thousand files to
 * learn which few are of a shard would take most of its time. null: only the whole file can tell. What a file says
 * itself counts before what it extends, so the rest of it need not be looked at.
 */
export function quickIdIn(text: string): string | null {
  const part = outermostParts(text)?.get('application');
  if (part === undefined) return null;
  const problems = new ProblemList();
  const root = parseText('', part, problems);
  const id = problems.isEmpty ? textOf(childOf(childOf(root, 'application'), 'id')) : undefined;
  // A reference stands for something else.
  return id !== undefined && isId(id) ? id : null;
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
  // YAML ends a line at no other character: a comment may hold U+2028, or a carriage return alone.
  for (const { 0: line, index } of text.matchAll(/(?<![^\n])[^\s#][^\n]*/gu)) {
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
  const ids = new Set<string>();
  let entry: number | null = null;
  let member: number | 'next line' | null = null;
  for (const [, { length: indent } = '', text = ''] of part.matchAll(/\n( *)([^\s#][^\n]*)/gu)) {
    entry ??= indent;
    if (member === 'next line') member = indent;
    // An entry of one line has no members that a line tells.
    if (indent <= entry) member = /:[ \t\r]*(?:#.*)?$/u.test(text) ? 'next line' : null;
    else if (indent === member) addId(text, ids);
  }
  return [...ids];
}

function addId(line: string, ids: Set<string>): void {
  const [, , id] = /^id:[ \t]*(["']?)([A-Za-z0-9_-]+)\1[ \t\r]*(?:#.*)?$/u.exec(line) ?? [];
  if (id !== undefined) ids.add(id);
}
