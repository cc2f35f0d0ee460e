import type { Baseline } from '../../model/baseline.ts';
import { ProblemList } from '../check/problem-list.ts';
import type { FileTree } from '../files/file-tree.ts';
import { type LoadedProtections, loadProtections, type ProtectedFiles } from '../files/protect-files.ts';
import type { LocatedMap } from '../yaml/located.ts';
import { decodeLimits } from './decode.ts';
import type { DecodeContext } from './decode-context.ts';
import { decodeAccepts, decodeAllows } from './decode-overrides.ts';
import { mentionsOf } from './mentions.ts';

/** The files of a baseline, in the order in which they are laid over each other, and as one. */
export type BaselineFiles = {
  readonly merged: LocatedMap;
  readonly roots: readonly LocatedMap[];
  readonly protections: KnownProtections;
};

type KnownProtections = Awaited<ReturnType<typeof protectionsOfCommit>>;

/** The protect files of a commit; null: it has some that cannot be read, so that nothing is known of them. */
export async function protectionsOfCommit(files: ProtectedFiles, tree: FileTree): Promise<LoadedProtections | null> {
  const problems = new ProblemList();
  const found = await loadProtections(files, tree, problems);
  return problems.isEmpty ? found : null;
}

/** What the files of a baseline said of the judgement. An entry that makes no sense today let nothing pass. */
export function decodePolicy({ merged, roots, protections }: BaselineFiles, given: DecodeContext): Baseline['policy'] {
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
export function emptyPolicy(protections: LoadedProtections | null): Baseline['policy'] {
  return { accept: [], allow: [], limits: decodeLimits(undefined), ...named([], protections) };
}

function named(roots: readonly LocatedMap[], protections: LoadedProtections | null) {
  return {
    mentions: mentionsOf(roots, protections?.names ?? []),
    hosts: protections?.hosts ?? null,
    protectFiles: protections === null ? ('unknown' as const) : ('known' as const),
  };
}
