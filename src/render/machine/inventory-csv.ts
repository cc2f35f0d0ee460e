import type { Inventory, InventoryCell, InventoryRow } from '../../engine/comparison/inventory.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { RedactedValue } from '../../model/value.ts';
import { visibleText } from '../escape/visible-text.ts';
import { redactedValueText, valueText } from '../text/value-text.ts';

/**
 * An inventory for spreadsheets: a row for the global values and one for each client, a column for each key. A cell has
 * what is set there itself; what a client inherits stands in the first row alone.
 */
export function inventoryCsv({ clients, rows }: Inventory): string {
  const heads = ['client name', 'client id', ...rows.map(nameOf)];
  const global = ['global', '', ...rows.map(({ global: cell }) => ownText(cell))];
  const others = clients.map(({ name, id }, at) => [name, id ?? '', ...rows.map(({ cells }) => ownText(cells[at]))]);
  return csvText([heads, global, ...others]);
}

/** What differs between two sides, for spreadsheets. */
export function comparisonCsv({ a, b, rows }: Comparison): string {
  const lines = rows.map((row) => [row.target, row.class, csvValue(row.a), csvValue(row.b), row.note ?? '']);
  return csvText([['target', 'class', a.name, b.name, 'note'], ...lines]);
}

function nameOf({ section, key }: InventoryRow): string {
  return section === 'property' ? key : `${section}.${key}`;
}

function ownText(cell: InventoryCell | undefined): string {
  if (cell === undefined || ['inherited', 'unset', 'silent'].includes(cell.state)) return '';
  return csvValue(cell.value);
}

// A text without the quotes of JSON, which a spreadsheet has no use for.
function csvValue(value: RedactedValue): string {
  if (value.kind !== 'value') return redactedValueText(value);
  return typeof value.json === 'string' ? value.json : valueText(value.json);
}

function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

// A spreadsheet would take what begins like this for a formula, and run it.
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

function quoted(text: string): string {
  const shown = `${formula.test(text) ? "'" : ''}${visibleText(text)}`;
  return `"${shown.replaceAll('"', '""')}"`;
}
