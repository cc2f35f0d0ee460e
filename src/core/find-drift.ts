import { type DecideInput, decide } from './decide.ts';
import { originsOf } from './diff/origin.ts';
import { baselineInReach } from './diff/spared.ts';
import { acceptsFor } from './diff/untouched.ts';
import { convergedRows } from './drift/converged-rows.ts';
import { missingRows } from './drift/missing-rows.ts';
import { notComparable, notManaged, shownBaseline, shownValue } from './drift/shown.ts';
import type { Baseline } from './model/baseline.ts';
import { baselineScopeOf, baselineValueOf } from './model/baseline-scope.ts';
import { type Change, changeName, isKeyChange, type KeyChange, targetOf } from './model/change.ts';
import type { DriftRow } from './model/drift.ts';
import { scopeId } from './model/scope.ts';
import type { KeyAddress } from './model/secrecy.ts';
import type { ShownValue } from './model/shown-value.ts';
import type { Digest } from './plan/fingerprints.ts';
import type { PlanParts } from './plan/make-plan.ts';

/** What drift finds: rows in the order of plans, and the decision that they come from. */
export type DriftParts = { readonly rows: readonly DriftRow[]; readonly parts: PlanParts };

/** Compares baseline, live and file. Every row is in one class; what is accepted keeps its class and is marked. */
export function driftRows(asked: DecideInput, digest: Digest): DriftParts {
  const input = { ...asked, baseline: baselineInReach(asked) };
  const parts = decide(input);
  // Without the list of what is accepted, the same decision says what is so all the same.
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
  const place = { target: changeName(change), clientId: scopeId(scope), source };
  if (!isKeyChange(change)) {
    return { ...place, live: { kind: 'value', json: change.before }, file: { kind: 'value', json: change.after } };
  }
  const address = addressOf(change);
  return {
    ...place,
    live: shownValue('before' in change ? change.before : undefined, address, digest),
    file: shownValue('after' in change ? change.after : undefined, address, digest),
  };
}

function addressOf({ scope, section, key }: KeyChange): KeyAddress {
  return { clientId: scopeId(scope), section, key };
}

function baselineOf(change: Change, baseline: Baseline | null, digest: Digest): ShownValue {
  if (baseline === null) return notComparable;
  const { scope } = change;
  if (isKeyChange(change)) {
    return shownBaseline(baselineValueOf(baseline, scope, change.section, change.key), addressOf(change), digest);
  }
  const features = baselineScopeOf(baseline, scope)?.features ?? null;
  return features === null ? notManaged : { kind: 'value', json: features };
}
