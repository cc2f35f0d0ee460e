import { byText } from '../../leaf/json.ts';
import type { Severity } from '../../model/finding.ts';
import type { PlanFinding } from '../../model/plan.ts';

const severities: readonly Severity[] = ['refuse', 'warning', 'info'];

/** Findings in reading order: refusals first, then in the order of the guards, then by line. */
export function orderedFindings(findings: readonly PlanFinding[]): readonly PlanFinding[] {
  return severities.flatMap((severity) => byPlaceInCodes(findings.filter((finding) => finding.severity === severity)));
}

function byPlaceInCodes(findings: readonly PlanFinding[]): readonly PlanFinding[] {
  const byCode = new Map<string, PlanFinding[]>();
  for (const finding of findings) {
    const same = byCode.get(finding.code) ?? [];
    same.push(finding);
    byCode.set(finding.code, same);
  }
  return [...byCode.values()].flatMap((same) => same.sort(byPlace));
}

function byPlace({ source: a }: PlanFinding, { source: b }: PlanFinding): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}
