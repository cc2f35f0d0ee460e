import { once } from './work.ts';

// V8 takes a millisecond for each of the larger expressions, and few texts need them: they are made when one does.

/**
 * A character that a terminal would interpret, or show as something else: control characters (ESC and C1 included), marks
 * of writing direction, invisible and tag characters, line separators, blanks that look like a space and are none, lone
 * surrogates.
 */
export const unseen = once(() => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u);

// Below these, a text has one composition.
const composable = /[^\0-\u02ff]/u;
// A letter with its marks, marks without a letter, and other characters that may have another composition.
const clusters = once(() => /[\p{L}\p{N}]\p{M}+|\p{M}+|(?:[^\0-\u02ff\p{M}](?!\p{M})|[^\0-\u02ff\p{M}\p{L}\p{N}])+/gu);
/** More marks than any letter has. To put them in order would take time that grows with their square. */
const maxMarks = 30;
const mark = /\p{M}/u;
const leadingMark = /^\p{M}/u;
// Consonants and vowels that join with the next one to a syllable of Hangul.
const joining = /[\u1100-\u11ff]/u;

/**
 * The text with every part escaped that looks like another composition of the same letters: `é` may be one character, or
 * an `e` and a mark. The usual composition (NFC) stays as it is, unless its parts are to be escaped for another reason.
 */
export function withoutOtherCompositions(
  text: string,
  writtenOut: (part: string) => string,
  isToEscape: (cluster: string) => boolean,
): string {
  const usual = (character: string): string => (isUsual(character) ? character : writtenOut(character));
  const shown = (cluster: string): string => {
    if (leadingMark.test(cluster)) return writtenOut(cluster);
    if (!mark.test(cluster)) return isUsual(cluster) ? cluster : Array.from(cluster, usual).join('');
    const [base = '', ...marks] = cluster;
    const isShown = marks.length <= maxMarks && isUsual(cluster) && !isToEscape(cluster);
    return isShown ? cluster : `${usual(base)}${writtenOut(marks.join(''))}`;
  };
  return composable.test(text) ? text.replace(clusters(), shown) : text;
}

function isUsual(text: string): boolean {
  return !joining.test(text) && text.normalize('NFC') === text;
}

// Control, blank, bidirectional, joining, private and half characters; by number, since the classes of Unicode differ
// between versions of Node and the output must not.
const invisibleRanges: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0x10ffff],
];
const classOf = ([first, last]: readonly [number, number]): string =>
  `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`;
// What CI systems take for a command wherever a log line holds it: ##[group], ##vso[...].
const ciCommand = '#(?=#[A-Za-z]*\\[)';
const invisible = once(() => new RegExp(`[${invisibleRanges.map(classOf).join('')}]|${ciCommand}`, 'gu'));

const hasInvisible = once(() => new RegExp(invisible().source, 'u'));

/**
 * Text with every character written out that breaks a line, hides itself, turns the order of reading round, steers CI, or
 * looks like another composition of the same letters.
 */
export function visible(text: string): string {
  return withoutOtherCompositions(text, escapesOf, (cluster) => hasInvisible().test(cluster)).replace(
    invisible(),
    escapeOf,
  );
}

function escapesOf(part: string): string {
  return Array.from(part, escapeOf).join('');
}

/** True when `visible` would change the text. */
export function hidesSomething(text: string): boolean {
  return visible(text) !== text;
}

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// The forms that YAML reads back inside double quotes.
function escapeOf(character: string): string {
  const name = short[character];
  if (name !== undefined) return name;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
