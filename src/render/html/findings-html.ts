import type { Severity } from '../../model/finding.ts';
import type { ReportFinding } from '../report/report.ts';
import { placeText } from '../text/value-text.ts';
import { type Markup, markup, nothing } from './page.ts';
import type { Tone } from './report-rows-html.ts';

const severities: {
  readonly [Name in Severity]: { readonly word: string; readonly sign: string; readonly tone: Tone };
} = {
  refuse: { word: 'refused', sign: '✕', tone: 'bad' },
  warning: { word: 'warning', sign: '!', tone: 'care' },
  info: { word: 'info', sign: 'i', tone: 'note' },
};

/** What the guards say, each with a way to the row that it is about. */
export function findingsHtml(
  findings: readonly ReportFinding[],
  rowId: (target: string) => string | undefined,
  idOf: (index: number) => string,
): Markup {
  if (findings.length === 0) return nothing;
  return markup`<section class="findings" aria-labelledby="findings">
<h2 id="findings">Findings <span class="quiet count">${findings.length}</span></h2>
<ol>
${findings.map((finding, index) => findingHtml(finding, rowId(finding.target), idOf(index)))}</ol>
</section>
`;
}

function findingHtml(finding: ReportFinding, row: string | undefined, id: string): Markup {
  const { code, severity, message, target, source, cure } = finding;
  const { word, sign, tone } = severities[severity];
  const where =
    row === undefined ? markup`<code>${target}</code>` : markup`<a href="#${row}"><code>${target}</code></a>`;
  const place = source === null ? nothing : markup` <code class="quiet">${placeText(source)}</code>`;
  const cures =
    cure.length === 0
      ? nothing
      : markup`<div class="cure">${cure.map((line) => markup`<code class="copy">${line}</code>`)}</div>`;
  return markup`<li class="finding card edge-${tone}" id="${id}" tabindex="-1">
<h3><span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span> ${code}</h3>
<p>${message}</p>
<p class="where">${where}${place}</p>
${cures}</li>
`;
}
