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
  const known = baseline === null ? null : namesIn(baseline);
  return clients.flatMap((client) => (client.kind === 'missing' ? [rowOf(client, known)] : []));
}

/** The clients that the baseline declares. */
type Known = { readonly ids: ReadonlySet<string | null>; readonly aliases: ReadonlySet<string | null> };

function namesIn({ clients }: Baseline): Known {
  return { ids: new Set(clients.map(({ id }) => id)), aliases: new Set(clients.map(({ alias }) => alias)) };
}

function rowOf({ desired }: Extract<ResolvedClient, { kind: 'missing' }>, known: Known | null): DriftRow {
  const { alias, identity, features, source } = desired;
  const id = identity.by === 'id' ? identity.id : null;
  const declared: ShownValue = { kind: 'value', json: features?.names ?? id ?? alias };
  return {
    target: formatTarget({ kind: 'client', alias }),
    clientId: id,
    ...judged(known, { alias, id }, declared),
    live: absent,
    file: declared,
    source,
    accepted: null,
  };
}

type Named = { readonly alias: string; readonly id: string | null };

// The baseline had it, so that it went from live since; or it did not, so that the file is ahead.
function judged(known: Known | null, { alias, id }: Named, declared: ShownValue): Pick<DriftRow, 'class' | 'baseline'> {
  if (known === null) return { class: 'unknown', baseline: notComparable };
  const had = id === null ? known.aliases.has(alias) : known.ids.has(id);
  return had ? { class: 'drift', baseline: declared } : { class: 'pending', baseline: absent };
}
