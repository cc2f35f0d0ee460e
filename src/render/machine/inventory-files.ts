import type { Inventory, InventoryCell, InventoryRow } from '../../engine/comparison/inventory.ts';
import type { Comparison, SideFacts } from '../../model/comparison.ts';
import type { RedactedValue } from '../../model/value.ts';
import { visibleText } from '../escape/visible-text.ts';
import { redactedValueText, valueText } from '../text/value-text.ts';
import { jsonText } from './json.ts';

/**
 * An inventory for spreadsheets: a row for the global values and one for each client, a column for each key. A cell has
 * an own value only; inherited values are in the first row.
 */
export function inventoryCsv({ clients, rows }: Inventory): string {
  const heads = ['client name', 'client id', ...rows.map(nameOf)];
  const global = ['global', '', ...rows.map(({ global: cell }) => ownText(cell))];
  const others = clients.map(({ name, id }, at) => [name, id ?? '', ...rows.map(({ cells }) => ownText(cells[at]))]);
  return csvText([heads, global, ...others]);
}

/** The differences of two sides, for spreadsheets. */
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

// A text without JSON quotes, which a spreadsheet does not need.
function csvValue(value: RedactedValue): string {
  if (value.kind !== 'value') return redactedValueText(value);
  return typeof value.json === 'string' ? value.json : valueText(value.json);
}

function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

// A spreadsheet would run a cell that begins like this as a formula.
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

function quoted(text: string): string {
  const shown = `${formula.test(text) ? "'" : ''}${visibleText(text)}`;
  return `"${shown.replaceAll('"', '""')}"`;
}

type InventoryDocument = {
  readonly formatVersion: 1;
  readonly tool: { readonly name: 'capstan'; readonly version: string };
  readonly side: SideFacts;
  readonly clients: Inventory['clients'];
  readonly rows: readonly {
    readonly name: string;
    readonly group: string | null;
    readonly global: InventoryCell;
    /** One for each client, in their order. */
    readonly clients: readonly InventoryCell[];
  }[];
};

/** An inventory as the JSON that its schema describes. Secrets are fingerprints. */
export function inventoryJson({ side, clients, rows }: Inventory, toolVersion: string): string {
  const document: InventoryDocument = {
    formatVersion: 1,
    tool: { name: 'capstan', version: toolVersion },
    side,
    clients,
    rows: rows.map(({ section, key, group, global, cells }) => ({
      name: section === 'property' ? key : `${section}.${key}`,
      group,
      global,
      clients: cells,
    })),
  };
  return jsonText(document);
}
