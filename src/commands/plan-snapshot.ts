import type { Plan } from '../core/model/plan.ts';
import { planOverSnapshot } from '../reconcile.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { loadFile } from './load-file.ts';
import { checkNames, type PlanningFlags, surroundings, withSecretsOf } from './prepare-plan.ts';
import { readBaseline } from './read-baseline.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { Session } from './session.ts';
import { refuseOtherApplication } from './snapshot-application.ts';

/** `plan --snapshot`: needs neither network nor credentials; secrets without a value are not compared. */
export async function planSnapshot(
  file: string,
  path: string,
  { only, baseline: asked }: PlanningFlags,
  session: Session,
): Promise<Plan> {
  const loaded = await loadFile(file, session, 'left-out');
  if (loaded.kind === 'problems') throw new ExpectedEnd(exitCode.invalidFile, loaded.problems);
  const { desired } = loaded;
  checkNames(desired, session);
  const snapshot = await readSnapshot(path);
  refuseOtherApplication(path, snapshot.application.id, desired.application.id);
  const baseline = await readBaseline(asked, { file, desired, baseline: loaded.baseline }, session);
  const around = await surroundings(desired, { only, baseline, undo: null }, session);
  return planOverSnapshot(snapshot, withSecretsOf(baseline, desired), around);
}
