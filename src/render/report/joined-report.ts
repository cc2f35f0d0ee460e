import type { Report, ReportGroup, ReportSection } from './report.ts';

/** What is known of several reports besides themselves: what they are put under, and of each its name and its file. */
export type Several = {
  readonly overview: Report;
  readonly names: readonly string[];
  readonly files: readonly string[];
};

/**
 * Several reports as one, for a format whose documents cannot stand one after the other. Whatever a report says goes by the
 * name of its application.
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
    ways: named.flatMap(({ ways = [] }) => ways),
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
    ways: (report.ways ?? []).map(({ title, command }) => ({ title: of(title), command })),
    sections: [
      { title: 'Results', items: [of(report.verdict.text)] },
      ...report.sections.map(({ title, items }) => ({ title, items: items.map(of) })),
      ...digest,
    ],
  };
}

// The sides of comparisons have names of their own: they differ from application to application.
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
