import { overridableGuards } from '../core/guards/codes.ts';
import type { Severity } from '../core/model/finding.ts';
import { byText } from '../core/model/json.ts';
import type { PlanFinding } from '../core/model/plan.ts';
import { placeText } from './place-text.ts';
import type { Style } from './style.ts';
import { visibleJson, visibleText } from './visible-text.ts';
import { indented, wrapText } from './wrap-text.ts';

const severities: readonly Severity[] = ['refuse', 'warning', 'info'];
const indentColumns = 4;
const allowDays = 30;
const dayMs = 86_400_000;

/** What the guards say, refusals first. `createdAt` of the plan dates the suggested overrides. */
export function findingsText(findings: readonly PlanFinding[], createdAt: string, style: Style): readonly string[] {
  const ordered = severities.flatMap((severity) =>
    byPlaceInCodes(findings.filter((finding) => finding.severity === severity)),
  );
  return ordered.flatMap((finding) => findingLines(finding, createdAt, style));
}

// The guards keep their order; what one of them says is read along the file.
function byPlaceInCodes(findings: readonly PlanFinding[]): readonly PlanFinding[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.flatMap((code) => findings.filter((finding) => finding.code === code).sort(byPlace));
}

function byPlace({ source: a }: PlanFinding, { source: b }: PlanFinding): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function findingLines(finding: PlanFinding, createdAt: string, style: Style): readonly string[] {
  const place = finding.source === null ? '' : style.dim(`  ${placeText(finding.source)}`);
  const head = `${word(finding.severity, style)} ${finding.code}  ${visibleText(finding.target)}${place}`;
  const message = wrapText(visibleText(finding.message), style.width - indentColumns);
  return [head, ...indented([...message, ...cure(finding, createdAt, style)], indentColumns)];
}

function word(severity: Severity, style: Style): string {
  switch (severity) {
    case 'refuse':
      return style.red(style.bold('refused'));
    case 'warning':
      return style.yellow('warning');
    case 'info':
      return style.dim('info   ');
  }
}

function cure(finding: PlanFinding, createdAt: string, style: Style): readonly string[] {
  if (finding.severity !== 'refuse') return [];
  if (!overridableGuards.includes(finding.code)) return [style.dim('This cannot be allowed: change the file.')];
  const until = new Date(Date.parse(createdAt) + allowDays * dayMs).toISOString().slice(0, 10);
  const target = visibleJson(JSON.stringify(finding.target));
  return [
    style.dim('If it is meant, add under `allow:` and say why:'),
    `- { guard: ${finding.code}, target: ${target}, until: ${until}, reason: "why this is meant" }`,
  ];
}
