// Characters that a terminal would interpret, or show as something else: control characters (ESC and C1 included),
// marks of writing direction, invisible and tag characters, line separators, blanks that look like a space and are none,
// lone surrogates. Also what CI systems
// interpret as a command in a log line, which could fold or mask the rest of a plan: ##[group], ##vso[...],
// ##teamcity[...], ::add-mask::.
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|#(?=#[a-z]*\[)|:(?=:[a-z]+(?:-[a-z]+)*(?: [^:\n]*)?::)/gu;

const short = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** The text with every character escaped that could deceive a reader or control a terminal. */
export function visibleText(text: string): string {
  return composed(text).replace(unseen, (character) => short.get(character) ?? escaped(character));
}

/** JSON text with the same characters as JSON escapes: the JSON stays equal. */
export function visibleJson(text: string): string {
  return composed(text).replace(unseen, (character) => (character === '\n' ? character : escaped(character)));
}

// Below these, a text has one composition.
const composable = /[^\0-\u02ff]/u;
// A letter with its marks, marks without a letter, and other characters that may have another composition.
const clusters = /[\p{L}\p{N}]\p{M}+|\p{M}+|(?:[^\0-\u02ff\p{M}](?!\p{M})|[^\0-\u02ff\p{M}\p{L}\p{N}])+/gu;
/** More marks than any letter has. To put them in order would take time that grows with their square. */
const maxMarks = 30;
const mark = /\p{M}/u;
const leadingMark = /^\p{M}/u;
// Consonants and vowels that join with the next one to a syllable of Hangul.
const joining = /[\u1100-\u11ff]/u;
const deceptive = new RegExp(unseen.source, 'u');

/**
 * The text with every part escaped that looks like another composition of the same letters: `é` may be one character, or
 * an `e` and a mark. The usual composition (NFC) stays as it is.
 */
function composed(text: string): string {
  return composable.test(text) ? text.replace(clusters, withoutOtherForms) : text;
}

function withoutOtherForms(cluster: string): string {
  if (leadingMark.test(cluster)) return escaped(cluster);
  if (!mark.test(cluster)) return isUsual(cluster) ? cluster : Array.from(cluster, usual).join('');
  const [base = '', ...marks] = cluster;
  const isShown = marks.length <= maxMarks && isUsual(cluster) && !deceptive.test(cluster);
  return isShown ? cluster : `${usual(base)}${escaped(marks.join(''))}`;
}

function usual(character: string): string {
  return isUsual(character) ? character : escaped(character);
}

function isUsual(text: string): boolean {
  return !joining.test(text) && text.normalize('NFC') === text;
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
