import type { ShownValue } from '../../core/model/shown-value.ts';
import { shownValueText } from '../shown-value-text.ts';
import { valueText } from '../value-text.ts';
import { type MarkedPart, markedParts } from './marked-parts.ts';
import { type Markup, markup } from './markup.ts';
import { isLongValue } from './value-lines.ts';

/** The values of a row for the cells of its table, with the words marked that differ. */
export function valueCells(values: readonly ShownValue[]): readonly Markup[] {
  const texts = values.map((value) =>
    value.kind === 'value' && !isLongValue(value.json) ? valueText(value.json) : null,
  );
  const [first, second] = texts;
  // Of two values it is plain that they differ: only a part that does is worth a mark.
  if (texts.length === 2 && typeof first === 'string' && typeof second === 'string') {
    const { before, after } = markedParts(first, second);
    return [markup`<code>${marked(before, 'del')}</code>`, markup`<code>${marked(after, 'ins')}</code>`];
  }
  return values.map((value, index) => cellOf(value, texts[index] ?? null, first ?? null));
}

// Of three values those are marked that differ from the first one.
function cellOf(value: ShownValue, text: string | null, first: string | null): Markup {
  if (text === null)
    return markup`<span class="quiet">${value.kind === 'value' ? 'see below' : shownValueText(value)}</span>`;
  if (first === null || first === text) return markup`<code>${text}</code>`;
  return markup`<code>${markedParts(first, text).after.map((part) => markedPart(part, 'ins'))}</code>`;
}

/** Parts of a text, those that changed marked. A text that changed as a whole needs no mark inside. */
export function marked(parts: readonly MarkedPart[], mark: 'ins' | 'del'): Markup {
  const isWhole = parts.every(({ changed }) => changed);
  return markup`${parts.map((part) => (isWhole ? markup`${part.text}` : markedPart(part, mark)))}`;
}

function markedPart({ text, changed }: MarkedPart, mark: 'ins' | 'del'): Markup {
  if (!changed) return markup`${text}`;
  return mark === 'ins' ? markup`<ins>${text}</ins>` : markup`<del>${text}</del>`;
}
