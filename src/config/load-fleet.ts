import { dirname, resolve } from 'node:path';
import { fleetKeys } from '../generated/fleet-keys.ts';
import { validate } from '../generated/validate-fleet.js';
import { nearestName } from '../leaf/did-you-mean.ts';
import { byText } from '../leaf/json.ts';
import type { Problem, Source } from '../model/finding.ts';
import { checkShape } from './check/check-shape.ts';
import { ProblemList, showName, suggest } from './check/problems-and-limits.ts';
import { diskTree } from './files/disk-tree.ts';
import { isInside, standardInput } from './files/file-tree.ts';
import { readYaml } from './files/load-files.ts';
import { childOf, entriesOf, itemsOf, type Located, textOf } from './yaml/located.ts';

/** One application of a fleet. */
export type FleetMember = {
  readonly name: string;
  /** Its configuration file, as seen from the working folder. */
  readonly file: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Counted from 0. */
  readonly wave: number;
  /** Where the fleet file names the file; null: it was named by itself. */
  readonly namedAt: Source | null;
};

/** What a fleet file says. The members are in the order of their waves, and within one in that of the file. */
export type Fleet = {
  readonly kind: 'fleet';
  readonly file: string;
  /** At least one; a fleet without waves has one that is called `all`. */
  readonly waves: readonly string[];
  readonly members: readonly FleetMember[];
};

type LoadedFleet = Fleet | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Reads a fleet file. Returns every problem at once. The configuration files themselves are not read. */
export async function loadFleet(file: string, cwd: string): Promise<LoadedFleet> {
  const problems = new ProblemList();
  const tree = diskTree(cwd);
  const path = resolve(cwd, file);
  const root = await readYaml({ path, shown: file, askedAt: null }, tree, problems);
  if (root !== undefined && isConfiguration(root)) {
    const cure = `Name it with -f ${file}, and with --fleet the file that lists several under "applications".`;
    problems.add('not-a-fleet', null, `${file} is a configuration, and no fleet file`, cure);
    return { kind: 'problems', problems: problems.sorted([file]) };
  }
  if (root !== undefined) checkShape(root, { validate, keys: fleetKeys }, problems);
  if (root === undefined || !problems.isEmpty) return { kind: 'problems', problems: problems.sorted([file]) };
  const waves = wavesOf(root, problems);
  const members = [...entriesOf(childOf(root, 'applications'))].map(([name, { value }]) =>
    memberOf(name, value, { waves, folder: dirname(path), show: tree.show, problems }),
  );
  await checkFiles(members, dirname(path), cwd, problems);
  if (members.length === 0) problems.add('empty-fleet', root.source, 'the fleet has no applications', 'Add one.');
  if (!problems.isEmpty) return { kind: 'problems', problems: problems.sorted([file]) };
  const inOrder = [...members].sort((a, b) => a.member.wave - b.member.wave).map(({ member }) => member);
  return { kind: 'fleet', file, waves, members: inOrder };
}

/** One sentence on a mix-up tells more than each of its keys. */
function isConfiguration(root: Located): boolean {
  return childOf(root, 'applications') === undefined && childOf(root, 'application') !== undefined;
}

function wavesOf(root: Located, problems: ProblemList): readonly string[] {
  const nodes = itemsOf(childOf(root, 'waves'));
  const names = nodes.map((node) => textOf(node) ?? '');
  for (const [at, node] of nodes.entries()) {
    if (names.indexOf(names[at] ?? '') !== at)
      problems.add('bad-wave', node.source, `the wave ${showName(names[at] ?? '')} is named twice`, 'Name it once.');
  }
  return names.length === 0 ? ['all'] : names;
}

/** The labels that each application has by itself. */
const ownLabels: readonly string[] = ['name', 'wave'];
const labelCure = 'Choose another word: this one is the name of the application, or its wave.';

type Placed = { readonly member: FleetMember; readonly source: Source };

type Around = {
  readonly waves: readonly string[];
  readonly folder: string;
  readonly show: (path: string) => string;
  readonly problems: ProblemList;
};

