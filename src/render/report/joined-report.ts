import { countOf } from '../text/value-text.ts';
import type { Level, Report, ReportGroup, ReportSection } from './report.ts';

/** Several reports with their heading, and the name and file of each. */
export type Several = {
  readonly overview: Report;
  readonly names: readonly string[];
  readonly files: readonly string[];
};

/**
 * Merges several reports, for a format that allows one document only. Every text is prefixed with the name of its
 * application.
 */
export function joinedReport(
  reports: readonly Report[],
  { overview, names }: Pick<Several, 'overview' | 'names'>,
): Report {
  const named = reports.map((report, at) => withName(report, names[at] ?? report.title));
  return {
    ...overview,
    columns: columnsOf(reports),
    groups: named.flatMap(({ groups }) => groups),
    findings: named.flatMap(({ findings }) => findings),
    actions: named.flatMap(({ actions = [] }) => actions),
    sections: [...overview.sections, ...byTitle(named.flatMap(({ sections }) => sections))],
  };
}

function withName(report: Report, name: string): Report {
  const of = (text: string): string => `${name}: ${text}`;
  const group = ({ scope, clientId, rows }: ReportGroup): ReportGroup => {
    return { scope: of(scope), clientId, rows: rows.map((row) => ({ ...row, target: of(row.target) })) };
  };
  const digest = report.digest === null ? [] : [{ title: 'Digests of the plans', items: [of(report.digest)] }];
  return {
    ...report,
    groups: report.groups.map(group),
    findings: report.findings.map((finding) => ({ ...finding, target: of(finding.target) })),
    actions: (report.actions ?? []).map(({ title, command }) => ({ title: of(title), command })),
    sections: [
      { title: 'Results', items: [of(report.verdict.text)] },
      ...report.sections.map(({ title, items }) => ({ title, items: items.map(of) })),
      ...digest,
    ],
  };
}

// The names of the sides of a comparison differ by application.
function columnsOf(reports: readonly Report[]): readonly string[] {
  const kinds = [...new Set(reports.map(({ columns }) => JSON.stringify(columns)).filter((text) => text !== '[]'))];
  const [first = []] = reports.map(({ columns }) => columns).filter(({ length }) => length > 0);
  return kinds.length > 1 ? first.map((_, at) => (at === 0 ? 'first side' : 'second side')) : first;
}

function byTitle(sections: readonly ReportSection[]): readonly ReportSection[] {
  const titles = [...new Set(sections.map(({ title }) => title))];
  return titles.map((title) => ({
    title,
    items: sections.flatMap((section) => (section.title === title ? section.items : [])),
  }));
}

/** One application of several, in the summary table. */
export type SummaryRow = {
  readonly name: string;
  /** Its result, in a few words. */
  readonly says: string;
  /** null: not touched. */
  readonly exitCode: number | null;
};

/** The heading of several reports. */
export type Overview = {
  readonly rows: readonly SummaryRow[];
  readonly exitCode: number;
  readonly kind: Report['kind'];
  /** The fleet file; null: the files were named by themselves. */
  readonly fleet: string | null;
};

const rising: readonly Level[] = ['ok', 'change', 'warning', 'refused', 'failed'];

/** The results of each application and of all, in the common form of all formats: the heading of several reports. */
export function overviewReport({ rows, exitCode, kind, fleet }: Overview, reports: readonly Report[]): Report {
  const levels = reports.map(({ verdict }) => rising.indexOf(verdict.level));
  return {
    kind,
    title: `${titles[kind]} of ${fleet === null ? countOf(rows.length, 'file') : `the fleet ${fleet}`}`,
    subject: fleet ?? 'several-files',
    verdict: {
      level: rising[Math.max(0, ...levels)] ?? 'ok',
      text: tallyText(rows, exitCode, fleet === null ? 'file' : 'application'),
    },
    facts: [],
    columns: [],
    groups: [],
    findings: [],
    sections: [{ title: fleet === null ? 'Files' : 'Applications', items: rows.map(rowText) }],
    digest: null,
  };
}

const titles: { readonly [Kind in Report['kind']]: string } = {
  plan: 'Plan',
  run: 'Apply',
  drift: 'Drift',
  compare: 'Comparison',
};

function rowText({ name, says, exitCode }: SummaryRow): string {
  return `${name}: ${says}${exitCode === null ? '' : ` (exit code ${exitCode})`}`;
}

/** The number of applications by result, and the exit code of all. */
export function tallyText(rows: readonly SummaryRow[], exitCode: number, noun: 'file' | 'application'): string {
  return `${countOf(rows.length, noun)}: ${tally(rows)}. Exit code ${exitCode}.`;
}

/** The exit code as a table shows it. */
export function codeText({ exitCode }: Pick<SummaryRow, 'exitCode'>): string {
  return exitCode === null ? '-' : String(exitCode);
}

function tally(rows: readonly SummaryRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(codeText(row), (counts.get(codeText(row)) ?? 0) + 1);
  if (counts.size === 0) return 'none is in this part';
  return [...counts]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([code, count]) => (code === '-' ? `${count} not touched` : `${count} with ${code}`))
    .join(', ');
}
