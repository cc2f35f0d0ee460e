import { overridableGuards } from '../../engine/guards/index.ts';
import { remembered } from '../../leaf/remembered.ts';
import type { Severity } from '../../model/finding.ts';
import type { Plan, PlanChange, PlanFinding } from '../../model/plan.ts';
import { visibleJson, visibleText } from '../escape/visible-text.ts';
import { orderedFindings } from '../report/ordered-findings.ts';
import type { Style } from './style.ts';
import { isShownSecret, placeText } from './value-text.ts';
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

const allowDays = 30;
const dayMs = 86_400_000;

/** What to do about a finding: a sentence, and where there is one the line for the file. */
export type Cure = { readonly sentence: string; readonly line: string | null };

/** What of a plan goes into the overrides that are suggested: the day, and what live holds. */
export type CureFacts = Pick<Plan, 'createdAt' | 'changes'>;

/** The cure of a finding; null when its message says it. */
export function findingCure(
  finding: Pick<PlanFinding, 'severity' | 'code' | 'target' | 'overridable'>,
  { createdAt, changes }: CureFacts,
): Cure | null {
  if (finding.severity !== 'refuse') return null;
  if (!overridableGuards.includes(finding.code))
    return { sentence: 'This cannot be allowed: change the file.', line: null };
  if (finding.overridable === false) return { sentence: 'This cannot be allowed.', line: null };
  const until = new Date(Date.parse(createdAt) + allowDays * dayMs).toISOString().slice(0, 10);
  const target = visibleJson(JSON.stringify(finding.target));
  const live = finding.code === 'overwrites-drift' ? liveMember(byTarget(changes).get(finding.target)) : '';
  if (live === null) return null;
  return {
    sentence: 'If it is meant, add under `allow:` and say why:',
    line: `- { guard: ${finding.code}, target: ${target}, ${live}until: ${until}, reason: "why this is meant" }`,
  };
}

const byTarget = remembered((changes: Plan['changes']): ReadonlyMap<string, PlanChange> => {
  return new Map(changes.map((change) => [change.target, change]));
});

// The entry is good for one live value. A secret cannot stand in it.
function liveMember(change: PlanChange | undefined): string | null {
  const live = change?.before;
  if (live === undefined) return '';
  return isShownSecret(live) ? null : `live: ${visibleJson(JSON.stringify(live))}, `;
}
