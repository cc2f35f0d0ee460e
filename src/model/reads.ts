import { canonicalJson } from '../leaf/json.ts';
import { type Section, sections } from './address.ts';
import type { KeyChange } from './change.ts';
import { clientsRead, type LiveScope, type LiveState } from './live.ts';
import { type Cells, type HeldCell, heldValues, valueAt } from './state.ts';
import { isSecret, type Value } from './value.ts';

/** Whether the application serves reads from a cache, as far as its settings are known. */
export function isCached({ global, clients }: Pick<LiveState, 'global' | 'clients'>): boolean {
  if (global !== null) return cachesReads(global);
  const client = clientsRead({ clients }).find(({ scope }) => scope.inherited !== null);
  return client === undefined || cachesReads(client.scope);
}

/**
 * What one scope shows about caching. 0 means that settings are read again for each operation; any other value, and
 * none, means cached.
 */
export function cachesReads({ sections, inherited }: Pick<LiveScope, 'sections' | 'inherited'>): boolean {
  const value = valueAt(inherited ?? sections, 'settings', 'cache_settings');
  return value !== 0 && value !== '0';
}

/** Whether two values are equal as JSON, or the same secret; null counts as absent. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  const [left, right] = [a ?? undefined, b ?? undefined];
  if (left === undefined || right === undefined) return left === right;
  if (isSecret(left) || isSecret(right)) return isSecret(left) && isSecret(right) && left.equals(right);
  return canonicalJson(left) === canonicalJson(right);
}

/** The keys whose values differ between two reads of a scope. */
export function differingKeys(
  a: Cells<HeldCell>,
  b: Cells<HeldCell>,
): readonly { readonly section: Section; readonly key: string }[] {
  return sections.flatMap((section) => {
    const keys = new Set([...a[section].keys(), ...b[section].keys()]);
    return [...keys]
      .filter((key) => !sameValue(valueAt(a, section, key), valueAt(b, section, key)))
      .map((key) => ({ section, key }));
  });
}

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
