import { countOf } from '../count-of.ts';
import { markdownText } from '../escape/markdown.ts';
import type { Report, ReportGroup, ReportRow, ReportSection } from '../report.ts';
import { Budget, lengthOf } from './budget.ts';
import { groupSummary, longValuesMarkdown, tableHead, tableRow } from './rows-markdown.ts';

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
