import { eastAsianWidth } from 'get-east-asian-width';

/**
 * Wraps a text at its blanks so that no line is wider than `width`, unless a single word is. Text in backticks is one
 * word: a broken command cannot be copied.
 */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapBehind(0, text, width);
}

/** The same for a text after a prefix on its first line; the other lines may have another width. */
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

/** The words of a text; blanks within backticks do not split. */
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
  // An unmatched backtick is ordinary text.
  return open === '' ? words : [...words, ...open.split(' ')];
}

function countOf(character: string, text: string): number {
  return text.split(character).length - 1;
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}

/** Wraps each line that is too wide; continuation lines are indented by two more columns. */
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

/** The lines, each with the same indent. */
export function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line));
}

/** The width of the widest text; 0 without texts. There may be more texts than a function allows arguments. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, textWidth(text)), 0);
}

// Nearly all texts are of these characters, whose width needs no lookup.
const narrow = /^[\u0020-\u007e\u00a0-\u02ff]*$/;
const takesNoColumn = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;
// A flag is two regional indicators, each narrow; U+FE0F selects the emoji form of a character.
const isPicture = /\p{Emoji_Presentation}|\ufe0f|\u20e3/u;

// Created on demand: it takes longer than the rest of the start.
let segmenter: Intl.Segmenter | undefined;

/** How many terminal columns a text takes: names may contain CJK and emoji. */
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

/** The text padded with blanks to `width` columns; a wider one unchanged. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

const indent = ' '.repeat(4);

/**
 * An entry for a list of the file, such as `- { guard: ..., target: ... }`, in lines that are not wider than `width`.
 * It is wrapped only after commas, where YAML allows it; never within a text.
 */
export function entryLines(entry: string, width: number): readonly string[] {
  const members = membersOf(entry);
  return filled(members, width, '').map((line) => line.trimEnd());
}

function membersOf(entry: string): readonly string[] {
  const members: string[] = [];
  let [start, quoted] = [0, false];
  for (let at = 0; at < entry.length; at += 1) {
    if (quoted && entry[at] === '\\') at += 1;
    else if (entry[at] === '"') quoted = !quoted;
    else if (!quoted && entry.startsWith(', ', at)) {
      members.push(entry.slice(start, at + 2));
      start = at + 2;
    }
  }
  return [...members, entry.slice(start)];
}

/** A command in such lines: it is wrapped before its flags, with a backslash at each line end. */
export function commandLines(command: string, width: number): readonly string[] {
  const parts: string[] = [];
  for (const part of command.split(/ (?=-)/)) {
    const last = parts.at(-1);
    // A dash within quotes begins no flag.
    if (last !== undefined && last.split("'").length % 2 === 0) parts[parts.length - 1] = `${last} ${part}`;
    else parts.push(part);
  }
  const words = parts.map((part, at) => (at === parts.length - 1 ? part : `${part} `));
  return filled(words, width, '\\').map((line, at, all) => (at === all.length - 1 ? line : `${line}\\`));
}

/** As many parts per line as fit; all but the last line end with `mark`. */
function filled(parts: readonly string[], width: number, mark: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const room = width - (part === parts.at(-1) ? 0 : mark.length);
    if (last === undefined) lines.push(part);
    else if (last.length + part.trimEnd().length <= room) lines[lines.length - 1] = last + part;
    else lines.push(indent + part);
  }
  return lines;
}
