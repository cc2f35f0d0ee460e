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

/** One file, with all that it extends and that protects it, as a desired state; or what is wrong with it. */
export async function loadFile(
  file: string,
  context: WorkflowContext,
  secrets: 'required' | 'left-out',
): Promise<LoadResult> {
  const namedAt = context.namedAt?.(file) ?? null;
  return context.ahead?.get(file, secrets) ?? loadDesired(file, { ...loadOptions(context, secrets), namedAt });
}

/** The same for commands that need the whole: what is wrong with the file ends the run. */
export async function loadedOrEnd(
  file: string,
  context: WorkflowContext,
  secrets: 'required' | 'left-out',
): Promise<LoadedDesired> {
  const loaded = await loadFile(file, context, secrets);
  if (loaded.kind === 'desired') return loaded;
  throw new ExpectedEnd('invalidFile', loaded.problems);
}

/** The id of the application that a file is for, by the least of it that tells; null: the file is not sound. */
export async function applicationIdOf(file: string, context: WorkflowContext): Promise<string | null> {
  const quick = await quickApplicationId(resolve(context.cwd, file), treeOf(context));
  if (quick !== null) return quick;
  const loaded = await loadFile(file, context, 'left-out');
  return loaded.kind === 'desired' ? loaded.desired.application.id : null;
}

/** What reading files is handed from outside. */
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

/** What comparison and guards say of a file by the catalogue and the day alone: the same, in the same order, as in a plan. */
export function fileFindings(desired: Desired, now: Date): readonly Finding[] {
  const days = expiryWindow(now);
  const { findings, changes: asked } = compareWithNothing(desired, catalogue, days.today);
  return [...findings, ...runFileGuards(guards, { desired, catalogue, asked, ...days })];
}

/** What is wrong with `sensitive` of the file, where the application was read: an entry that names nothing hides nothing. */
export function hidingNothing(desired: Desired, { live }: SettledLive): readonly Problem[] {
  const mentions = desired.mentions.filter(({ list }) => list === 'sensitive');
  const findings = findNamesNothing({ ...desired, mentions }, { live, catalogue });
  return findings.flatMap((finding) => (finding.severity === 'refuse' ? [asProblem(finding)] : []));
}

/** A finding in the shape of a problem. */
export function asProblem({ code, fact, cure, note, source }: Finding): Problem {
  return { code, message: note === undefined ? fact : `${fact} (${note})`, cure, source };
}
