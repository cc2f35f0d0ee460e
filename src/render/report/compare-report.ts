import type { CompareClass, CompareRow, Comparison, SideFacts } from '../../model/comparison.ts';
import { splitTarget } from '../text/unmanaged-text.ts';
import type { Report, ReportGroup, ReportRow } from './report.ts';
import { countOf } from './words.ts';

/** A comparison of two sides, in the common form of all formats. */
export function compareReport(comparison: Comparison): Report {
  const { a, b } = comparison;
  return {
    kind: 'compare',
    title: `${a.name} and ${b.name}`,
    verdict: verdictOf(comparison),
    facts: [a, b].map((side) => ({ label: side.name, value: factsText(side) })),
    columns: [a.name, b.name],
    groups: groupsOf(comparison.rows),
    findings: [],
    sections: [],
    digest: null,
  };
}

function factsText({ kind, application: { id, region }, readAt }: SideFacts): string {
  const where = region === null ? '' : ` (${region})`;
  const when = readAt === null ? '' : `, read ${readAt}`;
  return `${kind}, application ${id}${where}${when}`;
}

function verdictOf({ summary, a, b }: Comparison): Report['verdict'] {
  const open = summary.differs + summary.missing + summary['foreign-value'] + summary['one-sided'];
  const meant = summary.expected + summary.environment;
  const rest = [
    meant === 0 ? '' : `${countOf(meant, 'expected difference')}.`,
    summary.notCompared === 0 ? '' : `${countOf(summary.notCompared, 'secret was', 'secrets were')} not compared.`,
    `${countOf(summary.same, 'value')} identical.`,
    summary.notDeclared === 0 ? '' : notDeclaredText(summary.notDeclared, a, b),
  ].filter((text) => text !== '');
  const main = open === 0 ? 'No unexpected differences.' : `${countOf(open, 'unexpected difference')}.`;
  return { level: open === 0 ? 'ok' : 'change', text: [main, ...rest].join(' ') };
}

// The side that says least about an application comes first.
const byTelling: readonly SideFacts['kind'][] = ['file', 'csv', 'replies', 'snapshot', 'live'];

function notDeclaredText(count: number, a: SideFacts, b: SideFacts): string {
  const [file, whole] = byTelling.indexOf(a.kind) <= byTelling.indexOf(b.kind) ? [a, b] : [b, a];
  const what = count === 1 ? '1 key, feature list or client' : `${count} keys, feature lists and clients`;
  return `${what} of ${whole.name} ${count === 1 ? 'is' : 'are'} not declared in ${file.name}.`;
}

// Rows that need attention come first.
const order: readonly CompareClass[] = ['foreign-value', 'missing', 'differs', 'one-sided', 'environment', 'expected'];

function groupsOf(rows: readonly CompareRow[]): readonly ReportGroup[] {
  const groups = new Map<string, ReportRow[]>();
  for (const row of [...rows].sort((x, y) => order.indexOf(x.class) - order.indexOf(y.class))) {
    const { scope, name } = splitTarget(row.target);
    const inGroup = groups.get(scope) ?? [];
    inGroup.push(reportRow(row, name));
    groups.set(scope, inGroup);
  }
  return [...groups].map(([scope, own]) => ({ scope, clientId: null, rows: own }));
}

function reportRow({ target, class: kind, a, b, note }: CompareRow, name: string): ReportRow {
  return {
    target,
    name,
    kind,
    values: [a, b],
    impact: note,
    risk: null,
    tags: [],
    source: null,
    author: null,
    actions: [],
  };
}
