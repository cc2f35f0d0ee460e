import { loadEnvFile } from '../desired/env-file.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';

/** Environment variables. */
export type Variables = { readonly [name: string]: string | undefined };

/** The environment, with what `--env-file` adds; the environment wins, as it does in Node. */
export async function withEnvFile(environment: Variables, file: string | undefined, cwd: string): Promise<Variables> {
  if (file === undefined) return environment;
  const read = await loadEnvFile(file, cwd);
  if (read.kind === 'problems') throw new ExpectedEnd(exitCode.wrongUsage, read.problems);
  return { ...Object.fromEntries(read.variables), ...environment };
}
