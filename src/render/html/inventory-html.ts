import type { Inventory } from '../../core/compare/inventory.ts';
import type { SideFacts } from '../../core/model/comparison.ts';
import { countOf } from '../count-of.ts';
import type { Report } from '../report.ts';
import { inventoryScript } from './inventory-script.ts';
import { inventoryTable } from './inventory-table-html.ts';
import { type Markup, markup } from './markup.ts';
import { pageHtml } from './page.ts';
import { factsHtml, reportBody } from './report-html.ts';
import { reportScript } from './report-script.ts';

/** One application as a matrix of every setting by client, in one self-contained page. */
export function inventoryHtml(inventory: Inventory): string {
  const { side } = inventory;
  const title = `Inventory of application ${side.application.id}`;
  const body = markup`<a class="skip" href="#inventory-1">Skip to the settings</a>
<header>
<p class="kind">capstan inventory</p>
<h1>${title}</h1>
${factsHtml(factsOf(side))}
</header>
<main>
${section(inventory, 'Settings by client', 'inventory-1')}</main>
<footer><p>Made by capstan. This page loads nothing and sends nothing.</p></footer>`;
  return pageHtml({ title, body, script: inventoryScript });
}

/** Two sides: what differs, and then the matrix of each. */
export function comparisonHtml(report: Report, inventories: readonly Inventory[]): string {
  const matrices = inventories.map((one, index) =>
    section(one, `Settings by client: ${one.side.name}`, `inventory-${index + 1}`),
  );
  const body = reportBody(report, markup`${matrices}`);
  return pageHtml({ title: report.title, body, script: `${reportScript}\n${inventoryScript}` });
}

function section(inventory: Inventory, heading: string, id: string): Markup {
  const { rows, clients } = inventory;
  return markup`<section class="inventory" aria-labelledby="${id}">
<h2 id="${id}" tabindex="-1">${heading}</h2>
<p class="quiet">${countOf(rows.length, 'row')}, ${countOf(clients.length, 'client')}, ${countOf(redundantOf(inventory), 'redundant value')}.</p>
${inventoryTable(inventory)}</section>
`;
}

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
