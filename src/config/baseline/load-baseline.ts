import { dirname, join, resolve } from 'node:path';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { Problem, Source } from '../../model/finding.ts';
import { checkDuplicates } from '../check/check-duplicates.ts';
import { ProblemList, showName } from '../check/problem-list.ts';
import { patternsOfKeys } from '../decode/decode.ts';
import { decodeId } from '../decode/decode-application.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { type BaselineFiles, decodePolicy, emptyPolicy, protectionsOfCommit } from '../decode/decode-policy.ts';
import { diskTree } from '../files/disk-tree.ts';
import { type FileTree, isInside } from '../files/file-tree.ts';
import { openCommit, type RunGit } from '../files/git-tree.ts';
import { loadFiles } from '../files/load-files.ts';
import type { ProtectedFiles } from '../files/protect-files.ts';
import { standardInput } from '../files/standard-input.ts';
import type { LoadOptions } from '../load-options.ts';
import { mergeFiles } from '../merge/merge-files.ts';
import { type FileVariables, fileVariables } from '../references/check-references.ts';
import { childOf, type LocatedMap } from '../yaml/located.ts';
import { type DecodedBaseline, decodeBaseline } from './decode-baseline.ts';

export type BaselineResult =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  /** It is a snapshot, which is not a configuration: the caller reads it. */
  | { readonly kind: 'snapshot'; readonly name: string; readonly path: string }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What the baseline is for: the name of the file, and what it asks for today. */
export type BaselineFor = { readonly file: string; readonly desired: Desired };

/**
 * Reads what was last applied. An unavailable baseline is a problem, never an empty baseline: every key would look
 * newly declared. A file counts as new only if the commit certainly lacks it.
 */
export async function loadBaseline(
  asked: AskedBaseline,
  { file, desired }: BaselineFor,
  options: LoadOptions,
  runGit: RunGit,
): Promise<BaselineResult> {
  const problems = new ProblemList();
  const located = await locateBaseline(asked, { file, tree: options.tree ?? diskTree(options.cwd), runGit }, problems);
  if (located !== undefined && parseBaselineSource(asked.text).kind === 'snapshot') {
    return { kind: 'snapshot', name: located.name, path: located.path };
  }
  if (located?.isNew === true) return { kind: 'baseline', baseline: await emptyBaseline(located) };
  const variables = fileVariables(options.env, options.varsFile ?? {});
  const files = located === undefined ? undefined : await loadBaselineFiles(located, asked, variables, problems);
  if (located !== undefined && files !== undefined) {
    const decoded = decodeFiles(files, desired, { options, variables, problems });
    const { name, commit } = located;
    if (problems.isEmpty) return { kind: 'baseline', baseline: { name, commit, missing: null, ...decoded } };
  }
  return { kind: 'problems', problems: problems.sorted([]) };
}

async function emptyBaseline(located: LocatedBaseline): Promise<Baseline> {
  const { name, commit, tree, path } = located;
  const protections = await protectionsOfThen(located, [{ path, realPath: path }]);
  return {
    name,
    commit,
    missing: tree.show(path),
    global: null,
    clients: new Map(),
    ignore: [],
    accepted: [],
    sensitive: [],
    policy: emptyPolicy(protections),
  };
}

// The old protect files have no effect: today's files decide what must not change.
async function loadBaselineFiles(
  located: LocatedBaseline,
  { askedAt }: AskedBaseline,
  variables: FileVariables,
  problems: ProblemList,
): Promise<BaselineFiles | undefined> {
  const { tree, path } = located;
  // A variable that may not be read today is not compared, like an unset one: the old file can no longer be changed.
  const unjudged: FileVariables = { ...variables, refusals: () => [] };
  const { sources, complete } = await loadFiles({ path, askedAt }, tree, unjudged, problems);
  const roots = sources.map(({ root }) => root);
  for (const root of roots) checkDuplicates(root, problems);
  const merged = complete ? mergeFiles(roots, new ProblemList()) : undefined;
  return merged && { merged, roots, protections: await protectionsOfThen(located, sources) };
}

// Beside a file on the disk are the protect files of today.
async function protectionsOfThen({ commit, tree }: LocatedBaseline, sources: ProtectedFiles['sources']) {
  return commit === null ? null : protectionsOfCommit({ sources }, tree);
}