function memberOf(name: string, node: Located, { waves, folder, show, problems }: Around): Placed {
  const named = childOf(node, 'wave');
  const wave = named === undefined ? waves.length - 1 : waves.indexOf(textOf(named) ?? '');
  if (named !== undefined && wave === -1) {
    const cure = suggest(textOf(named) ?? '', waves, 'List it under "waves", in the order of the waves.');
    problems.add('bad-wave', named.source, `${showName(textOf(named) ?? '')} is not a wave of this fleet`, cure);
  }
  const labels = [...entriesOf(childOf(node, 'labels'))].map(([key, { value }]) => {
    if (ownLabels.includes(key))
      problems.add('bad-label', value.source, `each application has the label ${key}`, labelCure);
    return [key, textOf(value) ?? ''] as const;
  });
  const file = childOf(node, 'file');
  const path = resolve(folder, textOf(file) ?? '');
  const source = file?.source ?? node.source;
  return { member: { name, file: show(path), labels: new Map(labels), wave, namedAt: source }, source };
}

/** A fleet file names files beside it, and each of them once. */
async function checkFiles(
  members: readonly Placed[],
  folder: string,
  cwd: string,
  problems: ProblemList,
): Promise<void> {
  const { resolveLinks, findRepository } = diskTree(cwd);
  const real = (await resolveLinks(folder)) ?? folder;
  const boundary = (await findRepository(real)) ?? real;
  const names = new Map<string, string>();
  for (const { member, source } of members) {
    const path = (await resolveLinks(resolve(cwd, member.file))) ?? resolve(cwd, member.file);
    const other = names.get(path);
    const shown = showName(member.file);
    if (member.file === standardInput) {
      problems.add('not-a-file', source, 'a fleet names files, and "-" is none', 'Name the file of each application.');
    } else if (!isInside(path, boundary)) {
      const cure = 'Move the file into it; links do not help.';
      problems.add('outside-of-repository', source, `${shown} is outside of the repository of the fleet file`, cure);
    } else if (other !== undefined) {
      const message = `${shown} is the file of ${other} and of ${member.name}`;
      problems.add('same-target-twice', source, message, 'Name each file once.');
    }
    names.set(path, member.name);
  }
}

/** What one `--select` asks for: a label, and the values that it may have. */
export type Selection = { readonly label: string; readonly values: readonly string[] };

/** Reads `LABEL=VALUE` or `LABEL=VALUE,VALUE`; undefined when it is neither. A comma of a value is written `\,`. */
export function parseSelection(text: string): Selection | undefined {
  const at = text.indexOf('=');
  const values = text
    .slice(at + 1)
    .split(/(?<!\\),/u)
    .filter((value) => value !== '')
    .map((value) => value.replaceAll('\\,', ','));
  return at < 1 || values.length === 0 ? undefined : { label: text.slice(0, at), values };
}

/** The members to which all of the selections apply. `name` and `wave` are labels that each of them has. */
export function selectMembers(fleet: Fleet, selections: readonly Selection[]): readonly FleetMember[] {
  return fleet.members.filter((member) =>
    selections.every(({ label, values }) => values.includes(labelOf(fleet, member, label) ?? '')),
  );
}

/** What a selection names and no member has, with the known names and the one that is like it. */
export type UnknownName = {
  readonly kind: 'label' | 'value';
  readonly selection: Selection;
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
};

/** The first label, or value of a label, that no member has; null: there is no such. */
export function unknownName(fleet: Fleet, selections: readonly Selection[]): UnknownName | null {
  const labels = [...new Set([...ownLabels, ...fleet.members.flatMap(({ labels: own }) => [...own.keys()])])];
  for (const selection of selections) {
    const { label, values } = selection;
    if (!labels.includes(label)) return unknown('label', label, labels, selection);
    const known = new Set(fleet.members.flatMap((member) => labelOf(fleet, member, label) ?? []));
    const value = values.find((one) => !known.has(one) && !(label === 'wave' && fleet.waves.includes(one)));
    if (value !== undefined) return unknown('value', value, [...known], selection);
  }
  return null;
}

function unknown(kind: UnknownName['kind'], name: string, known: readonly string[], selection: Selection): UnknownName {
  return { kind, selection, name, known: [...known].sort(byText), nearest: nearestName(name, known) };
}

function labelOf({ waves }: Fleet, { name, labels, wave }: FleetMember, label: string): string | undefined {
  if (label === 'name') return name;
  return label === 'wave' ? waves[wave] : labels.get(label);
}
