import { resolve } from 'node:path';
import type { Plan } from '../model/plan.ts';
import type { WorkflowContext } from './context.ts';
import { loadedOrEnd } from './load-file.ts';
import { checkNames, type PlanningFlags, surroundings } from './open-application.ts';
import { besideBaseline } from './read-baseline.ts';
import { readSnapshot, refuseOtherApplication } from './read-snapshot.ts';
import { planOverSnapshot } from './reconcile.ts';

/** `plan --snapshot`: needs neither network nor credentials; secrets without a value are not compared. */
export async function planSnapshot(
  file: string,
  path: string,
  { only, baseline: asked, liveEdits }: PlanningFlags,
  context: WorkflowContext,
): Promise<Plan> {
  const loaded = await loadedOrEnd(file, context, 'left-out');
  checkNames(loaded.desired, context);
  const place = resolve(context.cwd, path);
  context.files.note(place, 'read');
  const snapshot = await readSnapshot(place, path);
  refuseOtherApplication(path, snapshot.application.id, loaded.desired.application.id);
  const { desired, baseline } = await besideBaseline(asked, { file, ...loaded }, context);
  const around = await surroundings(desired, { only, baseline, liveEdits, undo: null }, context);
  return planOverSnapshot(snapshot, desired, around);
}
