import { stepsBetween } from '../difference/steps.ts';
import { markdownCode, markdownFence, markdownText } from '../escape/markdown.ts';
import { isLongValue, valueLines } from '../report/plain-value.ts';
import type { Report, ReportGroup, ReportRow, ReportSection } from '../report/report.ts';
import { countOf } from '../report/words.ts';
import { placeText, redactedValueText, shortened } from '../text/value-text.ts';
import { Budget, lengthOf } from './budget.ts';

const cellLength = 120;

/** The head of the table of a group. */
function tableHead({ columns }: Report): string {
  const cells = ['', 'target', ...columns.map((name) => markdownText(shortened(name, cellLength))), 'notes'];
  return `| ${cells.join(' | ')} |\n|${' --- |'.repeat(cells.length)}`;
}

/** A row of the table, long values cut. */
function tableRow(row: ReportRow): string {
  const values = row.values.map((value) => markdownCode(shortened(redactedValueText(value), cellLength)));
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
function longValuesMarkdown({ target, values }: ReportRow, { columns }: Report): string | null {
  if (!values.some((value) => value.kind === 'value' && isLongValue(value.json))) return null;
  const texts = values.map((value) =>
    value.kind === 'value' ? valueLines(value.json).lines : [redactedValueText(value)],
  );
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
  return stepsBetween(before, after, (line) => line.replace(/,$/u, '')).map(
    ({ kind, item }) => `${signs[kind]} ${item}`,
  );
}

/** The line that is seen of a folded group. */
function groupSummary({ scope, clientId, rows }: ReportGroup): string {
  const id = clientId === null ? '' : ` ${markdownCode(shortened(clientId, cellLength))}`;
  return `<b>${markdownText(shortened(scope, cellLength))}</b>${id}: ${rows.length}`;
}

const close = '\n</details>\n';
// Not even a table of one row is worth less.
const leastRoom = 300;

/** How much of the details found room. */
export type Details = { readonly text: string; readonly left: Left };
export type Left = { readonly rows: number; readonly values: number; readonly items: number };

/** Tables of all rows by scope, folded; then the sections; then long values whole: as many as there is room for. */
export function detailsMarkdown(report: Report, room: number): Details {
  const budget = new Budget(room);
  const shown = report.groups.map((group) => takeGroup(group, report, budget));
  const items = report.sections.map((section) => takeSection(section, report, budget));
  const rows = report.groups.flatMap((group) => group.rows);
  const long = rows.flatMap((row) => longValuesMarkdown(row, report) ?? []);
  const values = takeLong(long, budget);
  return {
    text: budget.text,
    left: {
      rows: rows.length - sum(shown),
      values: long.length - values,
      items: sum(report.sections.map((section) => section.items.length)) - sum(items),
    },
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function takeGroup(group: ReportGroup, report: Report, budget: Budget): number {
  const open = `<details><summary>${groupSummary(group)}</summary>\n\n${tableHead(report)}`;
  return takeBlock(open, group.rows, tableRow, budget);
}

function takeSection({ title, items }: ReportSection, { kind }: Report, budget: Budget): number {
  const line = (item: string): string => `- ${markdownText(item)}`;
  const head = `${markdownText(title)} (${items.length})`;
  // What a run came to is the answer; of a plan it is the small print.
  if (kind === 'run') return takeBlock(`#### ${head}\n`, items, line, budget, '');
  return takeBlock(`<details><summary>${head}</summary>\n`, items, line, budget);
}

function takeLong(blocks: readonly string[], budget: Budget): number {
  if (blocks.length === 0) return 0;
  const title = `<details><summary>${countOf(blocks.length, 'long value')}, whole</summary>\n`;
  return takeBlock(title, blocks, (block) => block, budget);
}

/** Takes a block with as many of its items as fit; none when not even one does. Gives their number. */
function takeBlock<T>(
  open: string,
  items: readonly T[],
  write: (item: T) => string,
  budget: Budget,
  end: string = close,
): number {
  if (budget.left < leastRoom) return 0;
  const inside = new Budget(budget.left - lengthOf(open) - lengthOf(end) - 3);
  let taken = 0;
  for (const item of items) {
    if (!inside.take(write(item))) break;
    taken += 1;
  }
  if (taken > 0) budget.take([open, inside.text, end].join('\n'));
  return taken;
}

/** The riskiest rows, which nobody should have to unfold. */
export function riskiestRows({ groups }: Report): readonly ReportRow[] {
  const rows = groups.flatMap((group) => group.rows);
  return rows.filter(({ risk, impact }) => impact !== null && risk !== null && risk !== 'cosmetic');
}
