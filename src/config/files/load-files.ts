import { dirname, extname, resolve } from 'node:path';
import { configKeys } from '../../generated/config-keys.ts';
import { validate } from '../../generated/validate-config.js';
import { nextTurn } from '../../leaf/work.ts';
import type { Source } from '../../model/finding.ts';
import { checkShape } from '../check/check-shape.ts';
import { maxFiles, type ProblemList, showName } from '../check/problems-and-limits.ts';
import { checkWildcards } from '../decode/targets.ts';
import { checkReferences, type FileVariables } from '../references/check-references.ts';
import { childOf, itemsOf, type Located, type LocatedMap, type LocatedScalar, textOf } from '../yaml/located.ts';
import { parseText } from '../yaml/parse-yaml.ts';
import { type FileName, type FileTree, isInside, readTextFile } from './file-tree.ts';
import type { Parser } from './parser-thread.ts';

/** One file of a configuration, sound YAML. */
type ConfigSource = {
  readonly path: string;
  readonly realPath: string;
  readonly shown: string;
  readonly root: LocatedMap;
};

export type LoadedFiles = {
  /** Earlier files first, so that later ones win; the file that was asked for is the last. */
  readonly sources: readonly ConfigSource[];
  /** False when a file could not be read: then nothing can be said of the whole. */
  readonly complete: boolean;
};

type Loading = {
  readonly tree: FileTree;
  readonly parser: Parser | undefined;
  readonly variables: FileVariables;
  readonly boundary: string;
  readonly problems: ProblemList;
  readonly sources: ConfigSource[];
  /** By path with links resolved: files that are being read, and files that are done. */
  readonly state: Map<string, 'open' | 'done'>;
  complete: boolean;
};

type Request = { readonly path: string; readonly askedAt: Source | null };

/** Where files are read from, and what parses them; left out: this thread. */
export type FileReader = { readonly tree: FileTree; readonly parser?: Parser | undefined };

/** Reads a file and all that it extends, each file once, and checks each on its own. */
export async function loadFiles(
  { path: file, askedAt }: Request,
  { tree, parser }: FileReader,
  variables: FileVariables,
  problems: ProblemList,
): Promise<LoadedFiles> {
  const path = resolve(tree.cwd, file);
  const folder = dirname((await tree.resolveLinks(path)) ?? path);
  // Where `extends` ends, links resolved.
  const boundary = (await tree.findRepository(folder)) ?? folder;
  const loading: Loading = {
    tree,
    parser,
    variables,
    boundary,
    problems,
    sources: [],
    state: new Map(),
    complete: true,
  };
  await loadFile(loading, { path, askedAt });
  const { sources, complete } = loading;
  const roots = sources.map(({ root }) => root);
  return { sources, complete: checkWildcards(roots, problems) && complete };
}

async function loadFile(loading: Loading, request: Request): Promise<void> {
  const { tree, parser } = loading;
  const realPath = (await tree.resolveLinks(request.path)) ?? request.path;
  if (!mayLoad(loading, request, realPath)) return;
  loading.state.set(realPath, 'open');
  const shown = tree.show(request.path);
  const root = await readYaml({ path: realPath, shown, askedAt: request.askedAt }, tree, loading.problems, parser);
  if (root === undefined || isOwnOutput(root, request, loading)) {
    loading.complete = false;
  } else {
    await nextTurn();
    checkShape(root, { validate, keys: configKeys }, loading.problems);
    await nextTurn();
    checkReferences(root, loading.variables, loading.problems);
    for (const include of includesOf(root)) await loadInclude(loading, request.path, include);
    if (root.kind === 'map') loading.sources.push({ path: request.path, realPath, shown, root });
    else loading.complete = false;
  }
  loading.state.set(realPath, 'done');
}

