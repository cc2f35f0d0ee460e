import type { Baseline } from '../core/model/baseline.ts';
import type { Desired } from '../core/model/desired.ts';
import type { AskedBaseline } from '../desired/baseline-source.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { loadOptions } from './load-file.ts';
import type { Session } from './session.ts';
import { refuseOtherApplication } from './snapshot-application.ts';

/** A file as it was read, with the baseline that it names itself. */
type Read = { readonly file: string; readonly desired: Desired; readonly baseline: AskedBaseline | null };

/** The baseline that the flag names, else the one that the file names; null: neither does. One that is not to be had ends the run. */
export async function readBaseline(
  flag: string | undefined,
  { file, desired, baseline: written }: Read,
  session: Session,
): Promise<Baseline | null> {
  const asked = flag === undefined ? written : { text: flag, askedAt: null };
  if (asked === null) return null;
  const [{ loadBaseline }, { runGit }] = await Promise.all([
    import('../desired/load-baseline.ts'),
    import('../git/run-git.ts'),
  ]);
  const result = await loadBaseline(asked, { file, desired }, loadOptions(session, 'left-out'), runGit);
  if (result.kind === 'baseline') return result.baseline;
  if (result.kind === 'snapshot') return snapshotBaseline(result, desired);
  throw new ExpectedEnd(exitCode.invalidFile, result.problems);
}

async function snapshotBaseline({ name, path }: { name: string; path: string }, desired: Desired): Promise<Baseline> {
  const [{ readSnapshot }, { baselineOfSnapshot }] = await Promise.all([
    import('./read-snapshot.ts'),
    import('../core/snapshot/baseline-of-snapshot.ts'),
  ]);
  const snapshot = await readSnapshot(path, name);
  refuseOtherApplication(name, snapshot.application.id, desired.application.id);
  return baselineOfSnapshot(snapshot, name);
}
