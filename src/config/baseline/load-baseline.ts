import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { Problem } from '../../model/finding.ts';
import type { ClientState, ScopeState } from '../../model/state.ts';
import { checkDuplicates } from '../check/check-content.ts';
import { ProblemList } from '../check/problems-and-limits.ts';
import { decodeLimits, patternsOfKeys } from '../decode/decode.ts';
import { decodeId, decodeText } from '../decode/decode-application.ts';
import type { DecodeContext, LoadOptions } from '../decode/decode-context.ts';
import { decodeAccepts, decodeAllows } from '../decode/decode-overrides.ts';
import { decodeGlobal, decodeUnmentioned } from '../decode/decode-scope.ts';
import { decodeClientScope, decodeThings } from '../decode/decode-things.ts';
import { mentionsOf, readTarget, readTargetOrId, readTargets } from '../decode/targets.ts';
import { diskTree } from '../files/disk-tree.ts';
import type { FileTree } from '../files/file-tree.ts';
import type { RunGit } from '../files/git-tree.ts';
import { loadFiles } from '../files/load-files.ts';
import { type LoadedProtections, loadProtections, type ProtectedFiles } from '../files/protect-files.ts';
import { mergeFiles } from '../merge/merge-files.ts';
import { type FileVariables, fileVariables } from '../references/check-references.ts';
import { childOf, entriesOf, itemsOf, type LocatedMap } from '../yaml/located.ts';
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
  const { sources, complete } = await loadFiles({ path, askedAt }, { tree }, unjudged, problems);
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

/** What a merged file says as a baseline, less its name. */
type DecodedBaseline = Pick<Baseline, 'global' | 'clients' | 'things' | 'ignore' | 'accepted' | 'sensitive'>;

/** Reads a merged file as a baseline: what it asked for counts as having been applied, days do not count. */
function decodeBaseline(root: LocatedMap, context: DecodeContext): DecodedBaseline {
  const inherited = decodeUnmentioned(root) ?? 'keep';
  const clients = [...entriesOf(childOf(root, 'clients'))].map(
    ([alias, { value }]): ClientState & { alias: string } => ({
      alias,
      id: decodeId(childOf(value, 'id'), 'client id', context)?.text ?? null,
      name: decodeText(childOf(childOf(value, 'find'), 'name'), context)?.text ?? null,
      scope: decodeClientScope(value, inherited, context),
    }),
  );
  const global = decodeGlobal(root, context);
  return {
    global: global !== null && saysNothing(global) ? null : global,
    clients: new Map(clients.map((client) => [client.alias, client])),
    ...decodeThings(root, context),
    ignore: readTargets(childOf(root, 'ignore'), context.problems).map(({ pattern }) => pattern),
    accepted: acceptedIn(root, context),
    sensitive: readTargets(childOf(root, 'sensitive'), context.problems, readTargetOrId).map(({ pattern }) => pattern),
  };
}

// Whether an entry held on the day of the apply is not known, and not what live was then.
function acceptedIn(root: LocatedMap, { problems }: DecodeContext): Baseline['accepted'] {
  return itemsOf(childOf(root, 'accept')).flatMap((entry) => readTarget(childOf(entry, 'target'), problems) ?? []);
}

function saysNothing({ sections, whole }: ScopeState): boolean {
  return sections.settings.size + sections.custom.size === 0 && !whole.settings && !whole.custom;
}

/** The files of a baseline, in the order in which they are laid over each other, and as one. */
type BaselineFiles = {
  readonly merged: LocatedMap;
  readonly roots: readonly LocatedMap[];
  readonly protections: KnownProtections;
};

type KnownProtections = Awaited<ReturnType<typeof protectionsOfCommit>>;

/** The protect files of a commit; null: it has some that cannot be read, so that nothing is known of them. */
async function protectionsOfCommit(files: ProtectedFiles, tree: FileTree): Promise<LoadedProtections | null> {
  const problems = new ProblemList();
  const found = await loadProtections(files, tree, problems);
  return problems.isEmpty ? found : null;
}

/** What the files of a baseline said of the judgement. An entry that makes no sense today let nothing pass. */
function decodePolicy({ merged, roots, protections }: BaselineFiles, given: DecodeContext): Baseline['policy'] {
  const context = { ...given, problems: new ProblemList() };
  const isSecret = () => null;
  return {
    accept: decodeAccepts(merged, isSecret, context),
    allow: decodeAllows(merged, isSecret, context),
    limits: decodeLimits(merged),
    ...named(roots, protections),
  };
}

/** The same where the commit does not have the file: whatever the file says of the judgement is new. */
function emptyPolicy(protections: LoadedProtections | null): Baseline['policy'] {
  return { accept: [], allow: [], limits: decodeLimits(undefined), ...named([], protections) };
}

function named(roots: readonly LocatedMap[], protections: LoadedProtections | null) {
  return {
    mentions: mentionsOf(roots, protections?.names ?? []),
    hosts: protections?.hosts ?? null,
    protectFiles: protections === null ? ('unknown' as const) : ('known' as const),
  };
}
