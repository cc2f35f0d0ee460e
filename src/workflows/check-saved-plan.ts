import { type Difference, decisionDifferences } from '../engine/approval.ts';
import type { Digest } from '../engine/plan-document/digests.ts';
import { sealIs } from '../engine/plan-document/digests.ts';
import type { Plan, PlanChange, PlanValue } from '../model/plan.ts';
import { keyIdOf } from '../model/value.ts';
import { isShownSecret, type ShownSecret, shortened, valueText } from '../render/text/value-text.ts';
import { ExpectedEnd, endWith } from './ending.ts';

/** Checks of a saved plan before any request: its age, tool version, application and caller. */
export function checkSavedPlan(
  saved: Plan,
  now: { at: Date; toolVersion: string; application: string; caller: string },
): void {
  if (saved.source === 'snapshot') throw madeOverSnapshot();
  if (saved.status === 'blocked') throw blocked();
  if (Date.parse(saved.expiresAt) < now.at.getTime())
    throw stale('plan-expired', `The plan expired at ${saved.expiresAt}.`);
  if (saved.tool.version !== now.toolVersion) {
    throw stale(
      'plan-of-other-version',
      `The plan was made by capstan ${saved.tool.version}; this is ${now.toolVersion}.`,
    );
  }
  if (saved.application.id !== now.application) {
    throw stale(
      'plan-of-other-application',
      `The plan is for application ${saved.application.id}; the file names ${now.application}.`,
    );
  }
  if (saved.caller !== now.caller) {
    throw stale(
      'plan-of-other-caller',
      `The plan was made with client ${saved.caller ?? '(none)'}; the credentials in the environment are those of another client.`,
    );
  }
}

/** Checks by the seal, as far as the current key allows, that the saved file is unchanged. */
export function checkSeal(saved: Plan, digest: Digest): void {
  if (sealIs(saved, digest) !== 'broken') return;
  throw endWith('invalidFile', {
    code: 'plan-edited',
    message: 'The plan was changed since capstan wrote it: its seal does not fit its content.',
    cure: `Nothing was written: ${newPlan}`,
  });
}

/** The new plan must be the approved one. */
export function checkSamePlan(saved: Plan, current: Plan): void {
  const differences = decisionDifferences(saved, current);
  if (differences.length === 0) return;
  const findings = differences.filter((difference) => difference.kind === 'finding');
  const others = differences.length - findings.length;
  if (others === 0) throw otherFindings(findings);
  if (differences.every(({ kind }) => kind === 'finding' || kind === 'file')) {
    const message = 'The file has changed since the plan was made, although the planned changes are the same.';
    throw stale('file-changed', message);
  }
  const message = 'The plan is stale: the live application or the file has changed since it was made.';
  throw stale('plan-stale', message, shownDifferences(differences));
}

type FindingDifference = Extract<Difference, { readonly kind: 'finding' }>;

function otherFindings(findings: readonly FindingDifference[]): Error {
  const lines = findings.map(({ code, target, approved, now }) => {
    if (now === null) return `${target}: ${code} no longer occurs`;
    if (approved === null) return `${target}: ${code} is a new finding`;
    return `${target}: ${code} now has another severity (${now})`;
  });
  return findings.some(({ now }) => now !== null)
    ? stale('new-findings', 'There are findings that the approved plan did not show.', lines)
    : stale('findings-gone', 'Findings of the approved plan no longer occur.', lines);
}

/** `--expect-digest`: the plan must be the one that was approved elsewhere. */
export function checkDigest(expected: string | undefined, plan: Plan): void {
  if (expected === undefined || expected === plan.digest) return;
  throw stale('digest-differs', `The plan has the digest ${plan.digest}, not the one that --expect-digest names.`);
}

function blocked(): Error {
  return endWith('refused', {
    code: 'plan-blocked',
    message: 'The plan is blocked by its findings and cannot be applied.',
    cure: 'Show it with `capstan show`, fix the findings, and plan again.',
  });
}