/** Whether it is something that capstan wrote itself, which is a mix-up: one sentence on that tells more than each of its keys. */
function isOwnOutput(root: Located, { path }: Request, { tree, problems }: Loading): boolean {
  const name = tree.show(path);
  if (textOf(childOf(root, 'kind')) === 'capstan-snapshot') {
    const cure = 'Name a YAML file with -f; use a snapshot with `plan --snapshot FILE`, --baseline or `compare`.';
    problems.add('not-a-configuration', null, `${name} is a snapshot, not a configuration`, cure);
    return true;
  }
  if (childOf(root, 'applications') !== undefined && childOf(root, 'application') === undefined) {
    const cure = 'Name a fleet with --fleet FILE, and a configuration with -f.';
    problems.add('not-a-configuration', null, `${name} is a fleet file, not a configuration`, cure);
    return true;
  }
  const isPlan = ['formatVersion', 'digest', 'changes'].every((key) => childOf(root, key) !== undefined);
  if (isPlan) {
    const cure = 'Name a YAML file with -f; use a saved plan with `capstan show FILE` or `capstan apply FILE`.';
    problems.add('not-a-configuration', null, `${name} is a saved plan, not a configuration`, cure);
  }
  return isPlan;
}

function mayLoad({ state, problems }: Loading, { askedAt }: Request, realPath: string): boolean {
  const seen = state.get(realPath);
  if (seen === 'open') {
    problems.add(
      'circular-extends',
      askedAt,
      'the files extend each other in a circle',
      'Remove one of the "extends" lines.',
    );
  }
  if (seen !== undefined) return false;
  if (state.size < maxFiles) return true;
  problems.add(
    'too-many-files',
    askedAt,
    `the configuration consists of more than ${maxFiles} files`,
    'Merge some of them.',
  );
  return false;
}

/** The names of the files that a file extends. */
export function includesOf(root: Located): readonly LocatedScalar[] {
  const written = childOf(root, 'extends');
  const nodes = written?.kind === 'scalar' ? [written] : itemsOf(written);
  return nodes.filter((node) => node.kind === 'scalar' && node.json !== null) as readonly LocatedScalar[];
}

async function loadInclude(loading: Loading, from: string, include: LocatedScalar): Promise<void> {
  const { problems, boundary } = loading;
  const refuse = (code: string, message: string, cure: string): void => {
    problems.add(code, include.source, message, cure);
    loading.complete = false;
  };
  const name = include.text;
  if (name.includes('\0') || /^[A-Za-z][A-Za-z0-9+.-]+:/u.test(name)) {
    refuse('not-a-local-file', 'an extended file must be a local file', 'Name a .yaml or .yml file by its path.');
    return;
  }
  if (!['.yaml', '.yml'].includes(extname(name))) {
    refuse('not-a-yaml-file', `${showName(name)} does not end in .yaml or .yml`, 'Name a .yaml or .yml file.');
    return;
  }
  const path = resolve(dirname(from), name);
  const realPath = await loading.tree.resolveLinks(path);
  if (realPath === undefined) {
    refuse(
      'no-such-file',
      `${showName(name)} does not exist or may not be read`,
      'Check the path; it is relative to the file that names it.',
    );
  } else if (isInside(realPath, boundary)) {
    await loadFile(loading, { path, askedAt: include.source });
  } else {
    refuse(
      'outside-of-repository',
      `${showName(name)} is outside of ${outsideOf(loading)}`,
      'Move the file into it; links do not help.',
    );
  }
}

function outsideOf({ boundary, tree }: Loading): string {
  return `the repository (or folder) ${showName(tree.show(boundary))}`;
}

/** Reads one YAML file into a tree with places; undefined, with problems, when that cannot be. */
export async function readYaml(
  name: FileName,
  tree: FileTree,
  problems: ProblemList,
  parser?: Parser | undefined,
): Promise<Located | undefined> {
  const text = await readTextFile(name, tree, problems);
  if (text === undefined) return undefined;
  return parser === undefined ? parseText(name.shown, text, problems) : parser.parse(name.shown, text, problems);
}
