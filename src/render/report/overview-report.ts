import type { Level, Report } from './report.ts';
import { countOf } from './words.ts';

/** One application among several, in the table that stands before or behind all. */
export type SummaryRow = {
  readonly name: string;
  /** What became of it, in a few words. */
  readonly says: string;
  /** null: it was not touched. */
  readonly exitCode: number | null;
};

/** What several reports are put under. */
export type Overview = {
  readonly rows: readonly SummaryRow[];
  readonly exitCode: number;
  readonly kind: Report['kind'];
  /** The fleet file; null: the files were named by themselves. */
  readonly fleet: string | null;
};

const rising: readonly Level[] = ['ok', 'change', 'warning', 'refused', 'failed'];

/** What became of each application and of all, in the one form that all formats show: the head of several reports. */
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

/** How many ended in which way, and the exit code of all. */
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
  if (counts.size === 0) return 'nothing to do';
  return [...counts]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([code, count]) => (code === '-' ? `${count} not touched` : `${count} with ${code}`))
    .join(', ');
}
