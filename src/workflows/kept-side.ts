import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { sideOfKept } from '../engine/comparison/sides.ts';
import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { sealLive } from '../engine/secrecy/settle.ts';
import type { Side } from '../model/comparison.ts';
import type { WorkflowContext } from './context.ts';
import { isSnapshotFile, readKept } from './read-kept.ts';

/** A side of a comparison that was saved as the export of the Console or as replies; null: the name is of something else. */
export async function keptSide(name: string, context: WorkflowContext): Promise<Side | null> {
  const path = resolve(context.cwd, name);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder && !/\.(?:csv|json)$/iu.test(name)) return null;
  if (!isFolder && /\.json$/iu.test(name) && (await isSnapshotFile(path))) return null;
  const kept = await readKept(name, { application: null, otherwise: 'unknown' }, context);
  const known = [{ source: `${name}, which hides it`, addresses: kept.hidden }];
  const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live: kept.live, known });
  return sideOfKept({ ...kept, live: sealLive(kept.live, secrecy) }, name);
}
