import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { ProblemList } from '../config/check/problems-and-limits.ts';
import type { LoadOptions } from '../config/decode/decode-context.ts';
import { overlaidTree, rememberedTree, watchedTree } from '../config/files/disk-tree.ts';
import { type FileTree, readTextFile, withStandardInput } from '../config/files/file-tree.ts';
import { type LoadedDesired, type LoadResult, loadDesired, quickIdIn } from '../config/load-config.ts';
import { compareWithNothing } from '../engine/compare/compare-states.ts';
import { runFileGuards } from '../engine/guards/guard.ts';
import { fixedGuards, guards, overridableGuards } from '../engine/guards/index.ts';
import { findNamesNothing } from '../engine/guards/names-nothing.ts';
import type { SettledLive } from '../engine/snapshot/make-snapshot.ts';
import { editDistance } from '../leaf/did-you-mean.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding, Problem } from '../model/finding.ts';
import { parseTargetPattern, type TargetPattern, targetForms } from '../model/target-pattern.ts';
import type { FileText, Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { expiryWindow } from './run-context.ts';

/** One file, with all that it extends and its protect files, as a desired state; or its problems. */
export async function loadFile(
  file: string,
  context: WorkflowContext,
  secrets: 'required' | 'left-out',
): Promise<LoadResult> {
  const namedAt = context.namedAt?.(file) ?? null;
  const options = { ...loadOptions(context, secrets), namedAt };
  return context.ahead?.get(file, secrets) ?? loadDesired(file, { ...options, tree: treeWithText(file, context) });
}

/** The files that a run may read; this one as it was when its text was read ahead. */
function treeWithText(file: string, context: WorkflowContext): FileTree {
  const tree = treeOf(context);
  const known = context.ahead?.textOf(file);
  if (known === undefined) return tree;
  const { asked, path, text } = known;
  const resolveLinks: FileTree['resolveLinks'] = async (one) => (one === asked ? path : tree.resolveLinks(one));
  return { ...overlaidTree(tree, new Map([[path, text]])), resolveLinks };
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

/** What the text of a file alone tells of its application; null: only loading the file can tell. The text is kept for its turn. */
export async function quickIdOf(file: string, context: WorkflowContext): Promise<string | null> {
  const known = await readText(file, context);
  if (known === null) return null;
  context.ahead?.keepText(file, known);
  return quickIdIn(known.text);
}

/** The text of a file before it is loaded; null: loading it tells why there is none. */
export async function readText(file: string, context: WorkflowContext): Promise<FileText | null> {
  const tree = treeOf(context);
  const asked = resolve(context.cwd, file);
  const path = (await tree.resolveLinks(asked)) ?? asked;
  const text = await readTextFile({ path, shown: file, askedAt: null }, tree, new ProblemList());
  return text === undefined ? null : { asked, path, text };
}

/** The id of the application of a file, read with as little work as possible; null: the file is invalid. */
export async function applicationIdOf(file: string, context: WorkflowContext): Promise<string | null> {
  const quick = await quickIdOf(file, context);
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
    parser: context.parser,
  };
}

/** The files that a run may read. */
export function treeOf({ cwd, files, standardInput, ahead }: WorkflowContext): FileTree {
  const watched = watchedTree(cwd, (path) => files.note(path, 'read'));
  const tree = ahead?.places ? rememberedTree(watched, ahead.places) : watched;
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

const knownNames = [
  'CAPSTAN_CLIENT_ID',
  'CAPSTAN_CLIENT_SECRET',
  'CAPSTAN_FINGERPRINT_KEY',
  'CAPSTAN_ALLOWED_HOSTS',
  'CAPSTAN_ALLOWED_VARIABLES',
  'CAPSTAN_JOURNAL_KEY',
  'CAPSTAN_SHARDS',
];
const maxDistance = 2;

/** A `CAPSTAN_*` variable that looks misspelt: it would silently have no effect. `named`: those of the file. */
export function checkVariables(variables: Variables, named: readonly string[]): readonly Problem[] {
  const fine = new Set([...knownNames, ...named]);
  return Object.keys(variables)
    .filter((name) => name.startsWith('CAPSTAN_') && !name.startsWith('CAPSTAN_VAR_') && !fine.has(name))
    .sort()
    .flatMap((name) => {
      const meant = knownNames.find((known) => editDistance(name, known, maxDistance) <= maxDistance);
      return meant === undefined ? [] : [misspelled(name, meant)];
    });
}

function misspelled(name: string, meant: string): Problem {
  return {
    code: 'unknown-variable',
    message: `The environment variable ${name} is not a variable of capstan.`,
    cure: `Did you mean ${meant}? Otherwise unset it, or name it under \`credentials:\` in the file.`,
    source: null,
  };
}

/** A hint for the bare name of a known setting: the intended target. */
function settingHint(text: string): string {
  return catalogue.lookup(text) === undefined ? '' : `Did you mean settings.${text}? `;
}

/** The targets of `--only`, or of another flag. */
export function parseTargets(texts: readonly string[], flag = '--only'): readonly TargetPattern[] {
  const read = texts.map((text, index) => ({ index, pattern: parseTargetPattern(text) }));
  const wrong = read.filter(({ pattern }) => pattern === undefined);
  if (wrong.length > 0) {
    throw new ExpectedEnd(
      'wrongUsage',
      wrong.map(({ index }) => ({
        code: 'bad-target',
        // A misplaced argument may be a secret, so it is not repeated.
        message: `${texts.length === 1 ? 'The value' : `Value ${index + 1}`} of ${flag} is not a target.`,
        cure: `${settingHint(texts[index] ?? '')}Targets are ${targetForms} and global; * stands for any characters.`,
        source: null,
      })),
    );
  }
  return read.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
}
