import type { Report, ReportGroup, ReportRow } from './report.ts';
import { shownValueText } from './shown-value-text.ts';
import type { Style } from './style.ts';
import { shortened } from './value-text.ts';
import { visibleText } from './visible-text.ts';
import { indented, widestOf, wrapText } from './wrap-text.ts';

const shortLength = 160;

/** How much of a report people want to see. */
export type ReportDetail = 'summary' | 'short' | 'whole';

/** A report of several columns for a terminal: facts, rows by scope, each value on a line, and one line that sums up. */
export function reportText(report: Report, style: Style, detail: ReportDetail): string {
  const parts = [
    ...(detail === 'summary' ? [] : [factLines(report, style), ...groupParts(report, style, detail)]),
    wrapText(visibleText(report.verdict.text), style.terminalWidth).map(style.bold),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function factLines({ facts }: Report, style: Style): readonly string[] {
  const width = widestOf(facts.map(({ label }) => visibleText(label)));
  return facts.map(({ label, value }) => `${style.bold(visibleText(label).padEnd(width))}  ${visibleText(value)}`);
}

function groupParts(report: Report, style: Style, detail: ReportDetail): readonly (readonly string[])[] {
  return report.groups.map((group) => groupLines(group, report.columns, style, detail));
}

function groupLines(
  { scope, clientId, rows }: ReportGroup,
  columns: readonly string[],
  style: Style,
  detail: ReportDetail,
): readonly string[] {
  const id = clientId === null ? '' : style.dim(`  ${visibleText(clientId)}`);
  const lines = rows.flatMap((row) => rowLines(row, columns, style, detail));
  return [`${style.bold(visibleText(scope))}${id}`, ...indented(lines, 2)];
}

function rowLines(row: ReportRow, columns: readonly string[], style: Style, detail: ReportDetail): readonly string[] {
  const width = widestOf(columns.map(visibleText));
  const tags = row.tags.length === 0 ? '' : style.dim(`  ${row.tags.map(visibleText).join(', ')}`);
  const values = row.values.map((value, at) => {
    const text = shownValueText(value);
    return `${visibleText(columns[at] ?? '').padEnd(width)}  ${detail === 'whole' ? text : shortened(text, shortLength)}`;
  });
  const note = row.impact === null ? [] : wrapText(visibleText(row.impact), style.width - 6);
  const ways = row.ways.map(({ title, command }) => `${visibleText(title)}: ${visibleText(command)}`);
  return [
    `${style.yellow(row.kind)}  ${visibleText(row.name)}${tags}`,
    ...indented([...values, ...note.map(style.dim), ...ways.map(style.dim)], 4),
  ];
}
