import type { LoadedDesired, LoadResult } from '../config/load-config.ts';
import type { Finding } from '../model/finding.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { checkVariables, fileFindings, loadFile } from './load-file.ts';

/** A valid file, and the findings of the guards that need no live state. */
export type Judged = {
  readonly kind: 'judged';
  readonly loaded: LoadedDesired;
  readonly findings: readonly Finding[];
};

/** The result of validating a file without network: its problems, or the findings of the guards. */
export type Validated = Exclude<LoadResult, LoadedDesired> | Judged;

/** Reads a file with all that it extends, and validates it. Needs neither network nor credentials. */
export async function validateFile(file: string, context: WorkflowContext): Promise<Validated> {
  const loaded = await loadFile(file, context, 'left-out');
  if (loaded.kind === 'problems') return loaded;
  const slips = checkVariables(context.variables, Object.values(loaded.desired.credentials));
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
  return { kind: 'judged', loaded, findings: fileFindings(loaded.desired, context.now()) };
}
