import type { Severity, Source } from '../../model/finding.ts';
import { commandData, commandProperty } from '../escape/machine.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Report, ReportRow, RowKind } from '../report/report.ts';
import { redactedValueText, shortened } from '../text/value-text.ts';
import { jsonText } from './json.ts';

const valueLength = 120;

/** GitHub's limit for the summary of one step, less space for other commands of the step. */
export const stepSummaryLimit = 900_000;

type Level = 'error' | 'warning' | 'notice';

/**
 * Reports as workflow commands: an annotation for each finding and for each row, worst first, since GitHub shows only
 * the first ten of a kind. The lines between them are the verdicts.
 */
export function githubCommands(reports: readonly Report[]): string {
  const lines = reports.flatMap((report) => [
    `${visibleText(report.title)}. ${visibleText(report.verdict.text)}`,
    ...report.findings.map(({ severity, source, code, target, message, cure }) => {
      return command(levelOf(severity), source, `${code}: ${target}`, [message, ...cure].join(' '));
    }),
    ...rowsOf(report),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

function levelOf(severity: Severity): Level {
  switch (severity) {
    case 'refuse':
      return 'error';
    case 'warning':
      return 'warning';
    case 'info':
      return 'notice';
  }
}

function rowsOf({ groups, columns }: Report): readonly string[] {
  return groups.flatMap(({ rows }) =>
    rows.map((row) => command('notice', row.source, `${row.kind}: ${row.target}`, rowText(row, columns))),
  );
}

function rowText({ values, impact }: ReportRow, columns: readonly string[]): string {
  const texts = values.map((value, at) => `${columns[at] ?? ''}: ${shortened(redactedValueText(value), valueLength)}`);
  return [...(impact === null ? [] : [impact]), texts.join(', ')].join(' ');
}

function command(level: Level, source: Source | null, title: string, text: string): string {
  const place =
    source === null ? [] : [`file=${commandProperty(source.file)}`, `line=${source.line}`, `col=${source.column}`];
  return `::${level} ${[...place, `title=${commandProperty(title)}`].join(',')}::${commandData(text)}`;
}

// A client or a key that one side lacks, which apply or absorb would create.
const kinds: ReadonlyMap<RowKind, 'create' | 'update' | 'delete'> = new Map([
  ['create', 'create'],
  ['missing', 'create'],
  ['update', 'update'],
  ['features', 'update'],
  ['pending', 'update'],
  ['drift', 'update'],
  ['both', 'update'],
  ['unknown', 'update'],
  ['differs', 'update'],
  ['one-sided', 'update'],
  ['foreign-value', 'update'],
  ['remove', 'delete'],
]);

/** The input of GitLab's merge request widget (`artifacts: reports: terraform`): three numbers over all reports. */
export function gitlabReport(reports: readonly Report[]): string {
  const found = reports.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ kind }) => kinds.get(kind))));
  const count = (kind: 'create' | 'update' | 'delete'): number => found.filter((other) => other === kind).length;
  return jsonText({ create: count('create'), update: count('update'), delete: count('delete') });
}
