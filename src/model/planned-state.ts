import type { Section } from './address.ts';
import type { KeyChange } from './change.ts';
import type { LiveScope } from './live.ts';
import { type HeldCell, heldValues } from './state.ts';
import type { Value } from './value.ts';

export type SectionValues = Readonly<Record<Section, ReadonlyMap<string, Value>>>;

/** A section after the changes. */
function sectionAfter(
  live: ReadonlyMap<string, HeldCell>,
  section: Section,
  changes: readonly KeyChange[],
): ReadonlyMap<string, Value> {
  const values = new Map(heldValues(live));
  for (const change of changes) {
    if (change.section !== section) continue;
    if (change.action === 'remove') values.delete(change.key);
    else values.set(change.key, change.after);
  }
  return values;
}

/** A scope after the changes: the read with the changes made. */
export function scopeAfter(live: Pick<LiveScope, 'sections'>, changes: readonly KeyChange[]): SectionValues {
  return {
    settings: sectionAfter(live.sections.settings, 'settings', changes),
    custom: sectionAfter(live.sections.custom, 'custom', changes),
  };
}
