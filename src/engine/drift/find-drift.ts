import { clientIdOf, formatTarget, scopeId } from '../../model/address.ts';
import { type Baseline, baselinePropertyOf, baselineValueOf } from '../../model/baseline.ts';
import { type Change, changeName, isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import type { Drift, DriftClass, DriftRow } from '../../model/differences.ts';
import { findingText } from '../../model/finding.ts';
import type { ResolvedClient } from '../../model/live.ts';
import type { PlanFinding } from '../../model/plan.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Cell } from '../../model/state.ts';
import type { RedactedValue } from '../../model/value.ts';
import { settledCell } from '../compare/compare-cells.ts';
import { acceptsFor, baselineInReach } from '../compare/exemptions.ts';
import { type DecideInput, decide, originsOf } from '../decide.ts';
import type { Digest } from '../plan-document/digests.ts';
import type { PlanParts } from '../plan-document/make-plan.ts';
import {
  absent,
  convergedRows,
  type DriftInput,
  notComparableValue,
  notManaged,
  redactedBaseline,
  redactedValue,
} from './drift-rows.ts';

/** The result of a drift check: rows in the order of plans, and the decision behind them. */
export type DriftParts = { readonly rows: readonly DriftRow[]; readonly parts: PlanParts };

/**
 * Compares the baseline, the live application and the file. Every row has one class; accepted rows keep it and are
 * marked.
 */
export function driftRows(asked: DecideInput, digest: Digest): DriftParts {
  const input = { ...asked, baseline: baselineInReach(asked) };
  const parts = decide(input);
  // The same decision without the accept entries shows the accepted drift too.
  const strict = input.desired.accept.length === 0 ? parts : decide(withoutAccepts(input));
  const origins = originsOf(strict.changes, input.baseline);
  const open = new Set(parts.changes.map(changeName));
  const rows = strict.changes.map((change): DriftRow => {
    const accepted = open.has(changeName(change)) ? null : acceptOf(input, change);
    const baseline = baselineOf(change, input.baseline, digest);
    const { target, clientId, live, file, source } = valuesOf(change, digest);
    return { target, clientId, class: origins.get(change) ?? 'unknown', baseline, live, file, source, accepted };
  });
  return { rows: [...rows, ...convergedRows(input, strict, digest), ...missingRows(input, parts)], parts };
}

function withoutAccepts(input: DecideInput): DecideInput {
  return { ...input, desired: { ...input.desired, accept: [] } };
}

function acceptOf({ desired, today }: DecideInput, change: Change): DriftRow['accepted'] {
  return acceptsFor({ ignore: [], accept: desired.accept, today }, targetOf(change)).reduce<DriftRow['accepted']>(
    (_earlier, { until, reason }) => ({ until, reason }),
    null,
  );
}

function valuesOf(change: Change, digest: Digest): Pick<DriftRow, 'target' | 'clientId' | 'live' | 'file' | 'source'> {
  const { source, scope } = change;
  const place = { target: changeName(change), clientId: clientIdOf(scope), source };
  if (!isKeyChange(change)) {
    return { ...place, live: { kind: 'value', json: change.before }, file: { kind: 'value', json: change.after } };
  }
  const address = addressOf(change);
  return {
    ...place,
    live: redactedValue('before' in change ? change.before : undefined, address, digest),
    file: redactedValue('after' in change ? change.after : undefined, address, digest),
  };
}

function addressOf({ scope, section, key }: KeyChange): KeyAddress {
  return { clientId: scopeId(scope), section, key };
}

function baselineOf(change: Change, baseline: Baseline | null, digest: Digest): RedactedValue {
  if (baseline === null) return notComparableValue;
  if (isKeyChange(change)) return redactedBaseline(saidOf(change, baseline), addressOf(change), digest);
  const said = baselinePropertyOf(baseline, change.scope, change.property.name);
  return said === undefined ? notManaged : { kind: 'value', json: said };
}

// In the form of the setting's type, as the other two values of the row: a custom setting that is 5 in the file is "5".
function saidOf({ scope, section, key, type, ...change }: KeyChange, baseline: Baseline): Cell | undefined {
  const said = baselineValueOf(baseline, scope, section, key);
  if (said?.kind !== 'value') return said;
  return settledCell(section, type, said, change.action === 'create' ? undefined : change.before) ?? said;
}

/** Facts about the moment and the maker. */
export type DriftMoment = { readonly readAt: string; readonly toolVersion: string };

/** Makes the drift document. The same input gives the same document. */
export function makeDrift(rows: readonly DriftRow[], parts: PlanParts, moment: DriftMoment): Drift {
  const { desired, live, baseline } = parts;
  // Accepted rows are not counted.
  const counted = rows.filter(({ accepted }) => accepted === null);
  const count = (name: DriftClass): number => counted.filter((row) => row.class === name).length;
  return {
    formatVersion: 1,
    tool: { name: 'capstan', version: moment.toolVersion },
    application: { id: desired.application.id, region: desired.application.region },
    caller: live.caller,
    readAt: moment.readAt,
    baseline: baseline === null ? null : { name: baseline.name, commit: baseline.commit },
    summary: {
      pending: count('pending'),
      drift: count('drift'),
      both: count('both'),
      converged: count('converged'),
      unknown: count('unknown'),
      accepted: rows.length - counted.length,
      notCompared: parts.notCompared.length,
    },
    rows,
    findings: parts.findings.map((finding): PlanFinding => {
      const { code, severity, target, source } = finding;
      return { code, severity, message: findingText(finding), target: formatTarget(target), source };
    }),
  };
}

/** A row for each declared client that the application does not have. */
function missingRows({ baseline }: DriftInput, { clients }: PlanParts): readonly DriftRow[] {
  const known = baseline === null ? null : namesIn(baseline);
  return clients.flatMap((client) => (client.kind === 'missing' ? [rowOf(client, known)] : []));
}

/** The clients that the baseline declares. */
type Known = {
  readonly ids: ReadonlySet<string | null>;
  readonly aliases: ReadonlySet<string>;
  /** The aliases of those that it finds by name. */
  readonly foundByName: ReadonlySet<string>;
};

function namesIn({ clients }: Baseline): Known {
  const found = [...clients].filter(([, { id }]) => id === null);
  return {
    ids: new Set([...clients.values()].map(({ id }) => id)),
    aliases: new Set(clients.keys()),
    foundByName: new Set(found.map(([alias]) => alias)),
  };
}

function rowOf({ desired }: Extract<ResolvedClient, { kind: 'missing' }>, known: Known | null): DriftRow {
  const { alias, id, scope, source } = desired;
  const declared: RedactedValue = { kind: 'value', json: scope.properties.get('features')?.value ?? id ?? alias };
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

// If the baseline has it, it was deleted in the live application; if not, the file is ahead.
function judged(
  known: Known | null,
  { alias, id }: Named,
  declared: RedactedValue,
): Pick<DriftRow, 'class' | 'baseline'> {
  if (known === null) return { class: 'unknown', baseline: notComparableValue };
  const had = id === null ? known.aliases.has(alias) : known.ids.has(id) || known.foundByName.has(alias);
  return had ? { class: 'drift', baseline: declared } : { class: 'pending', baseline: absent };
}
