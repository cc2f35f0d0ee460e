import { canonicalJson } from '../leaf/json.ts';
import type { Severity } from '../model/finding.ts';
import type { Decision, PlanChange } from '../model/plan.ts';
import { keyIdOf } from '../model/value.ts';
import { boundChange, plainJson } from './plan-document/digests.ts';

/** One thing in which a decision is not the one that was approved. */
export type Difference =
  /** undefined: there is no change of that target. */
  | {
      readonly kind: 'change';
      readonly target: string;
      readonly approved: PlanChange | undefined;
      readonly now: PlanChange | undefined;
    }
  | { readonly kind: 'call'; readonly id: string }
  /** Plain-text secrets in the file, which no change shows. */
  | { readonly kind: 'literals' }
  | { readonly kind: 'application' }
  /** The file declares something else, although the changes are the same. */
  | { readonly kind: 'file' }
  /** null: the guard did not report it, or no longer reports it. */
  | {
      readonly kind: 'finding';
      readonly code: string;
      readonly target: string;
      readonly approved: Severity | null;
      readonly now: Severity | null;
    };

/**
 * The one answer to "is this still what was approved?": in what a decision differs from the approved one; empty: it is.
 * A run asks it of every fresh read, and `apply PLAN` of the plan that it made again.
 *
 * Everything that was approved counts: each change with its values, each call, what the file declares, and each finding,
 * whether it is new, missing or has another severity. An info finding and a missing finding count too, which is the safe
 * choice: the reviewer read the findings, so another finding invalidates the approval. The only cost is a new plan.
 * What does not count: locations in files, origins, and the numbers and names in messages.
 */
export function decisionDifferences(approved: Decision, now: Decision): readonly Difference[] {
  return [
    ...changeDifferences(approved, now),
    ...callDifferences(approved, now),
    ...(approved.literals === now.literals ? [] : [{ kind: 'literals' } as const]),
    ...(sameJson(approved.application, now.application) ? [] : [{ kind: 'application' } as const]),
    ...(asksForTheSame(approved, now) ? [] : [{ kind: 'file' } as const]),
    ...findingDifferences(approved, now),
  ];
}

/** A difference in a few words: its target, its finding or its call. */
export function differenceName(difference: Difference): string {
  switch (difference.kind) {
    case 'change':
      return difference.target;
    case 'call':
      return `call ${difference.id}`;
    case 'finding':
      return `${difference.code} (${difference.target})`;
    case 'literals':
      return 'a secret in the file';
    case 'application':
      return 'the application';
    case 'file':
      return 'the file';
  }
}

function changeDifferences(approved: Decision, now: Decision): readonly Difference[] {
  const [before, after] = [byTarget(approved), byTarget(now)];
  return eitherKey(before, after).flatMap((target): readonly Difference[] => {
    const [a, b] = [before.get(target), after.get(target)];
    const isSame = a !== undefined && b !== undefined && sameJson(whatChanges(a), whatChanges(b));
    return isSame ? [] : [{ kind: 'change', target, approved: a, now: b }];
  });
}

// The calls are compared by themselves.
function whatChanges(change: PlanChange): Omit<PlanChange, 'source' | 'origin' | 'call'> {
  const { call: _call, ...rest } = boundChange(change);
  return rest;
}

function byTarget({ changes }: Decision): ReadonlyMap<string, PlanChange> {
  return new Map(changes.map((change) => [change.target, change]));
}

function callDifferences(approved: Decision, now: Decision): readonly Difference[] {
  const byId = ({ calls }: Decision) => new Map(calls.map((call) => [call.id, call]));
  const [before, after] = [byId(approved), byId(now)];
  return eitherKey(before, after)
    .filter((id) => !sameJson(before.get(id) ?? null, after.get(id) ?? null))
    .map((id) => ({ kind: 'call', id }));
}

// Digests with different keys cannot be compared: then the changes and the findings count.
function asksForTheSame({ configDigest: a }: Decision, { configDigest: b }: Decision): boolean {
  return a === b || keyIdOf(a) !== keyIdOf(b);
}

function findingDifferences(approved: Decision, now: Decision): readonly Difference[] {
  const [before, after] = [severities(approved), severities(now)];
  return eitherKey(before, after).flatMap((name): readonly Difference[] => {
    const [a, b] = [before.get(name), after.get(name)];
    const finding = a ?? b;
    if (finding === undefined || a?.severity === b?.severity) return [];
    const { code, target } = finding;
    return [{ kind: 'finding', code, target, approved: a?.severity ?? null, now: b?.severity ?? null }];
  });
}

function severities({ findings }: Decision): ReadonlyMap<string, Decision['findings'][number]> {
  return new Map(findings.map((finding) => [JSON.stringify([finding.code, finding.target]), finding]));
}

function eitherKey(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])];
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonicalJson(plainJson(a)) === canonicalJson(plainJson(b));
}