function decodeFiles(
  files: BaselineFiles,
  desired: Desired,
  given: Pick<DecodeContext, 'options' | 'variables' | 'problems'>,
): DecodedBaseline & Pick<Baseline, 'policy'> {
  const { merged } = files;
  const { problems } = given;
  const context: DecodeContext = {
    ...given,
    // The old value of a variable is unknown, so it is not compared.
    unset: { env: 'not-compared', secret: 'not-compared' },
    lastDay: null,
    notes: new ProblemList(),
    secrets: new Map(),
    resolved: [],
  };
  patternsOfKeys(merged, 'sensitive', problems);
  checkApplication(merged, desired, context);
  return { ...decodeBaseline(merged, context), policy: decodePolicy(files, context) };
}

// Whose baseline it is must be certain, so here an unset variable is a problem.
function checkApplication(merged: LocatedMap, { application }: Desired, context: DecodeContext): void {
  const { problems, unset } = context;
  const node = childOf(childOf(merged, 'application'), 'id');
  const id = decodeId(node, 'application id', { ...context, unset: { ...unset, env: 'problem' } });
  if (id === undefined && problems.isEmpty) {
    problems.add(
      'missing-key',
      merged.source,
      'the baseline does not say which application it is for',
      'Name a baseline whose file has "application" with "id".',
    );
  }
  if (id === undefined || id.text === application.id) return;
  problems.add(
    'baseline-of-another-application',
    id.source,
    'the baseline is for a different application than the file',
    'Name the baseline of this application.',
  );
}

/** A requested baseline: by a flag (no location) or by `baseline:` in a file. */
export type AskedBaseline = { readonly text: string; readonly askedAt: Source | null };

/** What a baseline is read from. */
type BaselineSource =
  /** `path`: of the file in that commit, from the top of the repository; null: the path that the file has now. */
  | { readonly kind: 'git'; readonly ref: string; readonly path: string | null }
  | { readonly kind: 'file'; readonly path: string }
  /** Live state as `capstan snapshot` writes it. */
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'bad'; readonly message: string; readonly cure: string };

