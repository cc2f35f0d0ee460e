import type { Baseline } from '../core/model/baseline.ts';
import type { Desired } from '../core/model/desired.ts';
import type { Problem } from '../core/model/problem.ts';
import { type AskedBaseline, parseBaselineSource } from './baseline-source.ts';
import { checkContradictions } from './contradictions.ts';
import { patternsOfKeys } from './decode.ts';
import { decodeId } from './decode-application.ts';
import { type DecodedBaseline, decodeBaseline } from './decode-baseline.ts';
import { type BaselineFiles, decodePolicy, emptyPolicy, protectionsOfCommit } from './decode-policy.ts';
import type { Decoding } from './decoding.ts';
import { diskTree } from './disk-tree.ts';
import { type FileVariables, fileVariables } from './file-variables.ts';
import { loadFiles } from './load-files.ts';
import { type LocatedBaseline, locateBaseline } from './locate-baseline.ts';
import { childOf, type LocatedMap } from './located.ts';
import { mergeFiles } from './merge-files.ts';
import type { LoadOptions } from './options.ts';
import { ProblemList } from './problem-list.ts';
import type { ProtectedFiles } from './protections.ts';
import type { RunGit } from './run-git.ts';

export type BaselineResult =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  /** It is a snapshot, which is no configuration: whoever asked reads it. */
  | { readonly kind: 'snapshot'; readonly name: string; readonly path: string }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What the baseline is for: the name of the file, and what it asks for today. */
export type BaselineFor = { readonly file: string; readonly desired: Desired };

/**
 * Reads what was last applied. A baseline that is not to be had is a problem, and never an empty one: every key would
 * look as if it had just been declared. Only a file that the commit certainly does not have is new as a whole.
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
    clients: [],
    ignore: [],
    accepted: [],
    sensitive: [],
    policy: emptyPolicy(protections),
  };
}

// The protect files of then protect nothing: what may not change is said today.
async function loadBaselineFiles(
  located: LocatedBaseline,
  { askedAt }: AskedBaseline,
  variables: FileVariables,
  problems: ProblemList,
): Promise<BaselineFiles | undefined> {
  const { tree, path } = located;
  // What may not be read today is not compared, like what is unset: the file of then cannot be changed any more.
  const unjudged: FileVariables = { ...variables, refusals: () => [] };
  const { sources, complete } = await loadFiles({ path, askedAt }, tree, unjudged, problems);
  const roots = sources.map(({ root }) => root);
  for (const root of roots) checkContradictions(root, problems);
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
  given: Pick<Decoding, 'options' | 'variables' | 'problems'>,
): DecodedBaseline & Pick<Baseline, 'policy'> {
  const { merged } = files;
  const { problems } = given;
  const decoding: Decoding = {
    ...given,
    // What a variable held then is not known: the value is not compared.
    unset: { env: 'not-compared', secret: 'not-compared' },
    lastDay: null,
    notes: new ProblemList(),
    secrets: new Map(),
    resolved: [],
  };
  patternsOfKeys(merged, 'sensitive', problems);
  checkApplication(merged, desired, decoding);
  return { ...decodeBaseline(merged, decoding), policy: decodePolicy(files, decoding) };
}

// Whose baseline it is must be certain, so here an unset variable is a problem.
function checkApplication(merged: LocatedMap, { application }: Desired, decoding: Decoding): void {
  const { problems, unset } = decoding;
  const node = childOf(childOf(merged, 'application'), 'id');
  const id = decodeId(node, 'application id', { ...decoding, unset: { ...unset, env: 'problem' } });
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
    'the baseline is for another application than the file',
    'Name the baseline of this application.',
  );
}
