import { type AskedBaseline, noBaseline } from '../config/baseline/locate-baseline.ts';
import type { Baseline } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { loadOptions } from './load-file.ts';
import { refuseOtherApplication } from './read-saved.ts';

/** A file with the baseline that it names. */
type Read = { readonly file: string; readonly desired: Desired; readonly baseline: AskedBaseline | null };

/** A desired state with its baseline; null: none was given. */
export type BesideBaseline = { readonly desired: Desired; readonly baseline: Baseline | null };

/**
 * Reads the baseline of a file: the one that the flag names, else the one that the file names. An unavailable baseline
 * ends the run.
 */
export async function besideBaseline(
  flag: string | undefined,
  read: Read,
  context: WorkflowContext,
): Promise<BesideBaseline> {
  return { desired: read.desired, baseline: await readBaseline(flag, read, context) };
}

/**
 * The baseline that a file names, for commands that need only its secrets. A file that does not exist yet, such as a
 * snapshot before its first write, knows none.
 */
export async function baselineForSecrets(read: Read, context: WorkflowContext): Promise<Baseline | null> {
  try {
    return await readBaseline(undefined, read, context);
  } catch (error) {
    if (error instanceof ExpectedEnd && error.problems.every(({ code }) => code === 'no-such-file')) return null;
    throw error;
  }
}

async function readBaseline(
  flag: string | undefined,
  { file, desired, baseline: written }: Read,
  context: WorkflowContext,
): Promise<Baseline | null> {
  const asked = flag === undefined ? written : { text: flag, askedAt: null };
  if (asked === null || asked.text === noBaseline) return null;
  const [{ loadBaseline }, { gitWith }] = await Promise.all([
    import('../config/baseline/load-baseline.ts'),
    import('../leaf/git.ts'),
  ]);
  const result = await loadBaseline(
    asked,
    { file, desired },
    loadOptions(context, 'left-out'),
    gitWith(context.environment),
  );
  if (result.kind === 'baseline') return result.baseline;
  if (result.kind === 'snapshot') {
    context.files.note(result.path, 'read');
    return snapshotBaseline(result, desired);
  }
  throw new ExpectedEnd('invalidFile', result.problems);
}

async function snapshotBaseline({ name, path }: { name: string; path: string }, desired: Desired): Promise<Baseline> {
  const [{ readSnapshot }, { baselineOfSnapshot }] = await Promise.all([
    import('./read-saved.ts'),
    import('../engine/snapshot/state-of-snapshot.ts'),
  ]);
  const snapshot = await readSnapshot(path, name);
  refuseOtherApplication(name, snapshot.application.id, desired.application.id);
  return baselineOfSnapshot(snapshot, name);
}
