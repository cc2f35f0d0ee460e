import { nextTurn } from '../leaf/work.ts';
import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/finding.ts';
import type { AskedBaseline } from './baseline/locate-baseline.ts';
import { checkDuplicates, checkNames, checkSecrets } from './check/check-content.ts';
import { ProblemList } from './check/problems-and-limits.ts';
import { decode } from './decode/decode.ts';
import type { DecodeContext, LoadOptions } from './decode/decode-context.ts';
import { lastDayFrom } from './decode/decode-scope.ts';
import { mentionsOf } from './decode/targets.ts';
import { diskTree } from './files/disk-tree.ts';
import { type LoadedFiles, loadFiles } from './files/load-files.ts';
import { loadProtections } from './files/protect-files.ts';
import { mergeFiles } from './merge/merge-files.ts';
import { fileVariables } from './references/check-references.ts';
import { childOf, type LocatedMap, textOf } from './yaml/located.ts';

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
  const loaded = await loadFiles({ path: file, askedAt: options.namedAt ?? null }, tree, variables, problems);
  for (const { root } of loaded.sources) checkDuplicates(root, problems);
  const protections = await loadProtections(loaded, tree, problems);
  const merged = mergeFiles(
    loaded.sources.map(({ root }) => root),
    notes,
  );
  const roots = loaded.sources.map(({ root }) => root);
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