function madeOverSnapshot(): Error {
  return endWith('wrongUsage', {
    code: 'plan-of-snapshot',
    message: 'The plan was made from a snapshot. It shows what would change, and cannot be applied.',
    cure: 'With credentials, make a plan with `capstan plan --out FILE`, and apply that plan.',
  });
}

const newPlan = 'make a new plan with `capstan plan --out FILE`, review it, and apply it.';

// Other possible causes.
const otherCures: ReadonlyMap<string, string> = new Map([
  ['plan-stale', 'If the plan was made with --without-secrets, apply needs that flag too.'],
  ['plan-of-other-application', 'If the plan was made from another file, name that file with -f.'],
  ['plan-of-other-caller', 'Or use the credentials that the plan was made with.'],
]);

function stale(code: string, message: string, details: readonly string[] = []): Error {
  const differences = details.map((detail) => ({ code: 'differs', message: detail, cure: '', source: null }));
  const other = otherCures.get(code);
  const cure = `Nothing was written: ${newPlan}${other === undefined ? '' : ` ${other}`}`;
  return new ExpectedEnd('stale', [{ code, message, cure, source: null }, ...differences]);
}

const maxDifferences = 20;
const maxValueLength = 60;

/** The differences of two plans, one line per target, with values unless they are secret. */
function shownDifferences(differences: readonly Difference[]): readonly string[] {
  const lines = differences.flatMap(changeLines);
  if (lines.length === 0) return [otherWays(differences)];
  const hidden = lines.length - maxDifferences;
  return hidden <= 0 ? lines : [...lines.slice(0, maxDifferences), `and ${hidden} more`];
}

// Differences that no change shows.
function otherWays(differences: readonly Difference[]): string {
  const has = (kind: Difference['kind']): boolean => differences.some((difference) => difference.kind === kind);
  if (has('application')) return 'another application';
  return has('literals') ? 'another secret in the file' : 'the same changes, by other requests';
}

function changeLines(difference: Difference): readonly string[] {
  if (difference.kind !== 'change') return [];
  const { target, approved, now } = difference;
  return whatChanged(approved, now).map((said) => `${target}: ${said}`);
}

function whatChanged(old: PlanChange | undefined, next: PlanChange | undefined): readonly string[] {
  if (next === undefined) return old === undefined ? [] : [`in the approved plan (${arrow(old)}), no longer needed`];
  if (old === undefined) return [`not in the approved plan, needed now (${arrow(next)})`];
  return [...valueDifference('live', old.before, next.before), ...valueDifference('file', old.after, next.after)];
}

// The old value of a change is the live value, the new value is that of the file.
function valueDifference(
  whose: 'live' | 'file',
  old: PlanValue | undefined,
  next: PlanValue | undefined,
): readonly string[] {
  if (JSON.stringify(old) === JSON.stringify(next)) return [];
  // Reported once, for the file; fingerprints with different keys cannot be compared.
  if (isShownSecret(old) && isShownSecret(next) && areOfTwoKeys(old, next)) {
    return whose === 'live' ? [] : ['a secret; its fingerprints have different keys (CAPSTAN_FINGERPRINT_KEY)'];
  }
  const who = whose === 'live' ? 'the live value has changed' : 'the file has changed';
  return [isShownSecret(old) && isShownSecret(next) ? `${who} (a secret)` : `${who}: ${shown(old)} -> ${shown(next)}`];
}

function areOfTwoKeys({ fingerprint: a }: ShownSecret, { fingerprint: b }: ShownSecret): boolean {
  return a !== null && b !== null && keyIdOf(a) !== keyIdOf(b);
}

function arrow({ before, after }: PlanChange): string {
  return `${shown(before)} -> ${shown(after)}`;
}

function shown(value: PlanValue | undefined): string {
  if (value === undefined) return '(absent)';
  return isShownSecret(value) ? '(secret)' : shortened(valueText(value), maxValueLength);
}
