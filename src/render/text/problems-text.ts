import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../escape/visible-text.ts';
import { explainLine } from './explain-line.ts';
import { type Gravity, indentColumns, type SourceLines, saidLines, sourceLineText } from './said-line.ts';
import type { Style } from './style.ts';
import { indented, wrapText } from './wrap-text.ts';

const unknown: SourceLines = () => null;

/**
 * Problems for people, in the order given: `error: file:line:col  message  [code]`, each with the line that it is about,
 * and its cure. What a plan differs in stands below the problem that says so.
 */
export function problemsText(problems: readonly Problem[], style: Style, lineAt: SourceLines = unknown): string {
  const entries = withDetails(problems);
  const more = explainLine(problems.map(({ code }) => code));
  return printed([
    ...entries.flatMap((entry) => problemLines(entry, 'error', style, lineAt)),
    ...(more === '' ? [] : moreLines(more, entries.length, style)),
  ]);
}

// Of one problem it stands with it, of several below all of them.
function moreLines(more: string, count: number, { dim, width }: Style): readonly string[] {
  return count === 1 ? indented([dim(more)], indentColumns) : wrapText(more, width).map(dim);
}

/** The same for what is worth knowing and not wrong, each marked as a note. */
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
  return [...saidLines({ gravity, source, text: message, code }, style), ...indented(below, indentColumns)];
}
