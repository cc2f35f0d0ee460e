import { byText } from '../../leaf/json.ts';
import type { Problem, Severity, Source } from '../../model/finding.ts';
import type { Plan, PlanFinding } from '../../model/plan.ts';
import type { RedactedValue } from '../../model/value.ts';
import { unmanagedSummary } from '../text/unmanaged-text.ts';
import { countOf } from '../text/value-text.ts';

/**
 * The common form of plans, runs, drift and comparisons, which every format prints. Secrets are masked here already;
 * texts are raw, and each format escapes them for its own medium.
 */
export type Report = {
  readonly kind: 'plan' | 'run' | 'drift' | 'compare';
  readonly title: string;
  /** The subject, the same in every run, such as the id of the application; left out: the title. */
  readonly subject?: string;
  readonly verdict: { readonly level: Level; readonly text: string };
  /** Short facts for the head: application, read at, baseline, digest. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Names of the value columns, such as before and after. */
  readonly columns: readonly string[];
  /** By scope, the riskiest rows first. */
  readonly groups: readonly ReportGroup[];
  readonly findings: readonly ReportFinding[];
  /** Actions for all rows at once, as commands to copy. */
  readonly actions?: ReportRow['actions'];
  /** Requests, outcomes, side effects, unmanaged values. */
  readonly sections: readonly ReportSection[];
  /** The digest of a plan; null for other reports. */
  readonly digest: string | null;
};

/** How much attention it needs. */
export type Level = 'ok' | 'change' | 'warning' | 'refused' | 'failed';

export type ReportGroup = {
  /** `global` or `clients.ALIAS`. */
  readonly scope: string;
  readonly clientId: string | null;
  readonly rows: readonly ReportRow[];
};

export type RowKind =
  | 'create'
  | 'update'
  | 'remove'
  | 'features'
  | 'pending'
  | 'drift'
  | 'both'
  | 'converged'
  | 'unknown'
  | 'accepted'
  | 'missing'
  | 'differs'
  | 'expected'
  | 'environment'
  | 'foreign-value'
  | 'one-sided'
  | 'same';

export type ReportRow = {
  /** The whole target, and the target without its scope. */
  readonly target: string;
  readonly name: string;
  readonly kind: RowKind;
  /** One for each column of the report. */
  readonly values: readonly RedactedValue[];
  /** What users will notice, in a sentence; null: unknown. */
  readonly impact: string | null;
  /** The risk class; null: does not apply. */
  readonly risk: string | null;
  /** Short tags: origin, full replace, inherited, redundant. */
  readonly tags: readonly string[];
  readonly source: Source | null;
  /** Who wrote the line, by the history of the repository; null: unknown. */
  readonly author: { readonly name: string; readonly commit: string } | null;
  /** Actions for the row, as commands to copy. */
  readonly actions: readonly { readonly title: string; readonly command: string }[];
};

export type ReportFinding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly target: string;
  readonly source: Source | null;
  /** What to do, in lines to copy; empty if the message says it. */
  readonly cure: readonly string[];
};

export type ReportSection = {
  readonly title: string;
  readonly items: readonly string[];
};

/** Remarks that many rows of a group share, and the rows without them. */
export type SharedRemarks = {
  readonly notes: readonly { readonly text: string; readonly rows: number }[];
  readonly rows: readonly ReportRow[];
};

/**
 * Removes repeated remarks from the rows of a group: the impact of unknown settings, and a tag that every row has. They
 * are shown once.
 */
export function sharedRemarks({ rows }: ReportGroup): SharedRemarks {
  const sentences = repeated(
    rows.flatMap(({ impact, risk }) => (impact === null || risk !== null ? [] : [impact])),
    2,
  );
  const tags = repeated(
    rows.flatMap((row) => row.tags),
    Math.max(2, rows.length),
  );
  return {
    notes: [...sentences, ...tags].map(([text, count]) => ({ text, rows: count })),
    rows: rows.map((row) => ({
      ...row,
      impact: row.risk === null && row.impact !== null && sentences.has(row.impact) ? null : row.impact,
      tags: row.tags.filter((tag) => !tags.has(tag)),
    })),
  };
}

function repeated(texts: readonly string[], least: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count >= least));
}

const words: { readonly [Name in Level]: string } = {
  ok: 'OK',
  change: 'Changes',
  warning: 'Attention',
  refused: 'Refused',
  failed: 'Failed',
};

/** The word that a report begins with. */
export function levelWord({ kind, verdict: { level } }: Report): string {
  if (kind === 'compare' && level === 'change') return 'Differences';
  if (kind === 'drift' && level === 'change') return 'Pending';
  return kind === 'drift' && level === 'warning' ? 'Drift' : words[level];
}

/** The effect of a finding. It refuses only a plan or a run; elsewhere it says what `apply` would do, if a result is there. */
export function severityWord(report: Report, severity: Severity): string {
  if (severity !== 'refuse') return severity;
  if (report.kind === 'plan' || report.kind === 'run') return 'refused';
  return isOfLaterApply(report) ? 'apply would be refused' : 'error';
}

/** Whether the findings are about an apply that may follow, and not the reason why there is no result. */
export function isOfLaterApply({ kind, verdict }: Report): boolean {
  return kind !== 'plan' && kind !== 'run' && verdict.level !== 'failed';
}

/** The noun for the rows of a report. */
export function rowsNoun({ kind }: Report): 'change' | 'difference' {
  return kind === 'plan' || kind === 'run' ? 'change' : 'difference';
}

/** The last line of a plan: its summary. */
export function summaryLine(plan: Plan): string {
  const rest = [unmanagedSummary(plan.unmanaged), notComparedText(plan.summary.notCompared)].filter(
    (text) => text !== '',
  );
  return [mainText(plan), ...rest].join(' ');
}

function mainText(plan: Plan): string {
  switch (plan.status) {
    case 'in-sync':
      return plan.only.length === 0
        ? 'No changes. The live application matches the file.'
        : 'No changes for the targets of --only: the live application matches the file there.';
    case 'ready':
      return `Plan: ${changesText(plan)}. ${callsText(plan)}`;
    case 'blocked':
      return `Blocked by ${countOf(refusals(plan), 'error')}. Fix ${refusals(plan) === 1 ? 'it' : 'them'} before applying.${plan.changes.length === 0 ? '' : ` (${changesText(plan)}.)`}`;
  }
}

function refusals(plan: Plan): number {
  return plan.findings.filter(({ severity }) => severity === 'refuse').length;
}

function changesText({ summary }: Plan): string {
  const features = summary.features === 0 ? '' : `, ${countOf(summary.features, 'feature list')}`;
  return `${summary.create} to create, ${summary.update} to update, ${summary.remove} to remove${features}`;
}

function callsText({ calls }: Plan): string {
  const replacing = calls.filter(({ replaces }) => replaces).length;
  if (replacing > 0 && replacing === calls.length) return `${countOf(replacing, 'full replace')}.`;
  return `${countOf(calls.length, 'request')}${replacing === 0 ? '' : `, ${replacing} of them ${replacing === 1 ? 'a full replace' : 'full replaces'}`}.`;
}

function notComparedText(count: number): string {
  return count === 0 ? '' : `${countOf(count, 'secret was', 'secrets were')} not compared.`;
}

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
