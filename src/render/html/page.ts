import { createHash } from 'node:crypto';
import { canonicalJson, isStructured } from '../../leaf/json.ts';
import type { RedactedValue } from '../../model/value.ts';
import { isLongValue, listItems, type MarkedPart, markedParts, plainText } from '../difference/value-lines.ts';
import { escapeHtml } from '../escape/visible-text.ts';
import { redactedValueText } from '../text/value-text.ts';
import { pageStyle } from './page-style.ts';

type PageParts = {
  readonly title: string;
  readonly body: Markup;
  readonly script: string;
};

/**
 * A whole page in one file. Its content security policy allows only this style and this script, by their hashes: if
 * foreign text ever got through as markup, it would still not run.
 */
export function pageHtml({ title, body, script }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="capstan">
<title>${title}</title>
`;
  return `${head.markup}<style>${pageStyle}</style>
</head>
<body>
${body.markup}
<script>${script}</script>
</body>
</html>
`;
}

// Written by capstan itself, and easier to review with its quotes.
function policyText(policy: string): Markup {
  return { markup: policy };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Text that is HTML already. Only `markup` makes it. */
export type Markup = { readonly markup: string };

type Part = string | number | Markup | readonly Markup[];

/** HTML from a template: inserted values are escaped, unless they are markup. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = pieces.map((piece, index) => piece + partText(parts[index] ?? ''));
  return { markup: texts.join('') };
}

// A longer name was not given by a person.
const longestName = 80;

/** A name that wraps after its dots and underscores in a narrow column, not in the middle of a word. */
export function breakable(name: string): Markup {
  if (name.length > longestName) return markup`${name}`;
  const pieces = name.split(/(?<=[._])(?=[^._])/u);
  return { markup: pieces.map(escapeHtml).join('<wbr>') };
}

/** No markup at all. */
export const nothing: Markup = { markup: '' };

function partText(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}

/** A cell of a row: its content, and how it differs from the others. */
export type ValueCell = { readonly content: Markup; readonly mark: Mark };

/** `old`: removed text; `new`: added text; `gone`: the value was removed. */
type Mark = 'none' | 'old' | 'new' | 'gone';

/**
 * The values of a row for the cells of its table. The others are compared with the first known value: text that only it
 * has is marked there, text that only the others have is marked in them.
 */
export function valueCells(values: readonly RedactedValue[]): readonly ValueCell[] {
  const base = values.find(isKnown);
  const other = base && values.find((value) => isKnown(value) && isDifferent(base, value));
  const row = values.some((value) => value.kind === 'value' && isLongValue(value.json)) ? 'long' : 'short';
  return values.map((value) => {
    const against = value === base ? other : base;
    if (against === undefined || !isKnown(value) || !isDifferent(against, value)) return unmarked(value, row);
    return markedCell(value, against, value === base ? 'old' : 'new', row);
  });
}

/** `long`: a value of the row is shown below it. */
type RowLength = 'long' | 'short';

function unmarked(value: RedactedValue, row: RowLength): ValueCell {
  return { content: plainCell(value, row), mark: 'none' };
}

function isKnown({ kind }: RedactedValue): boolean {
  return kind === 'value' || kind === 'secret' || kind === 'absent';
}

function isDifferent(a: RedactedValue, b: RedactedValue): boolean {
  if (a.kind === 'value' && b.kind === 'value') return canonicalJson(a.json) !== canonicalJson(b.json);
  // A secret without a fingerprint cannot be compared.
  if (a.kind === 'secret' && b.kind === 'secret' && (a.fingerprint === null || b.fingerprint === null)) return false;
  return JSON.stringify(a) !== JSON.stringify(b);
}

function plainCell(value: RedactedValue, row: RowLength): Markup {
  const items = listItems(value);
  if (items !== null) return chips(items);
  const text = textOf(value, row);
  return text === null ? wordsInstead(value, row) : markup`<code>${text}</code>`;
}

/** The text of a value in its cell; null for values that are described in words. */
function textOf(value: RedactedValue, row: RowLength): string | null {
  if (value.kind !== 'value' || isLongValue(value.json) || (row === 'long' && isStructured(value.json))) return null;
  return Array.isArray(value.json) && value.json.length === 0 ? null : plainText(value.json);
}

function wordsInstead(value: RedactedValue, row: RowLength): Markup {
  const isEmptyList = value.kind === 'value' && Array.isArray(value.json) && value.json.length === 0;
  const words =
    value.kind !== 'value' ? redactedValueText(value) : isEmptyList && row === 'short' ? '(empty list)' : 'see below';
  return markup`<span class="quiet">${words}</span>`;
}

function markedCell(value: RedactedValue, against: RedactedValue, mark: 'old' | 'new', row: RowLength): ValueCell {
  if (value.kind === 'absent') return { content: plainCell(value, row), mark: mark === 'old' ? 'none' : 'gone' };
  return { content: markedContent(value, against, mark, row), mark };
}

function markedContent(value: RedactedValue, against: RedactedValue, mark: 'old' | 'new', row: RowLength): Markup {
  const tag = mark === 'old' ? 'del' : 'ins';
  const items = listItems(value);
  if (items !== null) {
    const others = new Set(listItems(against) ?? []);
    return chips(items, (item) => !others.has(item), tag);
  }
  const text = textOf(value, row);
  if (text === null) return wordsInstead(value, row);
  const other = textOf(against, row) ?? '';
  const { before, after } = mark === 'old' ? markedParts(text, other) : markedParts(other, text);
  return markup`<code>${(mark === 'old' ? before : after).map((part) => markedPart(part, tag))}</code>`;
}

/** The parts of a list; those that `isMarked` selects are marked. */
export function chips(
  items: readonly string[],
  isMarked: (item: string) => boolean = () => false,
  tag: 'ins' | 'del' = 'ins',
): Markup {
  const shown = items.map((item) => {
    const part = markedPart({ text: item, changed: isMarked(item) }, tag);
    return markup`<li class="chip"><code>${part}</code></li>`;
  });
  return markup`<ul class="chips">${shown}</ul>`;
}

export function markedPart({ text, changed }: MarkedPart, tag: 'ins' | 'del'): Markup {
  if (!changed) return markup`${text}`;
  return tag === 'ins' ? markup`<ins>${text}</ins>` : markup`<del>${text}</del>`;
}
