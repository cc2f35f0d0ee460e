import type { Source } from '../../model/finding.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { padded, textWidth } from './text-width.ts';
import { placeText } from './value-text.ts';
import { indented, wrapBehind } from './wrap-text.ts';

/** How grave it is, in the word that a message begins with. */
export type Gravity = 'error' | 'warning' | 'note';

/** A message of one line or two: how grave it is, where, what, and the code of it. */
export type Said = {
  readonly gravity: Gravity;
  readonly source: Source | null;
  readonly text: string;
  readonly code: string;
};

/** A line of a file around a place in it, without anything that may be a secret. */
export type SourceLine = {
  /** What stands before the place. */
  readonly before: string;
  readonly from: string;
};

/** What stands at a place in a file; null: it is not known, or not for everyone. */
export type SourceLines = (source: Source) => SourceLine | null;

/** Columns that all lines but the first stand behind. */
export const indentColumns = 4;

/** `error: file:line:column  what  [code]`: on one line, unless a terminal is narrower. The place is on the first in any case. */
export function saidLines({ gravity, source, text, code }: Said, style: Style): readonly string[] {
  const place = source === null ? '' : placeText(source);
  const gap = place === '' ? '' : '  ';
  const columns = textWidth(`${gravity}: ${place}${gap}`);
  // A saved plan that was edited may have any text for a code.
  const tag = `[${visibleText(code)}]`;
  const { terminalWidth } = style;
  const lines = wrapBehind(
    columns,
    `${visibleText(text)} ${tag}`,
    terminalWidth - 1,
    terminalWidth - indentColumns - 1,
  );
  const marked = lines.map((line) => (line.endsWith(tag) ? withTag(line.slice(0, -tag.length), tag, style) : line));
  const [first = '', ...rest] = marked;
  return [`${gravityText(gravity, style)} ${style.bold(place)}${gap}${first}`, ...indented(rest, indentColumns)];
}

function withTag(before: string, tag: string, { dim }: Style): string {
  return before === '' ? dim(tag) : `${before.trimEnd()}  ${dim(tag)}`;
}

function gravityText(gravity: Gravity, style: Style): string {
  switch (gravity) {
    case 'error':
      return style.red(style.bold('error:'));
    case 'warning':
      return style.yellow(style.bold('warning:'));
    case 'note':
      return style.dim('note:');
  }
}

/** The line of a file that a message is about, with its number and a mark below the place. */
export function sourceLineText(source: Source, { before, from }: SourceLine, style: Style): readonly string[] {
  const number = String(source.line);
  const margin = `${' '.repeat(number.length)} ${style.dim('|')}`;
  const [start, end] = [visibleText(before), visibleText(from)];
  return [`${style.dim(`${number} |`)} ${start}${end}`, `${margin} ${padded('', textWidth(start))}${style.red('^')}`];
}
