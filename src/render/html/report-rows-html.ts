import type { Level, Report, ReportGroup, ReportRow, RowKind } from '../report/report.ts';
import { countOf } from '../report/words.ts';
import { placeText } from '../text/value-text.ts';
import { type Markup, markup, nothing } from './page.ts';
import { longValues, valueCells } from './value-html.ts';

/** Where a row stands on the page, and the findings that are about it. */
export type RowPlaces = {
  readonly rowId: (target: string) => string | undefined;
  readonly findingsOf: (target: string) => readonly { readonly id: string; readonly code: string }[];
};

/** The rows of one scope as a table. */
export function groupHtml(report: Report, group: ReportGroup, id: string, places: RowPlaces): Markup {
  const clientId = group.clientId === null ? nothing : markup` <code class="quiet">${group.clientId}</code>`;
  return markup`<section class="group card" aria-labelledby="${id}">
<h3 id="${id}">${group.scope}${clientId} <span class="quiet count">${countOf(group.rows.length, 'row')}</span></h3>
<table class="rows columns-${report.columns.length}" role="table" aria-labelledby="${id}">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">setting</th>${report.columns.map(
    (name) => markup`<th scope="col" role="columnheader">${name}</th>`,
  )}</tr></thead>
${group.rows.map((row) => rowHtml(row, group, report.columns, places))}</table>
</section>
`;
}

function rowHtml(row: ReportRow, { scope }: ReportGroup, columns: readonly string[], places: RowPlaces): Markup {
  const { word } = rowKinds[row.kind];
  const cells = valueCells(row.values).map(
    (cell, index) => markup`<td role="cell" data-label="${columns[index] ?? ''}">${cell}</td>`,
  );
  const more = [impactOf(row), longValues(row.target, columns, row.values), factsOf(row, places), waysOf(row)].filter(
    ({ markup: text }) => text !== '',
  );
  const span = columns.length + 1;
  return markup`<tbody role="rowgroup" id="${places.rowId(row.target) ?? ''}" tabindex="-1" data-row data-scope="${scope}" data-kind="${word}" data-risk="${row.risk ?? ''}">
<tr role="row"><th scope="row" role="rowheader">${badge(row)}<code class="name">${row.name}</code></th>${cells}</tr>
${more.length === 0 ? nothing : markup`<tr class="more" role="row"><td role="cell" colspan="${span}">${more}</td></tr>`}</tbody>
`;
}

function badge({ kind }: ReportRow): Markup {
  const { sign, word, tone } = rowKinds[kind];
  return markup`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span> `;
}

function impactOf({ risk, impact }: ReportRow): Markup {
  if (risk === null && impact === null) return nothing;
  const chip = risk === null ? nothing : markup`<span class="risk"><span class="sr">risk: </span>${risk}</span> `;
  return markup`<p class="impact">${chip}${impact ?? ''}</p>`;
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
  return markup`<dl class="ways">${ways.map(
    ({ title, command }) => markup`<div><dt>${title}</dt><dd><code class="copy">${command}</code></dd></div>`,
  )}</dl>`;
}

/** How something looks. The words say the same, so that nobody has to see the colour. */
export type Tone = 'good' | 'bad' | 'care' | 'note' | 'plain';

type KindLook = { readonly sign: string; readonly word: string; readonly tone: Tone };

/** The sign and the word for each kind of row. */
export const rowKinds: { readonly [Kind in RowKind]: KindLook } = {
  create: { sign: '+', word: 'create', tone: 'good' },
  update: { sign: '~', word: 'update', tone: 'note' },
  remove: { sign: '−', word: 'remove', tone: 'bad' },
  features: { sign: '~', word: 'features', tone: 'note' },
  pending: { sign: '→', word: 'pending', tone: 'note' },
  drift: { sign: '!', word: 'drift', tone: 'care' },
  both: { sign: '!', word: 'both changed', tone: 'bad' },
  converged: { sign: '=', word: 'converged', tone: 'good' },
  unknown: { sign: '?', word: 'origin unknown', tone: 'care' },
  accepted: { sign: '✓', word: 'accepted', tone: 'plain' },
  missing: { sign: '−', word: 'missing', tone: 'bad' },
  differs: { sign: '≠', word: 'differs', tone: 'care' },
  expected: { sign: '✓', word: 'expected', tone: 'plain' },
  environment: { sign: '✓', word: 'environment', tone: 'plain' },
  'foreign-value': { sign: '!', word: 'foreign value', tone: 'bad' },
  'one-sided': { sign: '≠', word: 'one side only', tone: 'care' },
  same: { sign: '=', word: 'same', tone: 'plain' },
};

/** The word for each level of the verdict. */
export const levels: { readonly [Name in Level]: { readonly word: string; readonly tone: Tone } } = {
  ok: { word: 'OK', tone: 'good' },
  change: { word: 'Changes', tone: 'note' },
  warning: { word: 'Attention', tone: 'care' },
  refused: { word: 'Refused', tone: 'bad' },
  failed: { word: 'Failed', tone: 'bad' },
};
