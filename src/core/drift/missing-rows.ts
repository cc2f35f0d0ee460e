import type { Baseline } from '../model/baseline.ts';
import type { DriftRow } from '../model/drift.ts';
import type { ResolvedClient } from '../model/resolved-clients.ts';
import type { ShownValue } from '../model/shown-value.ts';
import { formatTarget } from '../model/target.ts';
import type { PlanParts } from '../plan/make-plan.ts';
import type { DriftFacts } from './facts.ts';
import { absent, notComparable } from './shown.ts';

/** A row for each declared client that the application does not have. */
export function missingRows({ baseline }: DriftFacts, { clients }: PlanParts): readonly DriftRow[] {
  return clients.flatMap((client) => (client.kind === 'missing' ? [rowOf(client, baseline)] : []));
}

function rowOf({ desired }: Extract<ResolvedClient, { kind: 'missing' }>, baseline: Baseline | null): DriftRow {
  const { alias, identity, features, source } = desired;
  const id = identity.by === 'id' ? identity.id : null;
  const declared: ShownValue = { kind: 'value', json: features?.names ?? id ?? alias };
  return {
    target: formatTarget({ kind: 'client', alias }),
    clientId: id,
    ...judged(baseline, { alias, id }, declared),
    live: absent,
    file: declared,
    source,
    accepted: null,
  };
}

type Named = { readonly alias: string; readonly id: string | null };

// The baseline had it, so that it went from live since; or it did not, so that the file is ahead.
function judged(
  baseline: Baseline | null,
  { alias, id }: Named,
  declared: ShownValue,
): Pick<DriftRow, 'class' | 'baseline'> {
  if (baseline === null) return { class: 'unknown', baseline: notComparable };
  const had = baseline.clients.some((client) => (id === null ? client.alias === alias : client.id === id));
  return had ? { class: 'drift', baseline: declared } : { class: 'pending', baseline: absent };
}
