import { visibleText } from './visible-text.ts';

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
]);

/**
 * Any text as the text of an HTML element or the value of a quoted attribute. What a browser would obey instead of show,
 * such as a mark of writing direction, is written out.
 */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/gu, (character) => entities.get(character) ?? '');
}
