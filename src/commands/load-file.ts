import { catalogue } from '../catalogue/catalogue.ts';
import { fixedGuards, overridableGuards } from '../core/guards/codes.ts';
import { type LoadedDesired, type LoadResult, loadDesired } from '../desired/load-desired.ts';
import type { LoadOptions } from '../desired/options.ts';
import { watchedTree } from '../desired/overlaid-tree.ts';
import { judgementDays } from '../judgement-days.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import type { Session } from './session.ts';

/** One file, with all that it extends and that protects it, as a desired state; or what is wrong with it. */
export function loadFile(file: string, session: Session, secrets: 'required' | 'left-out'): Promise<LoadResult> {
  return loadDesired(file, loadOptions(session, secrets));
}

/** The same for commands that need the whole: what is wrong with the file ends the run. */
export async function loadedOrEnd(
  file: string,
  session: Session,
  secrets: 'required' | 'left-out',
): Promise<LoadedDesired> {
  const loaded = await loadFile(file, session, secrets);
  if (loaded.kind === 'desired') return loaded;
  throw new ExpectedEnd(exitCode.invalidFile, loaded.problems);
}

/** What reading files is handed from outside. */
export function loadOptions(session: Session, secrets: 'required' | 'left-out'): LoadOptions {
  return {
    cwd: session.cwd,
    env: session.variables,
    varsFile: session.varsFile,
    unsetSecrets: secrets === 'required' ? 'problem' : 'not-compared',
    today: judgementDays(session.now()).today,
    catalogue,
    overridableGuards,
    fixedGuards,
    tree: watchedTree(session.cwd, (path) => session.files.note(path, 'read')),
  };
}
