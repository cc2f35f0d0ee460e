import { findConfigFiles } from '../desired/find-config-files.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';

/** The files that `--file` names, patterns replaced by what they match. */
export async function findFiles(names: readonly string[], cwd: string): Promise<readonly string[]> {
  const found = await findConfigFiles(names, cwd);
  if (found.kind === 'problems') throw new ExpectedEnd(exitCode.wrongUsage, found.problems);
  return found.files;
}
