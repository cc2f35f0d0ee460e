import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { watchedTree } from '../config/files/disk-tree.ts';
import type { FileTree } from '../config/files/file-tree.ts';
import { withStandardInput } from '../config/files/standard-input.ts';
import { quickApplicationId } from '../config/fleet/quick-id.ts';
import { type LoadedDesired, type LoadResult, loadDesired } from '../config/load-config.ts';
import type { LoadOptions } from '../config/load-options.ts';
import { compareWithNothing } from '../engine/compare/compare-states.ts';
import { runFileGuards } from '../engine/guards/guard.ts';
import { fixedGuards, guards, overridableGuards } from '../engine/guards/index.ts';
import { findNamesNothing } from '../engine/guards/names-nothing.ts';
import type { SettledLive } from '../engine/snapshot/make-snapshot.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding, Problem } from '../model/finding.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { expiryWindow } from './expiry-window.ts';

/** One file, with all that it extends and its protect files, as a desired state; or its problems. */
export async function loadFile(
  file: string,
  context: WorkflowContext,
  secrets: 'required' | 'left-out',
): Promise<LoadResult> {
  const namedAt = context.namedAt?.(file) ?? null;
  return context.ahead?.get(file, secrets) ?? loadDesired(file, { ...loadOptions(context, secrets), namedAt });
}

/** The same for commands that need a valid file: problems end the run. */
export async function loadedOrEnd(
  file: string,
  context: WorkflowContext,
  secrets: 'required' | 'left-out',
): Promise<LoadedDesired> {
  const loaded = await loadFile(file, context, secrets);
  if (loaded.kind === 'desired') return loaded;
  throw new ExpectedEnd('invalidFile', loaded.problems);
}

/** The id of the application of a file, read with as little work as possible; null: the file is invalid. */
export async function applicationIdOf(file: string, context: WorkflowContext): Promise<string | null> {
  const quick = await quickApplicationId(resolve(context.cwd, file), treeOf(context));
  if (quick !== null) return quick;
  const loaded = await loadFile(file, context, 'left-out');
  return loaded.kind === 'desired' ? loaded.desired.application.id : null;
}

/** The environment for reading files. */
export function loadOptions(context: WorkflowContext, secrets: 'required' | 'left-out'): LoadOptions {
  return {
    cwd: context.cwd,
    env: context.variables,
    varsFile: context.varsFile,
    unsetSecrets: secrets === 'required' ? 'problem' : 'not-compared',
    today: expiryWindow(context.now()).today,
    catalogue,
    overridableGuards,
    fixedGuards,
    tree: treeOf(context),
  };
}

function treeOf({ cwd, files, standardInput }: WorkflowContext): FileTree {
  const tree = watchedTree(cwd, (path) => files.note(path, 'read'));
  return standardInput === undefined ? tree : withStandardInput(tree, standardInput);
}

/** The findings for a file that depend only on the catalogue and the day: the same, in the same order, as in a plan. */
export function fileFindings(desired: Desired, now: Date): readonly Finding[] {
  const days = expiryWindow(now);
  const { findings, changes: asked } = compareWithNothing(desired, catalogue, days.today);
  return [...findings, ...runFileGuards(guards, { desired, catalogue, asked, ...days })];
}

/** Findings about `sensitive` of the file, once the application was read: an entry that names nothing hides nothing. */
export function hidingNothing(desired: Desired, { live }: SettledLive): readonly Problem[] {
  const mentions = desired.mentions.filter(({ list }) => list === 'sensitive');
  const findings = findNamesNothing({ ...desired, mentions }, { live, catalogue });
  return findings.flatMap((finding) => (finding.severity === 'refuse' ? [asProblem(finding)] : []));
}

/** A finding as a problem. */
export function asProblem({ code, fact, cure, note, source }: Finding): Problem {
  return { code, message: note === undefined ? fact : `${fact} (${note})`, cure, source };
}
