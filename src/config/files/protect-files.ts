import { dirname, join } from 'node:path';
import { protectKeys } from '../../generated/protect-keys.ts';
import { validate } from '../../generated/validate-protect.js';
import { byText } from '../../leaf/json.ts';
import type { Protection, Protections } from '../../model/desired.ts';
import { formatHostPattern, type HostPattern, parseHostPattern } from '../../model/desired.ts';
import type { Problem } from '../../model/finding.ts';
import { checkShape } from '../check/check-shape.ts';
import { ProblemList, showName } from '../check/problems-and-limits.ts';
import type { Named } from '../decode/targets.ts';
import { isWithinBound, readTargetOrId } from '../decode/targets.ts';
import { childOf, itemsOf, type Located, textOf } from '../yaml/located.ts';
import { diskTree } from './disk-tree.ts';
import { type FileTree, foldersUpward, isInside } from './file-tree.ts';
import { readYaml } from './load-files.ts';

const protectFileName = 'capstan.protect.yaml';
const otherEnding = 'capstan.protect.yml';

/** Whether a file of this name lists what is protected. */
export function isProtectFile(name: string): boolean {
  return name === protectFileName || name === otherEnding;
}

/** Files that are protected: the path as it was given, and with links resolved. */
export type ProtectedFiles = {
  readonly sources: readonly { readonly path: string; readonly realPath: string }[];
};

export type LoadedProtections = Protections & {
  readonly files: readonly string[];
  /** What the files name. */
  readonly names: readonly Named[];
};

/** Reads every capstan.protect.yaml beside the files and upward to the repository root. All that is found adds up. */
export async function loadProtections(
  loaded: ProtectedFiles,
  tree: FileTree,
  problems: ProblemList,
): Promise<LoadedProtections> {
  const entries: Entry[] = [];
  const lists: Located[] = [];
  const files: string[] = [];
  for (const path of await protectFiles(loaded, tree, problems)) {
    const shown = tree.show(path);
    files.push(shown);
    const root = await readYaml({ path, shown, askedAt: null }, tree, problems);
    if (root === undefined) continue;
    checkShape(root, { validate, keys: protectKeys }, problems);
    const from = isBesideLast(path, loaded) ? 'own' : 'inherited';
    for (const node of itemsOf(childOf(root, 'protect'))) entries.push({ node, from });
    const list = childOf(root, 'hosts');
    if (list !== undefined) lists.push(list);
  }
  const targets = entries.flatMap(({ node }) => childOf(node, 'target') ?? []);
  isWithinBound('"protect"', targets, problems);
  const found = entries.flatMap((entry) => decodeProtection(entry, problems));
  const protect = found.map(({ protection }) => protection);
  const hosts = lists.flatMap(itemsOf).flatMap((node) => decodeHost(node, problems));
  return {
    protect: protect.sort((a, b) => byText(keyOf(a), keyOf(b))),
    hosts: lists.length === 0 ? null : hosts.sort((a, b) => byText(formatHostPattern(a), formatHostPattern(b))),
    files,
    names: found.map(({ named }) => named),
  };
}

/** An entry of `protect`, and whether the file itself has it beside it. */
type Entry = { readonly node: Located; readonly from: Named['from'] };

function isBesideLast(path: string, { sources }: ProtectedFiles): boolean {
  const last = sources.at(-1);
  return last !== undefined && [last.path, last.realPath].some((file) => dirname(file) === dirname(path));
}

function keyOf({ target, reason }: Protection): string {
  return `${target.text}\n${reason}`;
}

async function protectFiles(
  { sources }: ProtectedFiles,
  tree: FileTree,
  problems: ProblemList,
): Promise<readonly string[]> {
  // Beside the name that was given and beside the file that a link leads to: a link must not lose a protection.
  const beside = new Set(sources.flatMap(({ path, realPath }) => [dirname(path), dirname(realPath)]));
  const folders = new Set((await Promise.all([...beside].map((folder) => upward(folder, tree)))).flat());
  const found = new Map<string, string>();
  for (const folder of [...folders].sort(byText)) {
    const path = join(folder, protectFileName);
    const real = await tree.resolveLinks(path);
    if (real !== undefined && !found.has(real)) found.set(real, path);
    await refuseOtherEnding(folder, tree, problems);
  }
  return [...found.values()];
}

// Each folder in its own repository: a link may lead out of the one that the name is in.
async function upward(folder: string, tree: FileTree): Promise<readonly string[]> {
  const root = await tree.findRepository(folder);
  return root === undefined ? [folder] : foldersUpward(folder).filter((one) => isInside(one, root));
}

// A misnamed protect file would silently protect nothing.
async function refuseOtherEnding(folder: string, tree: FileTree, problems: ProblemList): Promise<void> {
  const path = join(folder, otherEnding);
  if ((await tree.resolveLinks(path)) === undefined) return;
  const source = { file: tree.show(path), line: 1, column: 1 };
  problems.add('protect-file-name', source, 'this file has no effect', `Rename it to ${protectFileName}.`);
}

function decodeProtection(
  { node, from }: Entry,
  problems: ProblemList,
): readonly { readonly protection: Protection; readonly named: Named }[] {
  const target = readTargetOrId(childOf(node, 'target'), problems);
  const reason = textOf(childOf(node, 'reason'));
  if (target === undefined || reason === undefined) return [];
  const { source } = node;
  return [{ protection: { target, reason, source }, named: { list: 'protect', target, source, from } }];
}

function decodeHost(node: Located, problems: ProblemList): readonly HostPattern[] {
  const text = textOf(node);
  if (text === undefined) return [];
  const host = parseHostPattern(text, node.source);
  if (host !== undefined) return [host];
  const message = `${showName(text)} is not the name of one host`;
  const cure = 'Write a host alone, such as www.example.com, or *.example.com for all hosts below it.';
  problems.add('bad-host', node.source, message, cure);
  return [];
}

export type NearProtections =
  | { readonly kind: 'protections'; readonly protections: Protections }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What the protect files in these folders and above them say, for work that follows no configuration file. */
export async function protectionsNear(folders: readonly string[], cwd: string): Promise<NearProtections> {
  const tree = diskTree(cwd);
  const problems = new ProblemList();
  const all: Protections[] = [];
  const files: string[] = [];
  for (const folder of folders) {
    const real = (await tree.resolveLinks(folder)) ?? folder;
    // The name is that of a file which the folder could hold; nothing reads it.
    const source = { path: join(folder, 'capstan.yaml'), realPath: join(real, 'capstan.yaml') };
    const found = await loadProtections({ sources: [source] }, tree, problems);
    all.push(found);
    for (const file of found.files) files.push(file);
  }
  return problems.isEmpty
    ? { kind: 'protections', protections: together(all) }
    : { kind: 'problems', problems: problems.sorted(files) };
}

/** Protections of several places: all that is found adds up. */
export function together(all: readonly Protections[]): Protections {
  const hosts = all.flatMap((one) => (one.hosts === null ? [] : [one.hosts]));
  return { protect: all.flatMap(({ protect }) => protect), hosts: hosts.length === 0 ? null : hosts.flat() };
}
