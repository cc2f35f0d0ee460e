import { loadVarsFile } from '../desired/vars-file.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';

/** Environment variables. */
export type Variables = { readonly [name: string]: string | undefined };

/** What the program is told by variables. */
export type GivenVariables = {
  /** What the program itself goes by: the environment, and the names of the vars file that are capstan's own. */
  readonly variables: Variables;
  /** All that stands in the vars file: a configuration file may refer to it. */
  readonly varsFile: Variables;
};

/** The environment, with what the file that `--vars` names adds; the environment wins. */
export async function givenVariables(
  environment: Variables,
  file: string | undefined,
  cwd: string,
): Promise<GivenVariables> {
  if (file === undefined) return { variables: environment, varsFile: {} };
  const read = await loadVarsFile(file, cwd);
  if (read.kind === 'problems') throw new ExpectedEnd(exitCode.wrongUsage, read.problems);
  // A file that may lie in the repository says neither which proxy is taken nor where a CI system wants its reports.
  const own = [...read.variables].filter(([name]) => name.startsWith('CAPSTAN_'));
  return { variables: { ...Object.fromEntries(own), ...environment }, varsFile: Object.fromEntries(read.variables) };
}
