import type { Severity } from '../../model/finding.ts';
import { isLongValue } from '../difference/value-lines.ts';
import {
  isOfLaterApply,
  type Level,
  levelWord,
  type Report,
  type ReportFinding,
  type ReportSection,
  type RowKind,
  rowsNoun,
  severityWord,
} from '../report/report.ts';
import { moment, momentText, placeText } from '../text/value-text.ts';
import { rowKinds, severityTones, type Tone } from './colours.ts';
import { type Markup, markup, nothing, pageHtml } from './page.ts';
import { copyScript, reportScript } from './page-scripts.ts';
import { actionsHtml, groupHtml, type RowPlaces } from './report-rows-html.ts';

/** A report as one self-contained page, which loads nothing and also works without its script. */
export function reportHtml(report: Report): string {
  const script = `${reportScript}\n${copyScript}`;
  return pageHtml({ title: report.title, body: reportBody(report, nothing), script });
}

const kindNames: { readonly [Kind in Report['kind']]: string } = {
  plan: 'plan',
  run: 'run',
  drift: 'drift',
  compare: 'comparison',
};

/** The content of the body; `after` is at the end of the main part. */
export function reportBody(report: Report, after: Markup): Markup {
  const places = placesOf(report);
  const findings = findingsHtml(report, places.rowId, findingId);
  const rows = rowsHtml(report, places);
  // For a plan the findings come first, for drift the rows.
  const main =
    report.kind === 'drift' ? markup`${rows}${allActionsHtml(report)}${findings}` : markup`${findings}${rows}`;
  return markup`<a class="skip" href="#rows">Skip to the rows</a>
<header>
<p class="eyebrow">capstan ${kindNames[report.kind]}</p>
<h1>${report.title}</h1>
${summaryHtml(report)}
${factsHtml(report.facts)}
</header>
<main>
${main}${report.sections.map(sectionHtml)}${after}</main>
${footerHtml(report.digest)}`;
}

function rowsHtml(report: Report, places: RowPlaces): Markup {
  const noun = rowsNoun(report);
  const title = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s`;
  if (report.groups.length === 0) {
    return markup`<section aria-labelledby="rows"><h2 id="rows" tabindex="-1">${title}</h2><p class="card none">There is no ${noun}.</p></section>
`;
  }
  return markup`<section aria-labelledby="rows" class="all-rows">
<h2 id="rows" tabindex="-1">${title}</h2>
${filtersHtml(report)}${viewsHtml(report)}${report.groups.map((group, index) => groupHtml(report, group, `scope-${index + 1}`, places))}</section>
`;
}

/** The choice between two columns and one for long values. CSS implements it, so that it needs no script. */
function viewsHtml({ groups }: Report): Markup {
  const values = groups.flatMap(({ rows }) => rows).flatMap((row) => row.values);
  if (!values.some((value) => value.kind === 'value' && isLongValue(value.json))) return nothing;
  const choice = (view: string, name: string, checked: Markup): Markup =>
    markup`<label><input type="radio" name="view" value="${view}" id="view-${view}"${checked}> ${name}</label>`;
  return markup`<fieldset class="views"><legend>Long values</legend>${choice('split', 'side by side', { markup: ' checked' })}${choice('unified', 'unified', nothing)}</fieldset>
`;
}

function allActionsHtml({ actions = [] }: Report): Markup {
  if (actions.length === 0) return nothing;
  return markup`<section class="list" aria-labelledby="ways"><h2 id="ways">For all rows at once</h2><div class="card">${actionsHtml(actions)}</div></section>
`;
}

// A longer list is folded.
const openItems = 8;

function sectionHtml({ title, items }: ReportSection, index: number): Markup {
  if (items.length === 0) return nothing;
  const id = `section-${index + 1}`;
  const list = markup`<ul>${items.map((item) => markup`<li><code>${item}</code></li>`)}</ul>`;
  const shown = items.length <= openItems ? list : markup`<details><summary>Show all</summary>${list}</details>`;
  return markup`<section class="list" aria-labelledby="${id}">
<h2 id="${id}">${title} <span class="quiet count">${items.length}</span></h2>
<div class="card">${shown}</div>
</section>
`;
}

function footerHtml(digest: string | null): Markup {
  if (digest === null)
    return markup`<footer><p>Made by capstan. This page loads nothing and sends nothing.</p></footer>`;
  return markup`<footer><p>Digest of the plan: <code class="copy">${digest}</code></p><p>Made by capstan. This page loads nothing and sends nothing.</p></footer>`;
}

function findingId(index: number): string {
  return `finding-${index + 1}`;
}

// Ids are numbers, never names: a name may contain anything.
function placesOf({ groups, findings }: Report): RowPlaces {
  const targets = groups.flatMap((group) => group.rows.map(({ target }) => target));
  const ids = new Map(targets.map((target, index) => [target, `row-${index + 1}`] as const));
  const byTarget = new Map<string, { readonly id: string; readonly code: string }[]>();
  for (const [index, { target, code }] of findings.entries()) {
    const same = byTarget.get(target) ?? [];
    same.push({ id: findingId(index), code });
    byTarget.set(target, same);
  }
  return { rowId: (target) => ids.get(target), findingsOf: (target) => byTarget.get(target) ?? [] };
}

const signs: { readonly [Name in Severity]: string } = { refuse: '✕', warning: '!', info: 'i' };

/** The findings, each with a link to its row. */
function findingsHtml(
  report: Report,
  rowId: (target: string) => string | undefined,
  idOf: (index: number) => string,
): Markup {
  const { findings, kind } = report;
  if (findings.length === 0) return nothing;
  const title = kind === 'drift' && isOfLaterApply(report) ? 'Findings of a later apply' : 'Findings';
  return markup`<section class="findings" aria-labelledby="findings">
<h2 id="findings">${title} <span class="quiet count">${findings.length}</span></h2>
<ol class="card">
${findings.map((finding, index) => findingHtml(report, finding, rowId(finding.target), idOf(index)))}</ol>
</section>
`;
}

function findingHtml(report: Report, finding: ReportFinding, row: string | undefined, id: string): Markup {
  const { code, severity, message, target, source } = finding;
  const tone = severityTones(report)[severity];
  const where =
    row === undefined ? markup`<code>${target}</code>` : markup`<a href="#${row}"><code>${target}</code></a>`;
  const place = source === null ? nothing : markup` <code class="quiet">${placeText(source)}</code>`;
  return markup`<li class="finding edge-${tone}" id="${id}" tabindex="-1">
<p class="badges"><span class="badge ${tone}"><span aria-hidden="true">${signs[severity]}</span> ${severityWord(report, severity)}</span></p>
<div><h3>${code}</h3>
<p>${message}</p>
<p class="where">${where}${place}</p>
${cureHtml(finding)}</div></li>
`;
}

// The first line is a sentence; the others are to copy.
function cureHtml({ cure: [sentence, ...lines] }: ReportFinding): Markup {
  if (sentence === undefined) return nothing;
  const commands = lines.map((line) => markup`<code class="copy">${line}</code>`);
  return markup`<div class="cure"><p>${sentence}</p>${commands}</div>`;
}

const levelTones: { readonly [Name in Level]: Tone } = {
  ok: 'good',
  change: 'note',
  warning: 'care',
  refused: 'bad',
  failed: 'bad',
};

/** The verdict, and a number for each kind of row and finding. */
function summaryHtml(report: Report): Markup {
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
function filtersHtml({ groups }: Report): Markup {
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
