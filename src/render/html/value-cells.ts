import { canonicalJson, isStructured } from '../../leaf/json.ts';
import type { RedactedValue } from '../../model/value.ts';
import { type MarkedPart, markedParts } from '../difference/line-difference.ts';
import { isLongValue, listItems, plainText } from '../report/plain-value.ts';
import { redactedValueText } from '../text/value-text.ts';
import { type Markup, markup } from './page.ts';

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
  const isLong = values.some((value) => value.kind === 'value' && isLongValue(value.json));
  return values.map((value) => {
    const against = value === base ? other : base;
    if (against === undefined || !isKnown(value) || !isDifferent(against, value)) return unmarked(value, isLong);
    return markedCell(value, against, value === base ? 'old' : 'new', isLong);
  });
}

function unmarked(value: RedactedValue, isLong: boolean): ValueCell {
  return { content: plainCell(value, isLong), mark: 'none' };
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

function plainCell(value: RedactedValue, isLong: boolean): Markup {
  const items = listItems(value);
  if (items !== null) return chips(items);
  const text = textOf(value, isLong);
  return text === null ? wordsInstead(value, isLong) : markup`<code>${text}</code>`;
}

/** The text of a value in its cell; null for values that are described in words. */
function textOf(value: RedactedValue, isLong: boolean): string | null {
  if (value.kind !== 'value' || isLongValue(value.json) || (isLong && isStructured(value.json))) return null;
  return Array.isArray(value.json) && value.json.length === 0 ? null : plainText(value.json);
}

function wordsInstead(value: RedactedValue, isLong: boolean): Markup {
  const isEmptyList = value.kind === 'value' && Array.isArray(value.json) && value.json.length === 0;
  const words =
    value.kind !== 'value' ? redactedValueText(value) : isEmptyList && !isLong ? '(empty list)' : 'see below';
  return markup`<span class="quiet">${words}</span>`;
}

function markedCell(value: RedactedValue, against: RedactedValue, mark: 'old' | 'new', isLong: boolean): ValueCell {
  if (value.kind === 'absent') return { content: plainCell(value, isLong), mark: mark === 'old' ? 'none' : 'gone' };
  return { content: markedContent(value, against, mark, isLong), mark };
}

function markedContent(value: RedactedValue, against: RedactedValue, mark: 'old' | 'new', isLong: boolean): Markup {
  const tag = mark === 'old' ? 'del' : 'ins';
  const items = listItems(value);
  if (items !== null) {
    const others = new Set(listItems(against) ?? []);
    return chips(items, (item) => !others.has(item), tag);
  }
  const text = textOf(value, isLong);
  if (text === null) return wordsInstead(value, isLong);
  const other = textOf(against, isLong) ?? '';
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
