import type { Report } from '../report/report.ts';
import { rowKinds } from './kinds.ts';
import { type Markup, markup, nothing } from './page.ts';

/**
 * The controls above the rows, folded where the screen is narrow. The script shows them; without it every row is there and
 * nothing has to be chosen.
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
