import { type Difference, decisionDifferences } from '../engine/approval.ts';
import { sealIs } from '../engine/plan-document/digests.ts';
import type { Digest } from '../engine/plan-document/fingerprints.ts';
import { keyIdOf } from '../model/fingerprint-key.ts';
import type { Plan, PlanChange, PlanValue } from '../model/plan.ts';
import { isShownSecret, type ShownSecret, shortened, valueText } from '../render/text/value-text.ts';
import { ExpectedEnd, endWith } from './ending.ts';

/** What must be so before a saved plan is worth a request: its age, its maker, its application, its caller. */
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
      `The plan was made with client ${saved.caller ?? '(none)'}; the credentials in the environment are those of another one.`,
    );
  }
}

/** What the saved file says of itself must be what capstan wrote, as far as the key at hand can tell. */
export function checkSeal(saved: Plan, digest: Digest): void {
  if (sealIs(saved, digest) !== 'broken') return;
  throw endWith('invalidFile', {
    code: 'plan-edited',
    message: 'The plan was changed since capstan wrote it: its seal does not fit its content.',
    cure: `Nothing was written: ${newPlan}`,
  });
}

/** The plan made now must be the one that was approved. */
export function checkSamePlan(saved: Plan, current: Plan): void {
  const differences = decisionDifferences(saved, current);
  if (differences.length === 0) return;
  const findings = differences.filter((difference) => difference.kind === 'finding');
  const others = differences.length - findings.length;
  if (others === 0) throw otherFindings(findings);
  if (differences.every(({ kind }) => kind === 'finding' || kind === 'file')) {
    const message = 'The file is different from when the plan was made, although the changes are the same.';
    throw stale('file-changed', message);
  }
  const message = 'The plan is stale: live or the file has changed since it was made.';
  throw stale('plan-stale', message, shownDifferences(differences));
}

type FindingDifference = Extract<Difference, { readonly kind: 'finding' }>;

function otherFindings(findings: readonly FindingDifference[]): Error {
  const lines = findings.map(({ code, target, approved, now }) => {
    if (now === null) return `${target}: ${code} is no longer among the findings`;
    if (approved === null) return `${target}: ${code} was not among the findings`;
    return `${target}: ${code} is of another severity now (${now})`;
  });
  return findings.some(({ now }) => now !== null)
    ? stale('new-findings', 'There are findings that the plan did not show.', lines)
    : stale('findings-gone', 'Findings that the plan showed are there no longer.', lines);
}

/** `--expect-digest`: what was approved elsewhere is what is about to be done. */
export function checkDigest(expected: string | undefined, plan: Plan): void {
  if (expected === undefined || expected === plan.digest) return;
  throw stale('digest-differs', `The plan has the digest ${plan.digest}, not the one that --expect-digest names.`);
}

function blocked(): Error {
  return endWith('refused', {
    code: 'plan-blocked',
    message: 'The plan is blocked by its findings: it has nothing that could be applied.',
    cure: 'Look at it with `capstan show`, deal with the findings, and plan again.',
  });
}

function madeOverSnapshot(): Error {
  return endWith('wrongUsage', {
    code: 'plan-of-snapshot',
    message: 'The plan was made over a snapshot: it shows what would be done, and cannot be applied.',
    cure: 'Where the credentials are, make a plan with `capstan plan --out FILE`, and apply that.',
  });
}

const newPlan = 'make a new plan with `capstan plan --out FILE`, review it, and apply that.';

// What may be wrong besides the plan.
const otherCures: ReadonlyMap<string, string> = new Map([
  ['plan-stale', 'If the plan was made with --without-secrets, apply needs that flag too.'],
  ['plan-of-other-application', 'Name the file that the plan was made from with -f, if it is another one.'],
  ['plan-of-other-caller', 'Use the credentials that the plan was made with, if they are to be used.'],
]);

function stale(code: string, message: string, details: readonly string[] = []): Error {
  const differences = details.map((detail) => ({ code: 'differs', message: detail, cure: '', source: null }));
  const other = otherCures.get(code);
  const cure = `Nothing was written: ${newPlan}${other === undefined ? '' : ` ${other}`}`;
  return new ExpectedEnd('stale', [{ code, message, cure, source: null }, ...differences]);
}

const maxDifferences = 20;
const maxValueLength = 60;

/** In what two plans differ, in a line for each target, with values where they are no secrets. */
function shownDifferences(differences: readonly Difference[]): readonly string[] {
  const lines = differences.flatMap(changeLines);
  if (lines.length === 0) return [otherWays(differences)];
  const hidden = lines.length - maxDifferences;
  return hidden <= 0 ? lines : [...lines.slice(0, maxDifferences), `and ${hidden} more`];
}

// Where no change shows what differs.
function otherWays(differences: readonly Difference[]): string {
  const has = (kind: Difference['kind']): boolean => differences.some((difference) => difference.kind === kind);
  if (has('application')) return 'another application';
  return has('literals') ? 'another secret that stands in the file' : 'the same changes, by other calls';
}

function changeLines(difference: Difference): readonly string[] {
  if (difference.kind !== 'change') return [];
  const { target, approved, now } = difference;
  return whatChanged(approved, now).map((said) => `${target}: ${said}`);
}

function whatChanged(old: PlanChange | undefined, next: PlanChange | undefined): readonly string[] {
  if (next === undefined) return old === undefined ? [] : [`planned then (${arrow(old)}), not needed now`];
  if (old === undefined) return [`not in the plan, needed now (${arrow(next)})`];
  return [...valueDifference('live', old.before, next.before), ...valueDifference('file', old.after, next.after)];
}

// What a change finds is live's, what it leaves is the file's.
function valueDifference(
  whose: 'live' | 'file',
  old: PlanValue | undefined,
  next: PlanValue | undefined,
): readonly string[] {
  if (JSON.stringify(old) === JSON.stringify(next)) return [];
  // Said once, of what the file has; of fingerprints of different keys it cannot be told whether anything changed.
  if (isShownSecret(old) && isShownSecret(next) && areOfTwoKeys(old, next)) {
    return whose === 'live' ? [] : ['a secret, whose fingerprints are of different keys (CAPSTAN_FINGERPRINT_KEY)'];
  }
  const who = whose === 'live' ? 'live has changed' : 'the file has changed';
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
