import type { CellState, Inventory, InventoryCell, InventoryRow } from '../../engine/comparison/inventory.ts';
import type { Comparison, SideFacts } from '../../model/differences.ts';
import type { RedactedValue } from '../../model/value.ts';
import { listItems, plainText } from '../difference/value-lines.ts';
import { visibleText } from '../escape/visible-text.ts';
import { breakable, chips, type Markup, markup, nothing, pageHtml } from '../html/page.ts';
import { copyScript, inventoryScript, reportScript } from '../html/page-scripts.ts';
import { factsHtml, reportBody, select } from '../html/report-html.ts';
import { jsonText } from '../machine/json.ts';
import { countOf, redactedValueText, valueText } from '../text/value-text.ts';
import type { Report } from './report.ts';

/** One application as a matrix of every setting by client, in one self-contained page. */
export function inventoryHtml(inventory: Inventory): string {
  const { side } = inventory;
  const title = `Inventory of application ${side.application.id}`;
  const body = markup`<a class="skip" href="#inventory-1">Skip to the settings</a>
<header>
<p class="eyebrow">capstan inventory</p>
<h1>${title}</h1>
${factsHtml(factsOf(side))}
</header>
<main>
${section(inventory, 'Settings by client', 'inventory-1')}</main>
<footer><p>Made by capstan. This page loads nothing and sends nothing.</p></footer>`;
  return pageHtml({ title, body, script: `${inventoryScript}\n${copyScript}` });
}

/** Two sides: the differences, then the matrix of each side. */
export function comparisonHtml(report: Report, inventories: readonly Inventory[]): string {
  const matrices = inventories.map((one, index) =>
    section(one, `Settings by client: ${one.side.name}`, `inventory-${index + 1}`),
  );
  const body = reportBody(report, markup`${matrices}`);
  return pageHtml({ title: report.title, body, script: `${reportScript}\n${inventoryScript}\n${copyScript}` });
}

function section(inventory: Inventory, heading: string, id: string): Markup {
  const { rows, clients } = inventory;
  return markup`<section class="inventory" aria-labelledby="${id}">
<h2 id="${id}" tabindex="-1">${heading}</h2>
<p class="quiet">${countOf(rows.length, 'row')}, ${countOf(clients.length, 'client')}, ${countOf(redundantOf(inventory), 'redundant value')}.${clients.length > fewClients ? ' The table goes on to the right.' : ''}</p>
${inventoryTable(inventory)}</section>
`;
}

// More columns do not fit.
const fewClients = 3;

function redundantOf({ rows }: Inventory): number {
  return rows.flatMap(({ cells }) => cells).filter(({ state }) => state === 'redundant').length;
}

function factsOf({ name, kind, application: { id, region }, readAt }: SideFacts): Report['facts'] {
  return [
    { label: 'Source', value: `${name} (${kind})` },
    { label: 'Application', value: region === null ? id : `${id} (${region})` },
    ...(readAt === null ? [] : [{ label: 'Read', value: readAt }]),
  ];
}

/** What each state of a cell is called. */
const states: { readonly [State in CellState]: string } = {
  own: 'own',
  overridden: 'overrides global',
  redundant: 'same as global',
  'not-compared': 'not compared',
  ignored: 'ignored: global only',
  inherited: 'inherited',
  unset: 'not set',
  silent: 'not in the file',
};

/** The matrix of one side with its controls. */
export function inventoryTable(inventory: Inventory): Markup {
  const { side, clients, rows } = inventory;
  if (rows.length === 0) return markup`<p class="card none">No setting is set.</p>`;
  const heads = clients.map(
    ({ name, id: clientId }) =>
      markup`<th scope="col" data-csv="${name}" data-states="${name} (state)"><span class="head">${name}</span>${
        clientId === null || clientId === name ? nothing : markup` <small>${clientId}</small>`
      }</th>`,
  );
  return markup`${controls(inventory)}
<div class="wide-table card"><div class="scroll" role="region" aria-label="Matrix of ${side.name}" tabindex="0">
<table class="matrix"><caption class="sr">Settings of ${side.name} by client</caption>
<thead><tr><th scope="col" data-csv="setting"><span class="head">setting</span></th><th scope="col" data-csv="global"><span class="head">global</span></th>${heads}</tr></thead>
<tbody>
${rows.map(rowHtml)}</tbody></table>
</div></div>
`;
}

function controls({ side, clients, rows }: Inventory): Markup {
  const sections = [...new Set(rows.map(sectionOf))];
  const names = clients.map(({ name }) => name);
  const used = new Set(rows.flatMap(({ cells }) => cells.map(({ state }) => states[state])));
  const inOrder = Object.values(states).filter((word) => used.has(word));
  return markup`<details class="filter-fold card" hidden open><summary>Filter</summary>
<form class="filters" role="search" aria-label="Filter the settings of ${side.name}" data-file="inventory-${fileName(side.application.id)}.csv">
<label class="wide"><span>Search</span><input type="search" name="text" placeholder="setting or value" autocomplete="off" spellcheck="false"></label>
${select('section', 'Section', 'all', sections)}
${names.length === 0 ? nothing : select('client', 'Own value of client', 'any', names)}
${names.length === 0 ? nothing : select('state', 'Value is', 'any', inOrder)}
<button type="reset">Show all</button>
<button type="button" name="csv">Download CSV</button>
<p class="shown" role="status" aria-live="polite"></p>
</form></details>`;
}

function fileName(text: string): string {
  return text.replace(/[^\w-]+/gu, '-').slice(0, 64);
}

// Each property is a section of its own.
function sectionOf({ section, key }: InventoryRow): string {
  return section === 'property' ? key : section;
}

function rowHtml(row: InventoryRow): Markup {
  const { section, key, group, global, cells } = row;
  const name = section === 'property' ? key : `${section}.${key}`;
  const about = group === null ? nothing : markup`<small>${group}</small>`;
  return markup`<tr data-section="${sectionOf(row)}"><th scope="row" data-csv="${name}"><code class="name">${breakable(name)}</code>${about}</th>${globalCell(section, global)}${cells.map(clientCell)}</tr>
`;
}

function globalCell(section: InventoryRow['section'], { state, value }: InventoryCell): Markup {
  if (section === 'property')
    return markup`<td class="s-unset" data-csv=""><span class="sr">does not apply</span></td>`;
  if (state === 'own') return markup`<td data-csv="${csvValue(value)}">${shown(value)}</td>`;
  return markup`<td class="s-${state}" data-csv="">${states[state]}</td>`;
}

const withoutValue: readonly CellState[] = ['unset', 'silent', 'inherited'];

// Only own values of a client are written: inherited ones are in the column of the global values. The script finds the
// rest by the class of a cell and the head of its column.
function clientCell({ state, value }: InventoryCell): Markup {
  const word = states[state];
  if (withoutValue.includes(state)) return markup`<td class="s-${state}">${word}</td>`;
  return markup`<td class="s-${state}" data-csv="${csvValue(value)}">${shown(value)} <span class="state">${word}</span></td>`;
}

// Longer values are folded, so that one long text does not fill the page.
const shownLength = 90;

function shown(value: RedactedValue): Markup {
  const items = listItems(value);
  if (items !== null) return chips(items);
  const text = value.kind === 'value' ? plainText(value.json) : redactedValueText(value);
  const characters = Array.from(text);
  if (characters.length <= shownLength) return markup`<code>${text}</code>`;
  const start = characters.slice(0, shownLength - 1).join('');
  return markup`<details><summary><code>${start}…</code></summary><code>${text}</code></details>`;
}

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
