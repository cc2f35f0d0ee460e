import type { RedactedValue } from '../../model/value.ts';
import { stepsBetween } from '../difference/text-difference.ts';
import { isLongValue, listItems, plainText, valueLines } from '../difference/value-lines.ts';
import { htmlCode, htmlText, markdownCode, markdownFence, markdownText } from '../escape/formats.ts';
import {
  type Report,
  type ReportGroup,
  type ReportRow,
  type ReportSection,
  rowsNoun,
  sharedRemarks,
} from '../report/report.ts';
import { countOf, placeText, redactedValueText, shortened } from '../text/value-text.ts';

/** GitHub's limit for a comment. */
export const commentLimit = 65_536;

/** The length of a text in bytes: no service counts more than that. */
export function lengthOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Collects parts as long as they fit. */
export class Budget {
  readonly #parts: string[] = [];
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  get left(): number {
    return this.#left;
  }

  /** Whether the part fit. One line break is counted with it. */
  take(part: string): boolean {
    const length = lengthOf(part) + 1;
    if (length > this.#left) return false;
    this.#left -= length;
    this.#parts.push(part);
    return true;
  }

  get text(): string {
    return this.#parts.join('\n');
  }
}

const cellLength = 120;

// A table of four columns fits into a comment. With three values the kind is above the name.
const hasKindColumn = ({ columns }: Report): boolean => columns.length < 3;

/** The head of the table of a group. */
function tableHead(report: Report): string {
  const names = report.columns.map((name) => markdownText(shortened(name, cellLength)));
  const cells = [...(hasKindColumn(report) ? [''] : []), 'setting', ...names];
  return `| ${cells.join(' | ')} |\n|${' --- |'.repeat(cells.length)}`;
}

/** A row of the table, with long values cut. `told` are the rows whose impact is shown above already. */
function tableRow(row: ReportRow, report: Report, told: ReadonlySet<string>): string {
  const kind = `**${row.kind}**`;
  const parts = [markdownCode(row.name), ...notes(row, told)];
  const setting = hasKindColumn(report) ? [kind, parts.join('<br>')] : [[kind, ...parts].join('<br>')];
  return `| ${[...setting, ...row.values.map(valueMarkdown)].join(' | ')} |`;
}

function valueMarkdown(value: RedactedValue): string {
  const items = listItems(value);
  if (items !== null) return items.map(markdownCode).join(', ');
  if (value.kind === 'secret') return markdownCode(redactedValueText(value));
  if (value.kind !== 'value') return markdownText(redactedValueText(value));
  return markdownCode(shortened(plainText(value.json), cellLength));
}

function notes({ target, impact, tags, source, author }: ReportRow, told: ReadonlySet<string>): readonly string[] {
  const by = author === null ? '' : ` by ${markdownText(author.name)} in ${markdownCode(author.commit.slice(0, 12))}`;
  const texts = [
    impact === null || told.has(target) ? '' : markdownText(impact),
    tags.map(markdownText).join(', '),
    source === null ? '' : `${markdownCode(placeText(source))}${by}`,
  ];
  return texts.filter((text) => text !== '');
}

/** The full values of a row whose cells cut them; null if none is cut. */
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

/** The name of a group: a heading, or the summary of a fold. */
function groupTitle({ scope, clientId, rows }: ReportGroup, report: Report, form: Form): string {
  const code = form === 'open' ? markdownCode : htmlCode;
  const id = clientId === null ? '' : ` ${code(shortened(clientId, cellLength))}`;
  const name = code(shortened(scope, cellLength));
  const what = countOf(rows.length, rowsNoun(report));
  return form === 'open' ? `#### ${name}${id}: ${what}\n` : `<details><summary>${name}${id}: ${what}</summary>\n`;
}

const close = '\n</details>\n';
// The minimum space of a table with one row.
const leastRoom = 300;

/** Tables are open if all of them fit, and folded otherwise. */
type Form = 'open' | 'folded';

/** How much of the details fit. */
export type Details = { readonly text: string; readonly left: Left };
export type Left = { readonly rows: number; readonly values: number; readonly items: number };

/**
 * Tables of all rows by scope; then actions, sections, and full long values, folded: as much as fits. `told` are the
 * targets whose impact is shown above already.
 */
export function detailsMarkdown(report: Report, room: number, told: ReadonlySet<string>): Details {
  const open = detailsIn('open', report, room, told);
  return open.left.rows === 0 ? open : detailsIn('folded', report, room, told);
}

function detailsIn(form: Form, report: Report, room: number, told: ReadonlySet<string>): Details {
  const budget = new Budget(room);
  const shown = report.groups.map((group) => takeGroup(group, report, { form, told }, budget));
  takeActions(report, budget);
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

type GroupForm = { readonly form: Form; readonly told: ReadonlySet<string> };

function takeGroup(group: ReportGroup, report: Report, { form, told }: GroupForm, budget: Budget): number {
  const { notes: said, rows } = sharedRemarks(group);
  const lines = said.map(({ text, rows: count }) => `${countOf(count, 'row')}: ${markdownText(text)}\n`);
  const open = [groupTitle(group, report, form), ...lines, tableHead(report)].join('\n');
  return takeBlock(open, rows, (row) => tableRow(row, report, told), budget, form === 'open' ? '' : close);
}

/** The commands of all rows at once, and those of each in a fold. */
function takeActions({ groups, actions = [] }: Report, budget: Budget): void {
  const line = ({ title, command }: ReportRow['actions'][number]): string =>
    `${markdownText(title)}: ${markdownCode(command)}`;
  takeBlock('#### For all rows at once\n', actions, (way) => `- ${line(way)}`, budget, '');
  const rows = groups.flatMap((group) => group.rows).filter((row) => row.actions.length > 0);
  const open = `<details><summary>Actions for each (${rows.length})</summary>\n`;
  takeBlock(open, rows, (row) => `- ${[markdownCode(row.target), ...row.actions.map(line)].join('<br>')}`, budget);
}

function takeSection({ title, items }: ReportSection, { kind }: Report, budget: Budget): number {
  const line = (item: string): string => `- ${markdownText(item)}`;
  // For a run the sections are the result; for a plan they are details.
  if (kind === 'run') return takeBlock(`#### ${markdownText(title)} (${items.length})\n`, items, line, budget, '');
  return takeBlock(`<details><summary>${htmlText(title)} (${items.length})</summary>\n`, items, line, budget);
}

function takeLong(blocks: readonly string[], budget: Budget): number {
  if (blocks.length === 0) return 0;
  const title = `<details><summary>${countOf(blocks.length, 'long value')}, in full</summary>\n`;
  return takeBlock(title, blocks, (block) => block, budget);
}

/** Adds a block with as many of its items as fit; nothing if not even one does. Returns their number. */
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

/** The riskiest rows, which are never folded. */
export function riskiestRows({ groups }: Report): readonly ReportRow[] {
  const rows = groups.flatMap((group) => group.rows);
  return rows.filter(({ risk, impact }) => impact !== null && risk !== null && risk !== 'cosmetic');
}
