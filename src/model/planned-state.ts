import type { Section } from './address.ts';
import type { KeyChange } from './change.ts';
import type { LiveScope } from './live.ts';
import { type HeldCell, heldValues } from './state.ts';
import type { Value } from './value.ts';

export type SectionValues = Readonly<Record<Section, ReadonlyMap<string, Value>>>;

/** What a section holds once the changes are made. */
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

/** What a scope holds once the changes are made: the read, and the changes, less the removals. */
export function scopeAfter(live: Pick<LiveScope, 'sections'>, changes: readonly KeyChange[]): SectionValues {
  return {
    settings: sectionAfter(live.sections.settings, 'settings', changes),
    custom: sectionAfter(live.sections.custom, 'custom', changes),
  };
}
