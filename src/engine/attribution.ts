import { sameProperty } from '../kinds/property-value.ts';
import { type Baseline, baselinePropertyOf, baselineValueOf, type Origin } from '../model/baseline.ts';
import type { Change, KeyChange, PropertyChange } from '../model/change.ts';
import { cellOfValue, notComparable } from '../model/state.ts';
import { compareCells, settledCell } from './compare/compare-cells.ts';

/** Why each change is needed. Without a baseline nothing is known about any. */
export function originsOf(changes: readonly Change[], baseline: Baseline | null): ReadonlyMap<Change, Origin> {
  if (baseline === null) return new Map();
  return new Map(
    changes.map((change) => {
      return [change, change.action === 'property' ? propertyOrigin(change, baseline) : keyOrigin(change, baseline)];
    }),
  );
}

function propertyOrigin({ scope, property, before, after }: PropertyChange, baseline: Baseline): Origin {
  const said = baselinePropertyOf(baseline, scope, property.name);
  if (said === undefined) return 'pending';
  return named(!sameProperty(property, said, after), !sameProperty(property, said, before));
}

function keyOrigin(change: KeyChange, baseline: Baseline): Origin {
  const { section, type } = change;
  const said = baselineValueOf(baseline, change.scope, section, change.key);
  // The baseline does not manage the key and the file does: that is what changed, whatever happened in the live
  // application.
  if (said === undefined) return 'pending';
  const before = change.action === 'create' ? undefined : change.before;
  const after = change.action === 'remove' ? undefined : change.after;
  // What does not fit the type is not what was sent.
  const then = settledCell(section, type, said, before) ?? notComparable;
  const [file, live] = [compareCells(type, then, cellOfValue(after)), compareCells(type, then, cellOfValue(before))];
  return file === 'unknown' || live === 'unknown' ? 'unknown' : named(file === 'differs', live === 'differs');
}

function named(fileChanged: boolean, liveChanged: boolean): Origin {
  if (!fileChanged) return 'drift';
  return liveChanged ? 'both' : 'pending';
}
