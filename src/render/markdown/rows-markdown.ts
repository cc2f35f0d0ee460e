import { markdownCode, markdownFence, markdownText } from '../escape/markdown.ts';
import { isLongValue, valueLines } from '../html/value-lines.ts';
import { longestCommon } from '../longest-common.ts';
import { placeText } from '../place-text.ts';
import type { Report, ReportGroup, ReportRow } from '../report.ts';
import { shownValueText } from '../shown-value-text.ts';
import { shortened } from '../value-text.ts';

const cellLength = 120;

/** The head of the table of a group. */
export function tableHead({ columns }: Report): string {
  const cells = ['', 'target', ...columns.map((name) => markdownText(shortened(name, cellLength))), 'notes'];
  return `| ${cells.join(' | ')} |\n|${' --- |'.repeat(cells.length)}`;
}

/** A row of the table, long values cut. */
export function tableRow(row: ReportRow): string {
  const values = row.values.map((value) => markdownCode(shortened(shownValueText(value), cellLength)));
  return `| ${[kindText(row), markdownCode(row.name), ...values, notes(row)].join(' | ')} |`;
}

function kindText({ kind, risk }: ReportRow): string {
  return risk === null ? `**${kind}**` : `**${kind}**<br>${markdownText(risk)}`;
}

function notes({ impact, tags, source, author, ways }: ReportRow): string {
  const by = author === null ? '' : ` by ${markdownText(author.name)} in ${markdownCode(author.commit.slice(0, 12))}`;
  const texts = [
    impact === null ? '' : markdownText(impact),
    tags.map(markdownText).join(', '),
    source === null ? '' : `${markdownCode(placeText(source))}${by}`,
    ...ways.map(({ title, command }) => `${markdownText(title)}: ${markdownCode(command)}`),
  ];
  return texts.filter((text) => text !== '').join('<br>');
}

/** The values of a row that its cells cut, whole; null when they cut none. */
export function longValuesMarkdown({ target, values }: ReportRow, { columns }: Report): string | null {
  if (!values.some((value) => value.kind === 'value' && isLongValue(value.json))) return null;
  const texts = values.map((value) => (value.kind === 'value' ? valueLines(value.json) : [shownValueText(value)]));
  const [before = [], after = []] = texts;
  const block =
    columns.length === 2
      ? markdownFence('diff', diffLines(before, after))
      : markdownFence(
          'text',
          texts.flatMap((lines, at) => [`${columns[at] ?? ''}:`, ...lines.map(indented)]),
        );
  return `${markdownCode(target)} whole:\n\n${block}\n`;
}

function indented(line: string): string {
  return `    ${line}`;
}

function diffLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const signs = { same: ' ', removed: '-', added: '+' } as const;
  return longestCommon(before, after, (line) => line).map(({ kind, item }) => `${signs[kind]} ${item}`);
}

/** The line that is seen of a folded group. */
export function groupSummary({ scope, clientId, rows }: ReportGroup): string {
  const id = clientId === null ? '' : ` ${markdownCode(shortened(clientId, cellLength))}`;
  return `<b>${markdownText(shortened(scope, cellLength))}</b>${id}: ${rows.length}`;
}
