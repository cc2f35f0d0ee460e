import type { Severity } from '../../model/finding.ts';
import { levelWord, severityWord } from '../report/headline.ts';
import type { Level, Report, RowKind } from '../report/report.ts';
import { moment, momentText } from '../report/words.ts';
import { rowKinds, severityTones, type Tone } from './colours.ts';
import { type Markup, markup, nothing } from './page.ts';

const levelTones: { readonly [Name in Level]: Tone } = {
  ok: 'good',
  change: 'note',
  warning: 'care',
  refused: 'bad',
  failed: 'bad',
};

/** The verdict, and a number for each kind of row and finding. */
export function summaryHtml(report: Report): Markup {
  const { level, text } = report.verdict;
  const tiles = tilesOf(report).map(
    ({ count, word, tone }) =>
      markup`<li class="tile edge-${tone}"><strong>${count}</strong> <span>${word}</span></li>`,
  );
  return markup`<p class="verdict ${levelTones[level]}"><strong>${levelWord(report)}</strong> ${text}</p>
${tiles.length === 0 ? nothing : markup`<ul class="tiles" aria-label="In numbers">${tiles}</ul>`}`;
}

type Tile = { readonly count: number; readonly word: string; readonly tone: Tone };

function tilesOf(report: Report): readonly Tile[] {
  const rows = report.groups.flatMap((group) => group.rows);
  const kinds = Object.keys(rowKinds) as RowKind[];
  const severities: readonly Severity[] = ['refuse', 'warning'];
  return [
    ...kinds.map((kind) => ({ ...rowKinds[kind], count: rows.filter((row) => row.kind === kind).length })),
    ...severities.map((severity) => ({
      count: report.findings.filter((finding) => finding.severity === severity).length,
      word: severityWord(report, severity),
      tone: severityTones(report)[severity],
    })),
  ].filter(({ count }) => count > 0);
}

export function factsHtml(facts: Report['facts']): Markup {
  if (facts.length === 0) return nothing;
  return markup`<dl class="facts">${facts.map(
    ({ label, value }) => markup`<div><dt>${label}</dt><dd>${momentsHtml(value)}</dd></div>`,
  )}</dl>`;
}

/** A text with each time in readable form; the exact time is the tooltip. */
function momentsHtml(text: string): Markup {
  const parts = text.split(new RegExp(`(${moment.source})`, 'u'));
  return markup`${parts.map((part, at) =>
    at % 2 === 0 ? markup`${part}` : markup`<time datetime="${part}" title="${part}">${momentText(part)}</time>`,
  )}`;
}

/**
 * The filter controls above the rows, folded on a narrow screen. The script shows them; without it every row is
 * visible.
 */
export function filtersHtml({ groups }: Report): Markup {
  const rows = groups.flatMap((group) => group.rows);
  const risks = distinct(rows.flatMap(({ risk }) => (risk === null ? [] : [risk])));
  return markup`<details class="filter-fold card" hidden open><summary>Filter</summary>
<form class="filters" role="search" aria-label="Filter the rows">
<label class="wide"><span>Search</span><input type="search" name="text" placeholder="setting, value, file" autocomplete="off" spellcheck="false"></label>
${select('scope', 'Client', 'all', distinct(groups.map(({ scope }) => scope)))}
${risks.length === 0 ? nothing : select('risk', 'Risk', 'any', risks)}
${select('kind', 'Kind', 'any', distinct(rows.map(({ kind }) => rowKinds[kind].word)))}
<button type="reset">Show all</button>
<p class="shown" role="status" aria-live="polite"></p>
</form></details>
`;
}

/** A choice with one entry for "no filter", whose value is empty. */
export function select(name: string, label: string, any: string, options: readonly string[]): Markup {
  return markup`<label><span>${label}</span><select name="${name}"><option value="">${any}</option>${options.map(
    (option) => markup`<option value="${option}">${option}</option>`,
  )}</select></label>`;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
