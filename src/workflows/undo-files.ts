import { dirname, resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { protectionsNear, together } from '../config/files/protect-files.ts';
import { reapplyConflicts } from '../engine/undo/reapply-conflicts.ts';
import { type Touched, touchedTarget } from '../engine/undo/run-changes.ts';
import { byText } from '../leaf/json.ts';
import { changeName } from '../model/change.ts';
import type { Desired, Protections } from '../model/desired.ts';
import { patternIndex } from '../model/pattern-index.ts';
import type { RunHeader, RunReport } from '../model/run.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import type { ReapplyConflict } from '../render/text/runs-text.ts';
import type { RunStore } from '../run/journal/run-store.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { expiryWindow } from './expiry-window.ts';
import type { JournalFolder } from './journal-folder.ts';
import { loadFile } from './load-file.ts';
import type { PlanResult } from './plan.ts';
import { isStore } from './run-journal.ts';

/** What the files around an undo say. None of them decides what is undone. */
export type NearFiles = {
  /** Protect files count, whatever the journal asks for. */
  readonly protections: Protections;
  /** The configuration files that are about the same application, to see what they still ask for. */
  readonly desired: readonly Desired[];
};

type Around = { readonly journal: JournalFolder | RunStore; readonly files: readonly string[] };

/** Reads the protect files and the configuration files near an undo. A file that is not there, or not sound, is passed over. */
export async function filesNear(
  header: RunHeader,
  { journal, files }: Around,
  context: WorkflowContext,
): Promise<NearFiles> {
  const near = await protectionsNear(foldersOf(header, journal, context), context.cwd);
  if (near.kind === 'problems') throw new ExpectedEnd('invalidFile', near.problems);
  const loaded = await Promise.all(files.map((file) => loadFile(file, context, 'left-out')));
  const desired = loaded.flatMap((one) => (one.kind === 'desired' ? [one.desired] : []));
  const same = desired.filter(({ application }) => isSame(application, header.application));
  return { protections: together([near.protections, ...same]), desired: same };
}

function isSame(a: RunHeader['application'], b: RunHeader['application']): boolean {
  return a.id === b.id && a.configUrl === b.configUrl;
}

/** Where protect files are looked for: here, beside the journal, in its working folder, and beside the file of the run. */
function foldersOf(
  { file }: RunHeader,
  journal: JournalFolder | RunStore,
  { cwd }: WorkflowContext,
): readonly string[] {
  if (isStore(journal)) return [...new Set([cwd, ...(file === null ? [] : [dirname(resolve(cwd, file))])])];
  const { path } = journal;
  // A journal is in .capstan/runs of the folder that the run took place in.
  const workingFolder = dirname(dirname(path));
  const ofRun = file === null ? [] : [dirname(resolve(cwd, file)), dirname(resolve(workingFolder, file))];
  return [...new Set([cwd, path, dirname(path), workingFolder, ...ofRun])];
}

export type TakenBack = {
  readonly touched: ReadonlyMap<string, Touched>;
  readonly only: readonly TargetPattern[];
  /** The files that are about the application. */
  readonly files: readonly Desired[];
};

/** What the files would change again of that which an undo has just brought back. */
export function findReapplyConflicts(
  done: { readonly planned: PlanResult; readonly report: RunReport },
  { touched, only, files }: TakenBack,
  context: WorkflowContext,
): readonly ReapplyConflict[] {
  if (done.planned.kind !== 'ready') return [];
  const { live } = done.planned.work.input;
  const planned = new Map(done.planned.plan.changes.map(({ target, call }) => [target, call]));
  const carried = new Set(done.report.outcomes.filter(({ status }) => status === 'done').map(({ call }) => call));
  // What was back before the undo counts as well: the file brings it back just so.
  const restored = [...touched].filter(([name, row]) => {
    const call = planned.get(name);
    if (call !== undefined) return call !== null && carried.has(call);
    return only.length === 0 || patternIndex(only).covering(touchedTarget(row)).length > 0;
  });
  const rows = restored.map(([, row]) => row);
  const { today } = expiryWindow(context.now());
  return files
    .flatMap((file) => reapplyConflicts({ file, restored: rows, live, catalogue, today }))
    .map((change) => ({ target: changeName(change), source: change.source }))
    .sort(byPlace);
}

function byPlace({ source: a }: ReapplyConflict, { source: b }: ReapplyConflict): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}
