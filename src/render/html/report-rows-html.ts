import type { RedactedValue } from '../../model/value.ts';
import {
  isLongValue,
  type Line,
  type LinePair,
  type Lines,
  lineDifference,
  type MarkedPart,
  valueLines,
} from '../difference/value-lines.ts';
import { type Report, type ReportGroup, type ReportRow, type SharedRemarks, sharedRemarks } from '../report/report.ts';
import { countOf, placeText } from '../text/value-text.ts';
import { rowKinds } from './colours.ts';
import { breakable, type Markup, markedPart, markup, nothing, valueCells } from './page.ts';

/** The id of a row on the page, and its findings. */
export type RowPlaces = {
  readonly rowId: (target: string) => string | undefined;
  readonly findingsOf: (target: string) => readonly { readonly id: string; readonly code: string }[];
};

/** The rows of one scope as a table. */
export function groupHtml(report: Report, group: ReportGroup, id: string, places: RowPlaces): Markup {
  const clientId = group.clientId === null ? nothing : markup` <code class="quiet">${group.clientId}</code>`;
  const { notes, rows } = sharedRemarks(group);
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

function noteHtml({ text, rows }: SharedRemarks['notes'][number]): Markup {
  return markup`<p class="said quiet">${countOf(rows, 'row')}: ${text}</p>
`;
}

function rowHtml(row: ReportRow, { scope }: ReportGroup, columns: readonly string[], places: RowPlaces): Markup {
  const { word } = rowKinds[row.kind];
  const cells = valueCells(row.values).map(({ content, mark }, index) => {
    const told = mark === 'none' || columns.length < 3 ? nothing : markup`<span class="sr">differs: </span>`;
    return markup`<td role="cell" class="value ${mark}" data-label="${columns[index] ?? ''}"><div>${told}${content}</div></td>`;
  });
  const more = [
    impactOf(row),
    longValues(row.target, columns, row.values),
    factsOf(row, places),
    actionsOf(row),
  ].filter(({ markup: text }) => text !== '');
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

function actionsOf({ actions }: ReportRow): Markup {
  if (actions.length === 0) return nothing;
  const titles = actions.map(({ title }) => title).join(', ');
  return markup`<details class="fold"><summary>${titles}</summary>${actionsHtml(actions)}</details>`;
}

/** Commands to copy, each with its title. */
export function actionsHtml(actions: ReportRow['actions']): Markup {
  return markup`<dl class="ways">${actions.map(
    ({ title, command }) => markup`<div><dt>${title}</dt><dd><code class="copy">${command}</code></dd></div>`,
  )}</dl>`;
}

type Column = { readonly name: string; readonly value: RedactedValue };
type There = Lines & { readonly name: string };

/** The values of a row across the page, if one of them is too long for a cell: side by side, line by line. */
function longValues(target: string, columns: readonly string[], values: readonly RedactedValue[]): Markup {
  const all = values.map((value, index): Column => ({ name: columns[index] ?? '', value }));
  if (!all.some(({ value }) => value.kind === 'value' && isLongValue(value.json))) return nothing;
  const there = all.flatMap(({ name, value }): readonly There[] =>
    value.kind === 'value' ? [{ name, ...valueLines(value.json) }] : [],
  );
  const [base, ...others] = there;
  if (base === undefined) return nothing;
  const isSame = ({ lines }: There): boolean => lines.join('\n') === base.lines.join('\n');
  const different = others.filter((other) => !isSame(other));
  const same = others.filter(isSame).map(({ name }) => name);
  if (different.length === 0) return wholeValue(target, { ...base, name: [base.name, ...same].join(', ') });
  const note = same.map((name) => markup`<p class="quiet as">${name}: the same as ${base.name}</p>`);
  return markup`${note}${different.map((other) => sideBySide(target, base, other))}`;
}

function wholeValue(target: string, { name, lines }: There): Markup {
  return markup`<figure class="whole"><figcaption>${name}<span class="sr"> of ${target}</span></figcaption><pre tabindex="0">${lineBreaks(lines)}</pre></figure>`;
}

// Each line is escaped by itself: only the line breaks of the value break lines on the page.
function lineBreaks(lines: readonly string[]): Markup {
  return markup`${lines.map((line, index) => (index === 0 ? markup`${line}` : markup`${lineEnd}${line}`))}`;
}

const lineEnd: Markup = { markup: '\n' };

function sideBySide(target: string, before: There, after: There): Markup {
  const pairs = lineDifference(before, after);
  return markup`<table class="lines" role="table"><caption class="sr">${target}: ${before.name} and ${after.name}, line by line</caption>
<colgroup><col class="narrow"><col><col class="narrow"><col></colgroup>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" colspan="2">${before.name}</th><th scope="col" role="columnheader" colspan="2">${after.name}</th></tr></thead>
<tbody role="rowgroup">
${pairs.map(pairHtml)}</tbody></table>
`;
}

function pairHtml(pair: LinePair): Markup {
  if (pair.kind === 'gap') {
    return markup`<tr class="gap" role="row"><td role="cell" colspan="4"><details><summary>${countOf(pair.lines.length, 'equal line')}</summary><pre tabindex="0">${lineBreaks(pair.lines)}</pre></details></td></tr>
`;
  }
  const isSame = pair.kind === 'same';
  return markup`<tr role="row" class="line-${pair.kind}">${side(pair.before, isSame ? 'same' : 'removed')}${side(pair.after, isSame ? 'same' : 'added')}</tr>
`;
}

const signs = {
  same: { sign: '', mark: 'ins' },
  removed: { sign: '−', mark: 'del' },
  added: { sign: '+', mark: 'ins' },
} as const;

/** The parts of a line, with changes marked. A line that changed as a whole needs no marks inside. */
function marked(parts: readonly MarkedPart[], mark: 'ins' | 'del'): Markup {
  const isWhole = parts.every(({ changed }) => changed);
  return markup`${parts.map((part) => (isWhole ? markup`${part.text}` : markedPart(part, mark)))}`;
}

function side(line: Line | null, kind: keyof typeof signs): Markup {
  if (line === null) return markup`<td class="number blank" role="cell"></td><td class="blank" role="cell"></td>`;
  const { sign, mark } = signs[kind];
  return markup`<td class="number" role="cell">${line.number} ${sign}</td><td class="${kind}" role="cell"><code>${marked(line.parts, mark)}</code></td>`;
}
