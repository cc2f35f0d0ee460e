import { dirname, resolve } from 'node:path';
import type { Desired, Protections } from '../core/model/desired.ts';
import type { RunFacts } from '../core/model/run-record.ts';
import { protectionsNear, together } from '../desired/protections-near.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import type { JournalFolder } from './journal-folder.ts';
import { loadFile } from './load-file.ts';
import type { Session } from './session.ts';

/** What the files around an undo say. None of them decides what is taken back. */
export type NearFiles = {
  /** Protect files count, whatever the journal asks for. */
  readonly protections: Protections;
  /** The configuration files that are about the same application, to see what they still ask for. */
  readonly desired: readonly Desired[];
};

type Around = { readonly folder: JournalFolder; readonly files: readonly string[] };

/** Reads the protect files and the configuration files near an undo. A file that is not there, or not sound, is passed over. */
export async function filesNear(facts: RunFacts, { folder, files }: Around, session: Session): Promise<NearFiles> {
  const near = await protectionsNear(foldersOf(facts, folder, session), session.cwd);
  if (near.kind === 'problems') throw new ExpectedEnd(exitCode.invalidFile, near.problems);
  const loaded = await Promise.all(files.map((file) => loadFile(file, session, 'left-out')));
  const desired = loaded.flatMap((one) => (one.kind === 'desired' ? [one.desired] : []));
  const same = desired.filter(({ application }) => isSame(application, facts.application));
  return { protections: together([near.protections, ...same]), desired: same };
}

function isSame(a: RunFacts['application'], b: RunFacts['application']): boolean {
  return a.id === b.id && a.configUrl === b.configUrl;
}

/** Where protect files are looked for: here, beside the journal, in its working folder, and beside the file of the run. */
function foldersOf({ file }: RunFacts, { path }: JournalFolder, { cwd }: Session): readonly string[] {
  // A journal is in .capstan/runs of the folder that the run took place in.
  const workingFolder = dirname(dirname(path));
  const ofRun = file === null ? [] : [dirname(resolve(cwd, file)), dirname(resolve(workingFolder, file))];
  return [...new Set([cwd, path, dirname(path), workingFolder, ...ofRun])];
}
