import { findConfigFiles } from '../desired/find-config-files.ts';
import { type Chosen, leftOutText } from '../desired/left-out.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';

/** The files that `--file` names, patterns replaced by what they match, and what was left out of that. */
export async function findFiles(names: readonly string[], cwd: string): Promise<Chosen> {
  const found = await findConfigFiles(names, cwd);
  if (found.kind === 'files') return found;
  const isTwice = found.problems.every(({ code }) => code === 'same-target-twice');
  throw new ExpectedEnd(isTwice ? exitCode.invalidFile : exitCode.wrongUsage, found.problems);
}

/** What patterns match and the run does not touch. */
export function leftOutLine(leftOut: Chosen['leftOut']): string {
  return `Left out of what the patterns match: ${leftOutText(leftOut)}\n`;
}
