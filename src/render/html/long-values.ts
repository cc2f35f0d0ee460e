import type { RedactedValue } from '../../model/value.ts';
import { type Line, type LinePair, type Lines, lineDifference } from '../difference/line-difference.ts';
import type { MarkedPart } from '../difference/word-marks.ts';
import { isLongValue, valueLines } from '../report/plain-value.ts';
import { countOf } from '../report/words.ts';
import { type Markup, markup, nothing } from './page.ts';
import { markedPart } from './value-cells.ts';

type Column = { readonly name: string; readonly value: RedactedValue };
type There = Lines & { readonly name: string };

/** The values of a row over the width of the page, where one of them is too long for a cell: side by side, line by line. */
export function longValues(target: string, columns: readonly string[], values: readonly RedactedValue[]): Markup {
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

// Each line is escaped alone: what breaks a line on the page is a line of the value, and nothing in it.
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

/** Parts of a line, those that changed marked. A line that changed as a whole needs no mark inside. */
function marked(parts: readonly MarkedPart[], mark: 'ins' | 'del'): Markup {
  const isWhole = parts.every(({ changed }) => changed);
  return markup`${parts.map((part) => (isWhole ? markup`${part.text}` : markedPart(part, mark)))}`;
}

function side(line: Line | null, kind: keyof typeof signs): Markup {
  if (line === null) return markup`<td class="number blank" role="cell"></td><td class="blank" role="cell"></td>`;
  const { sign, mark } = signs[kind];
  return markup`<td class="number" role="cell">${line.number} ${sign}</td><td class="${kind}" role="cell"><code>${marked(line.parts, mark)}</code></td>`;
}
