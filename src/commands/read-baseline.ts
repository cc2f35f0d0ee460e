import type { Baseline } from '../core/model/baseline.ts';
import type { Desired } from '../core/model/desired.ts';
import { type AskedBaseline, noBaseline } from '../desired/baseline-source.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { loadOptions } from './load-file.ts';
import type { Session } from './session.ts';
import { refuseOtherApplication } from './snapshot-application.ts';

/** A file as it was read, with the baseline that it names itself. */
type Read = { readonly file: string; readonly desired: Desired; readonly baseline: AskedBaseline | null };

/** A desired state, and what was last applied; null: nobody said. */
export type BesideBaseline = { readonly desired: Desired; readonly baseline: Baseline | null };

/**
 * Puts the baseline beside the file: the one that the flag names, else the one that the file names. One that is not to
 * be had ends the run. Both come together, since what the baseline calls a secret is one in the file too.
 */
export async function besideBaseline(flag: string | undefined, read: Read, session: Session): Promise<BesideBaseline> {
  const baseline = await readBaseline(flag, read, session);
  return { desired: withSecretsOf(baseline, read.desired), baseline };
}

/** What was a secret in the baseline stays one: a file that drops its `sensitive` line must not bring it to light. */
export function withSecretsOf(baseline: Baseline | null, desired: Desired): Desired {
  if (baseline === null || baseline.sensitive.length === 0) return desired;
  return { ...desired, sensitive: [...desired.sensitive, ...baseline.sensitive] };
}

async function readBaseline(
  flag: string | undefined,
  { file, desired, baseline: written }: Read,
  session: Session,
): Promise<Baseline | null> {
  const asked = flag === undefined ? written : { text: flag, askedAt: null };
  if (asked === null || asked.text === noBaseline) return null;
  const [{ loadBaseline }, { gitWith }] = await Promise.all([
    import('../desired/load-baseline.ts'),
    import('../git/run-git.ts'),
  ]);
  const result = await loadBaseline(
    asked,
    { file, desired },
    loadOptions(session, 'left-out'),
    gitWith(session.environment),
  );
  if (result.kind === 'baseline') return result.baseline;
  if (result.kind === 'snapshot') {
    session.files.note(result.path, 'read');
    return snapshotBaseline(result, desired);
  }
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
