import type { Report, ReportGroup, ReportRow } from '../report/report.ts';
import { type SaidOnce, saidOnce } from '../report/said-once.ts';
import { countOf } from '../report/words.ts';
import { placeText } from '../text/value-text.ts';
import { rowKinds } from './kinds.ts';
import { longValues } from './long-values.ts';
import { breakable, type Markup, markup, nothing } from './page.ts';
import { valueCells } from './value-cells.ts';

/** Where a row stands on the page, and the findings that are about it. */
export type RowPlaces = {
  readonly rowId: (target: string) => string | undefined;
  readonly findingsOf: (target: string) => readonly { readonly id: string; readonly code: string }[];
};

/** The rows of one scope as a table. */
export function groupHtml(report: Report, group: ReportGroup, id: string, places: RowPlaces): Markup {
  const clientId = group.clientId === null ? nothing : markup` <code class="quiet">${group.clientId}</code>`;
  const { notes, rows } = saidOnce(group);
  return markup`<section class="group card" aria-labelledby="${id}">
<h3 id="${id}">${group.scope}${clientId} <span class="quiet count">${countOf(rows.length, 'row')}</span></h3>
${notes.map(noteHtml)}<table class="rows columns-${report.columns.length}" role="table" aria-labelledby="${id}">
<thead role="rowgroup"><tr role="row"><th class="kind" scope="col" role="columnheader"><span class="sr">kind</span></th><th scope="col" role="columnheader">setting</th>${report.columns.map(
    (name) => markup`<th scope="col" role="columnheader">${name}</th>`,
  )}</tr></thead>
${rows.map((row) => rowHtml(row, group, report.columns, places))}</table>
</section>
`;
}

function noteHtml({ text, rows }: SaidOnce['notes'][number]): Markup {
  return markup`<p class="said quiet">${countOf(rows, 'row')}: ${text}</p>
`;
}

function rowHtml(row: ReportRow, { scope }: ReportGroup, columns: readonly string[], places: RowPlaces): Markup {
  const { word } = rowKinds[row.kind];
  const cells = valueCells(row.values).map(({ content, mark }, index) => {
    const told = mark === 'none' || columns.length < 3 ? nothing : markup`<span class="sr">differs: </span>`;
    return markup`<td role="cell" class="value ${mark}" data-label="${columns[index] ?? ''}"><div>${told}${content}</div></td>`;
  });
  const more = [impactOf(row), longValues(row.target, columns, row.values), factsOf(row, places), waysOf(row)].filter(
    ({ markup: text }) => text !== '',
  );
  const rest = markup`<tr class="more" role="row"><td class="kind" role="cell"></td><td role="cell" colspan="${columns.length + 1}">${more}</td></tr>`;
  return markup`<tbody role="rowgroup" id="${places.rowId(row.target) ?? ''}" tabindex="-1" data-row data-scope="${scope}" data-kind="${word}" data-risk="${row.risk ?? ''}">
<tr role="row"><td class="kind" role="cell">${badge(row)}</td><th scope="row" role="rowheader"><code class="name">${breakable(row.name)}</code></th>${cells}</tr>
${more.length === 0 ? nothing : rest}</tbody>
`;
}

function badge({ kind }: ReportRow): Markup {
  const { sign, word, tone } = rowKinds[kind];
  return markup`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

function impactOf({ risk, impact }: ReportRow): Markup {
  if (risk === null && impact === null) return nothing;
  const chip = risk === null ? nothing : markup`<span class="risk"><span class="sr">risk: </span>${risk}</span> `;
  return markup`<p class="impact${risk === null ? ' quiet' : ''}">${chip}${impact ?? ''}</p>`;
}

function factsOf({ target, tags, source, author }: ReportRow, places: RowPlaces): Markup {
  const facts = [
    ...places.findingsOf(target).map(({ id, code }) => markup`<li>finding <a href="#${id}">${code}</a></li>`),
    ...tags.map((tag) => markup`<li>${tag}</li>`),
    ...(source === null ? [] : [markup`<li><code>${placeText(source)}</code></li>`]),
    ...(author === null ? [] : [markup`<li>${author.name}, <code>${author.commit.slice(0, 12)}</code></li>`]),
  ];
  return facts.length === 0 ? nothing : markup`<ul class="facts-of-row">${facts}</ul>`;
}

function waysOf({ ways }: ReportRow): Markup {
  if (ways.length === 0) return nothing;
  const titles = ways.map(({ title }) => title).join(', ');
  return markup`<details class="fold"><summary>${titles}</summary>${waysHtml(ways)}</details>`;
}

/** Commands to copy, each with what it is for. */
export function waysHtml(ways: ReportRow['ways']): Markup {
  return markup`<dl class="ways">${ways.map(
    ({ title, command }) => markup`<div><dt>${title}</dt><dd><code class="copy">${command}</code></dd></div>`,
  )}</dl>`;
}
