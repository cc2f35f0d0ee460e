import type { Problem, Source } from '../../model/finding.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { placeText } from './value-text.ts';
import { indented, padded, textWidth, wrapBehind, wrapText } from './wrap-text.ts';

const unknown: SourceLines = () => null;

/**
 * Problems as text, in the order given: `error: file:line:col  message  [code]`, each with its source line and its
 * cure. The differences of a plan are below the problem that reports them.
 */
export function problemsText(problems: readonly Problem[], style: Style, lineAt: SourceLines = unknown): string {
  const entries = withDetails(problems);
  const more = explainLine(problems.map(({ code }) => code));
  return printed([
    ...entries.flatMap((entry) => problemLines(entry, 'error', style, lineAt)),
    ...(more === '' ? [] : moreLines(more, entries.length, style)),
  ]);
}

// For one problem it is printed with it, for several below all of them.
function moreLines(more: string, count: number, { dim, width }: Style): readonly string[] {
  return count === 1 ? indented([dim(more)], indentColumns) : wrapText(more, width).map(dim);
}

/** The same for remarks, each marked as a note. */
export function notesText(notes: readonly Problem[], style: Style): string {
  return printed(notes.flatMap((problem) => problemLines({ problem, details: [] }, 'note', style, unknown)));
}

function printed(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

type Entry = { readonly problem: Problem; readonly details: readonly Problem[] };

function withDetails(problems: readonly Problem[]): readonly Entry[] {
  const entries: { problem: Problem; details: Problem[] }[] = [];
  for (const problem of problems) {
    const last = entries.at(-1);
    if (last !== undefined && problem.code === 'differs') last.details.push(problem);
    else entries.push({ problem, details: [] });
  }
  return entries;
}

function problemLines(
  { problem, details }: Entry,
  gravity: Gravity,
  style: Style,
  lineAt: SourceLines,
): readonly string[] {
  const { source, message, code, cure } = problem;
  const line = source === null ? null : lineAt(source);
  const texts = [...details.map((detail) => detail.message), ...(cure === '' ? [] : [cure])];
  const below = [
    ...(source === null || line === null ? [] : sourceLineText(source, line, style)),
    ...texts.flatMap((text) => wrapText(visibleText(text), style.width - indentColumns)),
  ];
  return [...messageLines({ gravity, source, text: message, code }, style), ...indented(below, indentColumns)];
}

/** The severity, as the first word of a message. */
export type Gravity = 'error' | 'warning' | 'note';

/** A message of one or two lines: severity, location, text and code. */
type Said = {
  readonly gravity: Gravity;
  readonly source: Source | null;
  readonly text: string;
  readonly code: string;
};

/** The source line of a location, without anything that may be a secret. */
export type SourceLine = {
  /** The text before the location. */
  readonly before: string;
  readonly from: string;
};

/** The source line of a location; null: unknown, or not to be shown. */
export type SourceLines = (source: Source) => SourceLine | null;

/** The indent of all lines but the first. */
export const indentColumns = 4;

/**
 * `error: file:line:column  what  [code]`: on one line, unless the terminal is narrower. The location is always on the
 * first.
 */
export function messageLines({ gravity, source, text, code }: Said, style: Style): readonly string[] {
  const place = source === null ? '' : placeText(source);
  const gap = place === '' ? '' : '  ';
  const columns = textWidth(`${gravity}: ${place}${gap}`);
  // An edited saved plan may have any text as a code.
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

/** The source line of a message, with its number and a mark below the location. */
export function sourceLineText(source: Source, { before, from }: SourceLine, style: Style): readonly string[] {
  const number = String(source.line);
  const margin = `${' '.repeat(number.length)} ${style.dim('|')}`;
  const [start, end] = [visibleText(before), visibleText(from)];
  return [`${style.dim(`${number} |`)} ${start}${end}`, `${margin} ${padded('', textWidth(start))}${style.red('^')}`];
}

// Codes without an explanation of their own: details of another problem, a cancelled question, and codes whose message
// says everything.
const unexplained: ReadonlySet<string> = new Set([
  'differs',
  'declined',
  'wrong-usage',
  'unknown-command',
  'unknown-flag',
]);

/** The line that points to `explain` for the codes of a block; '' if there is nothing to explain. */
export function explainLine(codes: readonly string[]): string {
  const [first, ...more] = new Set(codes.filter((code) => !unexplained.has(code)).map(visibleText));
  if (first === undefined) return '';
  return `More: capstan explain ${more.length === 0 ? first : `CODE (${[first, ...more].join(', ')})`}`;
}
