import { eastAsianWidth } from 'get-east-asian-width';

/**
 * Breaks a text at its blanks so that no line is wider than `width`, unless a single word is. What stands in backticks
 * is one word: a command that is broken cannot be copied.
 */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapBehind(0, text, width);
}

/** The same where something stands before the text on its first line already; the other lines may have another width. */
export function wrapBehind(columns: number, text: string, width: number, restWidth = width): readonly string[] {
  const lines: Line[] = [];
  for (const word of wordsOf(text)) {
    const last = lines.at(-1);
    const taken = textWidth(word);
    if (last === undefined) lines.push({ text: word, taken: columns + taken });
    else if (last.text !== '' && last.taken + 1 + taken > (lines.length === 1 ? width : restWidth))
      lines.push({ text: word, taken });
    else lines[lines.length - 1] = joined(last, word, taken);
  }
  return lines.map((line) => line.text);
}

type Line = { readonly text: string; readonly taken: number };

function joined(line: Line, word: string, taken: number): Line {
  if (line.text === '') return { text: word, taken: line.taken + taken };
  return { text: `${line.text} ${word}`, taken: line.taken + 1 + taken };
}

/** The words of a text; blanks within backticks divide none. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let open = '';
  for (const part of text.split(' ')) {
    const isOpen = open !== '';
    const joined = isOpen ? `${open} ${part}` : part;
    const opens = isOdd(countOf('`', part)) !== isOpen;
    if (opens) open = joined;
    else {
      words.push(joined);
      open = '';
    }
  }
  // A backtick without its other half is none.
  return open === '' ? words : [...words, ...open.split(' ')];
}

function countOf(character: string, text: string): number {
  return text.split(character).length - 1;
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}

/** Breaks each line of a text that is too wide; what goes on stands two columns further in than the line. */
export function wrapLines(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const indent = line.length - line.trimStart().length;
      const [first = '', ...rest] = wrapBehind(0, line.slice(indent), width - indent, width - indent - 2);
      return [' '.repeat(indent) + first, ...indented(rest, indent + 2)];
    })
    .join('\n');
}

/** The lines, each behind the same indent. */
export function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line));
}

/** The columns of the widest text; 0 when there is none. There may be more texts than a function takes arguments. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, textWidth(text)), 0);
}

// What nearly all texts are made of, and what takes no look at single characters.
const narrow = /^[\u0020-\u007e\u00a0-\u02ff]*$/;
const takesNoColumn = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;
// A flag is two regional indicators, which are narrow one by one; U+FE0F asks for the picture of a sign that is a letter otherwise.
const isPicture = /\p{Emoji_Presentation}|\ufe0f|\u20e3/u;

// Made when it is needed: that takes longer than all the rest of a start.
let segmenter: Intl.Segmenter | undefined;

/** How many columns of a terminal a text takes: names may be Japanese, and hold emoji. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += characterWidth(segment);
  return width;
}

function characterWidth(character: string): number {
  if (takesNoColumn.test(character)) return 0;
  if (isPicture.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}

/** The text with blanks behind it, so that it takes `width` columns; a wider one as it is. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
