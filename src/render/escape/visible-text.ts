import { unseen, withoutOtherCompositions } from '../../leaf/unseen.ts';
import { once } from '../../leaf/work.ts';

// Besides what is not seen, what CI systems interpret as a command in a log line, which could fold or mask the rest of a
// plan: ##[group], ##vso[...], ##teamcity[...], ::add-mask::.
const toEscape = once(
  () => new RegExp(`${unseen().source}|#(?=#[a-z]*\\[)|:(?=:[a-z]+(?:-[a-z]+)*(?: [^:\\n]*)?::)`, 'gu'),
);

const short = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

// Neither of the characters that a command of a CI system begins with.
const isPlain = /^[ !"$-9;-~]*$/;

function composed(text: string): string {
  return withoutOtherCompositions(text, escaped, (cluster) => unseen().test(cluster));
}

/** The text with every character escaped that could deceive a reader or control a terminal. */
export function visibleText(text: string): string {
  // Most texts; the expressions for the others take longer to compile than a small plan to print.
  if (isPlain.test(text)) return text;
  return composed(text).replace(toEscape(), (character) => short.get(character) ?? escaped(character));
}

/** JSON text with the same characters as JSON escapes: the JSON stays equal. */
export function visibleJson(text: string): string {
  return composed(text).replace(toEscape(), (character) => (character === '\n' ? character : escaped(character)));
}

// JSON knows only four digits, so a character beyond them becomes its two halves.
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
]);

/**
 * Any text as the text of an HTML element or the value of a quoted attribute. Characters that a browser would
 * interpret, such as a mark of writing direction, are escaped.
 */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/gu, (character) => entities.get(character) ?? '');
}
