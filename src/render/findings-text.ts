import type { Severity } from '../core/model/finding.ts';
import type { PlanFinding } from '../core/model/plan.ts';
import { type CureFacts, findingCure } from './finding-cure.ts';
import { orderedFindings } from './ordered-findings.ts';
import { placeText } from './place-text.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented, wrapText } from './wrap-text.ts';

const indentColumns = 4;

/** What the guards say, refusals first. `facts` go into the overrides that are suggested for the file. */
export function findingsText(
  findings: readonly PlanFinding[],
  facts: CureFacts,
  style: Style,
  cures: 'file' | 'none' = 'file',
): readonly string[] {
  return orderedFindings(findings).flatMap((finding) =>
    findingLines(finding, cures === 'file' ? cureLines(finding, facts, style) : [], style),
  );
}

function findingLines(finding: PlanFinding, cures: readonly string[], style: Style): readonly string[] {
  const place = finding.source === null ? '' : style.dim(`  ${placeText(finding.source)}`);
  const named = visibleText(`${finding.code}  ${finding.target}`);
  const head = `${word(finding.severity, style)} ${named}${place}`;
  const message = wrapText(visibleText(finding.message), style.width - indentColumns);
  return [head, ...indented([...message, ...cures], indentColumns)];
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

function cureLines(finding: PlanFinding, facts: CureFacts, style: Style): readonly string[] {
  const cure = findingCure(finding, facts);
  if (cure === null) return [];
  return [style.dim(cure.sentence), ...(cure.line === null ? [] : [cure.line])];
}
