import { keyIdOf } from '../core/model/fingerprint-key.ts';
import type { Plan, PlanChange, PlanValue } from '../core/model/plan.ts';
import { isShownSecret, type ShownSecret, shortened, valueText } from '../render/value-text.ts';

const maxDifferences = 20;
const maxValueLength = 60;

/** In what two plans differ, in a line for each target, with values where they are no secrets. */
export function planDifferences(saved: Plan, current: Plan): readonly string[] {
  const [old, next] = [byTarget(saved), byTarget(current)];
  const targets = [...new Set([...old.keys(), ...next.keys()])];
  const lines = targets.flatMap((target) =>
    changeDifferences(old.get(target), next.get(target)).map((said) => `${target}: ${said}`),
  );
  if (lines.length === 0) return ['the same changes, by other calls'];
  const hidden = lines.length - maxDifferences;
  return hidden <= 0 ? lines : [...lines.slice(0, maxDifferences), `and ${hidden} more`];
}

function byTarget({ changes }: Plan): ReadonlyMap<string, PlanChange> {
  return new Map(changes.map((change) => [change.target, change]));
}

function changeDifferences(old: PlanChange | undefined, next: PlanChange | undefined): readonly string[] {
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
  // Said once, of what the file has; of fingerprints of different keys nobody can tell whether anything changed.
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
