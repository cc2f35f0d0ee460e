import { nearestName } from '../../leaf/did-you-mean.ts';
import { byText } from '../../leaf/json.ts';
import type { Fleet, FleetMember } from './load-fleet.ts';

/** What one `--select` asks for: a label, and the values that it may have. */
export type Selection = { readonly label: string; readonly values: readonly string[] };

/** Reads `LABEL=VALUE` or `LABEL=VALUE,VALUE`; undefined when it is neither. */
export function parseSelection(text: string): Selection | undefined {
  const at = text.indexOf('=');
  const values = text
    .slice(at + 1)
    .split(',')
    .filter((value) => value !== '');
  return at < 1 || values.length === 0 ? undefined : { label: text.slice(0, at), values };
}

/** The members to which all of the selections apply. `name` and `wave` are labels that each of them has. */
export function selectMembers(fleet: Fleet, selections: readonly Selection[]): readonly FleetMember[] {
  return fleet.members.filter((member) =>
    selections.every(({ label, values }) => values.includes(labelOf(fleet, member, label) ?? '')),
  );
}

/** A label that no member has, with one that is like it; null: there is no such. */
export function unknownLabel(
  fleet: Fleet,
  selections: readonly Selection[],
): { readonly label: string; readonly known: readonly string[]; readonly nearest: string | undefined } | null {
  const known = [...new Set(['name', 'wave', ...fleet.members.flatMap(({ labels }) => [...labels.keys()])])].sort(
    byText,
  );
  const unknown = selections.find(({ label }) => !known.includes(label));
  return unknown === undefined ? null : { label: unknown.label, known, nearest: nearestName(unknown.label, known) };
}

function labelOf({ waves }: Fleet, { name, labels, wave }: FleetMember, label: string): string | undefined {
  const own = labels.get(label);
  if (own !== undefined) return own;
  if (label === 'name') return name;
  return label === 'wave' ? waves[wave] : undefined;
}
