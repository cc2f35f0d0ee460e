/**
 * A character that a terminal would interpret, or show as something else: control characters (ESC and C1 included), marks
 * of writing direction, invisible and tag characters, line separators, blanks that look like a space and are none, lone
 * surrogates.
 */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;

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
  return composable.test(text) ? text.replace(clusters, shown) : text;
}

function isUsual(text: string): boolean {
  return !joining.test(text) && text.normalize('NFC') === text;
}
