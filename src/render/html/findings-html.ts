import type { Severity } from '../../model/finding.ts';
import { severityWord } from '../report/headline.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { placeText } from '../text/value-text.ts';
import { severityTones } from './kinds.ts';
import { type Markup, markup, nothing } from './page.ts';

const signs: { readonly [Name in Severity]: string } = { refuse: '✕', warning: '!', info: 'i' };

/** What the guards say, each with a way to the row that it is about. */
export function findingsHtml(
  report: Report,
  rowId: (target: string) => string | undefined,
  idOf: (index: number) => string,
): Markup {
  const { findings, kind } = report;
  if (findings.length === 0) return nothing;
  const title = kind === 'drift' ? 'What apply would say' : 'Findings';
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

// The first line is a sentence; the others are for copying.
function cureHtml({ cure: [sentence, ...lines] }: ReportFinding): Markup {
  if (sentence === undefined) return nothing;
  const commands = lines.map((line) => markup`<code class="copy">${line}</code>`);
  return markup`<div class="cure"><p>${sentence}</p>${commands}</div>`;
}