// Names of commits as people write them: no option (-), no range (..), no path (:), no search ({/text}), nothing that
// Git itself does not allow in a name.
const refName = /^[^\s\p{C}:?*[\\-][^\s\p{C}:?*[\\]{0,254}$/u;

/** The value that disables the baseline, whatever the file names. */
export const noBaseline = 'none';

/** Reads `git:REF`, `git:REF:PATH`, or the name of a file. */
function parseBaselineSource(text: string): BaselineSource {
  if (text.startsWith('git:')) return gitSource(text.slice('git:'.length));
  if (text === '' || text.includes('\0') || text.length > 4096) {
    return {
      kind: 'bad',
      message: 'this is not the name of a file',
      cure: 'Write git:REF, the name of a file, or none.',
    };
  }
  return { kind: text.toLowerCase().endsWith('.json') ? 'snapshot' : 'file', path: text };
}

function gitSource(text: string): BaselineSource {
  const colon = text.indexOf(':');
  const ref = colon === -1 ? text : text.slice(0, colon);
  const path = colon === -1 ? null : text.slice(colon + 1);
  if (!isRefName(ref)) {
    return {
      kind: 'bad',
      message: 'this is not the name of a commit',
      cure: 'Write git: and a tag, a branch or a commit, such as git:capstan/production.',
    };
  }
  if (path === null || isPathName(path)) return { kind: 'git', ref, path };
  return {
    kind: 'bad',
    message: 'this is not the path of a file in a commit',
    cure: 'Write git:REF:PATH, with the path from the top of the repository, such as git:capstan/production:env/capstan.yaml.',
  };
}

/** Whether a text may be the name of a commit. */
function isRefName(text: string): boolean {
  return refName.test(text) && !text.includes('..') && !text.includes('{/');
}

function isPathName(path: string): boolean {
  const names = path.split('/');
  return path.length <= 4096 && !path.includes('\0') && names.every((name) => !['', '.', '..'].includes(name));
}

/** The same baseline at the very commit that its ref stood for. */
export function pinnedBaseline(name: string, commit: string): string {
  const source = parseBaselineSource(name);
  return source.kind === 'git' && source.path !== null ? `git:${commit}:${source.path}` : `git:${commit}`;
}

/** The file that a baseline is read from: a configuration, or a snapshot. */
type LocatedBaseline = {
  readonly name: string;
  readonly commit: string | null;
  readonly tree: FileTree;
  readonly path: string;
  /** Whether the commit has no such file, though no one named its path: it is new, or was moved. */
  readonly isNew: boolean;
};

/** The file that a plan is made from, the files around it, and how git is run. */
type BaselineContext = { readonly file: string; readonly tree: FileTree; readonly runGit: RunGit };

/** Finds where a baseline is; undefined, with a problem, when it is not available. */
async function locateBaseline(
  asked: AskedBaseline,
  context: BaselineContext,
  problems: ProblemList,
): Promise<LocatedBaseline | undefined> {
  const found = await locate(parseBaselineSource(asked.text), asked, context);
  if (found.kind === 'located') return found.baseline;
  // A flag has no place: its name stands in for one.
  const where = asked.askedAt === null ? `--baseline ${showName(asked.text)}: ` : '';
  problems.add(found.code, asked.askedAt, `${where}${found.message}`, found.cure);
  return undefined;
}

type LocatedOrError =
  | { readonly kind: 'located'; readonly baseline: LocatedBaseline }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly cure: string };

async function locate(source: BaselineSource, asked: AskedBaseline, context: BaselineContext): Promise<LocatedOrError> {
  switch (source.kind) {
    case 'git':
      return locateCommit(source, asked.text, context);
    case 'file':
    case 'snapshot':
      return locateFile(source.path, asked, context);
    case 'bad':
      return { kind: 'error', code: 'bad-baseline', message: source.message, cure: source.cure };
  }
}

type GitSource = Extract<BaselineSource, { readonly kind: 'git' }>;

async function locateCommit(source: GitSource, name: string, context: BaselineContext): Promise<LocatedOrError> {
  const { file, tree: disk, runGit } = context;
  if (file === standardInput && source.path === null) return noPathInCommit(source.ref);
  const opened = await openCommit(source.ref, resolve(disk.cwd, file), runGit);
  if (opened.kind === 'error') return opened;
  const { commit, tree } = opened;
  const path = source.path === null ? opened.path : join(tree.cwd, source.path);
  // A path that is named is expected to exist.
  const isNew = source.path === null && (await tree.lacks(path));
  return { kind: 'located', baseline: { name, commit, tree, path, isNew } };
}

function noPathInCommit(ref: string): LocatedOrError {
  const cure = `Name the file in that commit: ${showName(`git:${ref}:PATH`)}.`;
  return { kind: 'error', code: 'bad-baseline', message: 'standard input has no path in a commit', cure };
}

async function locateFile(name: string, asked: AskedBaseline, context: BaselineContext): Promise<LocatedOrError> {
  const { askedAt } = asked;
  const { file, tree } = context;
  const { cwd } = tree;
  const path = resolve(askedAt === null ? cwd : dirname(resolve(cwd, askedAt.file)), name);
  const real = await tree.resolveLinks(path);
  if (real === undefined) return noFile(name, context);
  const own = (await tree.resolveLinks(resolve(cwd, file))) ?? resolve(cwd, file);
  if (real === own) {
    return {
      kind: 'error',
      code: 'bad-baseline',
      message: 'a file cannot be its own baseline: it would never show a change',
      cure: 'Name the file as it was last applied: git:REF, or a copy.',
    };
  }
  const boundary = (await tree.findRepository(dirname(own))) ?? dirname(own);
  // A file may name only files of its repository; the flag may name any file.
  if (askedAt === null || isInside(real, boundary)) {
    return { kind: 'located', baseline: { name: tree.show(path), commit: null, tree, path, isNew: false } };
  }
  return {
    kind: 'error',
    code: 'outside-of-repository',
    message: `${showName(name)} is outside of the repository (or folder) ${showName(tree.show(boundary))}`,
    cure: 'Move the file into it, or give it with --baseline; links do not help.',
  };
}

// A name without an extension cannot be a baseline file.
function refHint(name: string): string {
  return isRefName(name) && !/\.(?:ya?ml|json)$/iu.test(name) ? `Did you mean ${showName(`git:${name}`)}? ` : '';
}

// People write the name of a commit as they do for git itself.
async function noFile(name: string, { file, tree, runGit }: BaselineContext): Promise<LocatedOrError> {
  const isCommit = isRefName(name) && (await openCommit(name, resolve(tree.cwd, file), runGit)).kind === 'commit';
  return {
    kind: 'error',
    code: 'no-such-file',
    message: 'this file does not exist, or may not be read',
    cure: isCommit
      ? `Did you mean ${showName(`git:${name}`)}? That is the commit of this name.`
      : `${refHint(name)}Check the path; \`baseline:\` is relative to the file that names it, --baseline to the working folder.`,
  };
}
