import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { Problem } from '../../model/finding.ts';
import { checkDuplicates } from '../check/check-duplicates.ts';
import { ProblemList } from '../check/problem-list.ts';
import { patternsOfKeys } from '../decode/decode.ts';
import { decodeId } from '../decode/decode-application.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { type BaselineFiles, decodePolicy, emptyPolicy, protectionsOfCommit } from '../decode/decode-policy.ts';
import { diskTree } from '../files/disk-tree.ts';
import type { RunGit } from '../files/git-tree.ts';
import { loadFiles } from '../files/load-files.ts';
import type { ProtectedFiles } from '../files/protect-files.ts';
import type { LoadOptions } from '../load-options.ts';
import { mergeFiles } from '../merge/merge-files.ts';
import { type FileVariables, fileVariables } from '../references/check-references.ts';
import { childOf, type LocatedMap } from '../yaml/located.ts';
import { type DecodedBaseline, decodeBaseline } from './decode-baseline.ts';
import { type AskedBaseline, type LocatedBaseline, locateBaseline, parseBaselineSource } from './locate-baseline.ts';

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
