import { overridableGuards } from '../../engine/guards/index.ts';
import { remembered } from '../../leaf/work.ts';
import type { Severity } from '../../model/finding.ts';
import type { Plan, PlanChange, PlanFinding } from '../../model/plan.ts';
import { visibleJson, visibleText } from '../escape/visible-text.ts';
import { orderedFindings } from '../report/report.ts';
import {
  explainLine,
  type Gravity,
  indentColumns,
  messageLines,
  type SourceLines,
  sourceLineText,
} from './problems-text.ts';
import type { Style } from './style.ts';
import { fileText, isShownSecret } from './value-text.ts';
import { entryLines, indented, wrapText } from './wrap-text.ts';

export type FindingView = {
  /** `none`: there is no file to change, and no location; left out: `file`. */
  readonly cures?: 'file' | 'none' | undefined;
  /** The source lines of findings; left out: not shown. */
  readonly lineAt?: SourceLines | undefined;
  /** `none`: the last line does not point to `explain`; left out: `told`. */
  readonly more?: 'told' | 'none' | undefined;
};

/** The findings, refusals first, separated by blank lines. `facts` fill the suggested overrides. */
export function findingsText(
  findings: readonly PlanFinding[],
  facts: CureFacts,
  style: Style,
  { cures = 'file', lineAt, more = 'told' }: FindingView = {},
): readonly string[] {
  const blocks = orderedFindings(findings).flatMap((finding, at) => {
    const line = lineAt === undefined ? [] : fileLines(finding, facts, lineAt, style);
    const cure = cures === 'file' ? cureLines(finding, facts, style) : [];
    const placed = cures === 'file' ? finding : { ...finding, source: null };
    return [...(at === 0 ? [] : ['']), ...findingLines(placed, line, cure, style)];
  });
  return more === 'none' ? blocks : [...blocks, ...moreLines(findings, style)];
}

// For one finding it is printed with it, for several below all of them.
function moreLines(findings: readonly PlanFinding[], { dim, width }: Style): readonly string[] {
  const line = explainLine(findings.map(({ code }) => code));
  if (line === '') return [];
  return findings.length === 1 ? indented([dim(line)], indentColumns) : ['', ...wrapText(line, width).map(dim)];
}

function findingLines(
  { severity, source, target, code, message }: PlanFinding,
  line: readonly string[],
  cure: readonly string[],
  style: Style,
): readonly string[] {
  const head = messageLines({ gravity: gravities[severity], source, text: target, code }, style);
  const text = wrapText(visibleText(message), style.width - indentColumns);
  return [...head, ...indented([...line, ...text, ...cure], indentColumns)];
}

const gravities: Readonly<Record<Severity, Gravity>> = { refuse: 'error', warning: 'warning', info: 'note' };

// The source line of a refusal. No line is shown of a key that any source knows as a secret.
function fileLines(
  { severity, source, target }: PlanFinding,
  { changes }: CureFacts,
  lineAt: SourceLines,
  style: Style,
): readonly string[] {
  const change = byTarget(changes).get(target);
  if (severity !== 'refuse' || source === null || isShownSecret(change?.before) || isShownSecret(change?.after))
    return [];
  const line = lineAt(source);
  return line === null ? [] : sourceLineText(source, line, style);
}

function cureLines(finding: PlanFinding, facts: CureFacts, style: Style): readonly string[] {
  const cure = findingCure(finding, facts);
  if (cure === null) return [];
  return [
    style.dim(cure.sentence),
    ...(cure.line === null ? [] : entryLines(cure.line, style.terminalWidth - indentColumns)),
  ];
}

const allowDays = 30;
const dayMs = 86_400_000;

/** The cure of a finding: a sentence, and the entry for the file if there is one. */
export type Cure = { readonly sentence: string; readonly line: string | null };

/** The facts of a plan for suggested overrides: the day, and the live values. */
export type CureFacts = Pick<Plan, 'createdAt' | 'changes'>;

/** The cure of a finding; null if its message contains it. */
export function findingCure(
  finding: Pick<PlanFinding, 'severity' | 'code' | 'target' | 'overridable'>,
  { createdAt, changes }: CureFacts,
): Cure | null {
  if (finding.severity !== 'refuse') return null;
  if (!overridableGuards.includes(finding.code))
    return {
      sentence: `This guard has no override. Change ${finding.code === 'only-matches-nothing' ? '--only' : 'the file'}.`,
      line: null,
    };
  if (finding.overridable === false) return { sentence: 'This finding has no override.', line: null };
  const until = new Date(Date.parse(createdAt) + allowDays * dayMs).toISOString().slice(0, 10);
  const target = visibleJson(JSON.stringify(finding.target));
  const live = finding.code === 'overwrites-drift' ? liveMember(byTarget(changes).get(finding.target)) : '';
  if (live === null) return null;
  return {
    sentence: 'To allow this on purpose, add to `allow:`:',
    line: `- { guard: ${finding.code}, target: ${target}, ${live}until: ${until}, reason: "why this is allowed" }`,
  };
}

const byTarget = remembered((changes: Plan['changes']): ReadonlyMap<string, PlanChange> => {
  return new Map(changes.map((change) => [change.target, change]));
});

// The entry is valid for one live value. It cannot contain a secret.
function liveMember(change: PlanChange | undefined): string | null {
  const live = change?.before;
  if (live === undefined) return '';
  return isShownSecret(live) ? null : `live: ${fileText(live)}, `;
}
