import { byText } from '../../leaf/json.ts';
import type { Problem, Severity } from '../../model/finding.ts';
import type { PlanFinding } from '../../model/plan.ts';
import type { Report } from './report.ts';
import { countOf } from './words.ts';

/** Problems, in the common form of all formats; `file` is the input of the command. */
export function problemsReport(file: string, problems: readonly Problem[], kind: Report['kind']): Report {
  return {
    kind,
    title: `Problems with ${file}`,
    subject: file,
    verdict: {
      level: 'failed',
      text: `${countOf(problems.length, 'problem')}: the command ended without a result.`,
    },
    facts: [],
    columns: [],
    groups: [],
    findings: problems.map(({ code, message, cure, source }) => ({
      code,
      severity: 'refuse',
      message,
      target: file,
      source,
      cure: cure === '' ? [] : [cure],
    })),
    sections: [],
    digest: null,
  };
}

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
