import type { Report, ReportSection } from '../report/report.ts';
import { findingsHtml } from './findings-html.ts';
import { type Markup, markup, nothing, pageHtml } from './page.ts';
import { groupHtml, levels, type RowPlaces, rowKinds } from './report-rows-html.ts';
import { reportScript } from './report-script.ts';

/** A report as one self-contained page, which loads nothing and works without its script too. */
export function reportHtml(report: Report): string {
  return pageHtml({ title: report.title, body: reportBody(report, nothing), script: reportScript });
}

const kindNames: { readonly [Kind in Report['kind']]: string } = {
  plan: 'plan',
  run: 'run',
  drift: 'drift',
  compare: 'comparison',
};

/** Everything between the tags of the body; `after` stands at the end of the main part. */
export function reportBody(report: Report, after: Markup): Markup {
  const places = placesOf(report);
  return markup`<a class="skip" href="#rows">Skip to the rows</a>
<header>
<p class="kind">capstan ${kindNames[report.kind]}</p>
<h1>${report.title}</h1>
${verdictHtml(report.verdict)}
${factsHtml(report.facts)}
</header>
<main>
${findingsHtml(report.findings, places.rowId, findingId)}${rowsHtml(report, places)}${report.sections.map(sectionHtml)}${after}</main>
${footerHtml(report.digest)}`;
}

function verdictHtml({ level, text }: Report['verdict']): Markup {
  const { word, tone } = levels[level];
  return markup`<p class="verdict ${tone}"><strong>${word}</strong> ${text}</p>`;
}

export function factsHtml(facts: Report['facts']): Markup {
  if (facts.length === 0) return nothing;
  return markup`<dl class="facts">${facts.map(
    ({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function rowsHtml(report: Report, places: RowPlaces): Markup {
  if (report.groups.length === 0) {
    return markup`<section aria-labelledby="rows"><h2 id="rows" tabindex="-1">Rows</h2><p class="card none">Nothing to show here.</p></section>
`;
  }
  const heads = { plan: 'Changes', run: 'Changes', drift: 'Differences', compare: 'Differences' } as const;
  return markup`<section aria-labelledby="rows" class="all-rows">
<h2 id="rows" tabindex="-1">${heads[report.kind]}</h2>
${filtersHtml(report)}${report.groups.map((group, index) => groupHtml(report, group, `scope-${index + 1}`, places))}</section>
`;
}

function sectionHtml({ title, items }: ReportSection, index: number): Markup {
  if (items.length === 0) return nothing;
  const id = `section-${index + 1}`;
  return markup`<section class="list" aria-labelledby="${id}">
<h2 id="${id}">${title} <span class="quiet count">${items.length}</span></h2>
<ul class="card">${items.map((item) => markup`<li><code>${item}</code></li>`)}</ul>
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

// Ids are counted, never made of names: a name could be anything.
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

/** The controls above the rows. The script shows them; without it every row is there and nothing has to be chosen. */
function filtersHtml({ groups }: Report): Markup {
  const rows = groups.flatMap((group) => group.rows);
  const risks = distinct(rows.flatMap(({ risk }) => (risk === null ? [] : [risk])));
  return markup`<form class="filters card" role="search" aria-label="Filter the rows" hidden>
<label class="wide"><span>Search</span><input type="search" name="text" placeholder="setting, value, file" autocomplete="off" spellcheck="false"></label>
${select('scope', 'Client', 'all', distinct(groups.map(({ scope }) => scope)))}
${risks.length === 0 ? nothing : select('risk', 'Risk', 'any', risks)}
${select('kind', 'Kind', 'any', distinct(rows.map(({ kind }) => rowKinds[kind].word)))}
<button type="reset">Show all</button>
<p class="shown" role="status" aria-live="polite"></p>
</form>
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
