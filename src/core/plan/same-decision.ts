import { changeName } from '../model/change.ts';
import { byText, canonicalJson, type Json } from '../model/json.ts';
import { formatTarget } from '../model/target.ts';
import { type Digest, planValues } from './fingerprints.ts';
import type { PlanParts } from './make-plan.ts';

/**
 * In what a decision taken on fresh reads differs from the approved one: targets of changes that are new, gone or have
 * other values, and findings that are new or gone. Empty: the approval still holds. Numbers in messages do not count.
 */
export function differencesOf(approved: PlanParts, fresh: PlanParts, digest: Digest): readonly string[] {
  const changes = (parts: PlanParts): Map<string, string> =>
    new Map(parts.changes.map((change) => [changeName(change), canonicalJson(changeJson(change, digest))]));
  const findings = (parts: PlanParts): Map<string, string> =>
    new Map(parts.findings.map((finding) => [`${finding.code} (${formatTarget(finding.target)})`, finding.severity]));
  const calls = (parts: PlanParts): Map<string, string> =>
    new Map(
      parts.calls.map(({ id, kind, changes: carried }) => [`call ${id}`, [kind, ...carried.map(changeName)].join(' ')]),
    );
  return [
    ...unequal(changes(approved), changes(fresh)),
    ...unequal(findings(approved), findings(fresh)),
    ...unequal(calls(approved), calls(fresh)),
  ];
}

function changeJson(change: PlanParts['changes'][number], digest: Digest): Json {
  const { before, after } = planValues(change, digest);
  return [change.action, (before ?? null) as Json, (after ?? null) as Json];
}

function unequal(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort(byText);
}
