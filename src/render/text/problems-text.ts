import type { Problem } from '../../model/problem.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { placeText } from './value-text.ts';
import { indented, wrapText } from './wrap-text.ts';

const indentColumns = 4;

/**
 * Problems for people, in the order given: `file:line:col  message  [code]`, each with its cure. What a plan
 * differs in stands below the problem that says so.
 */
export function problemsText(problems: readonly Problem[], style: Style): string {
  return printed(withDetails(problems).flatMap((entry) => problemLines(entry, '', style)));
}

/** The same for what is worth knowing and not wrong, each marked as a note. */
export function notesText(notes: readonly Problem[], style: Style): string {
  return printed(notes.flatMap((problem) => problemLines({ problem, details: [] }, `${style.dim('note')}  `, style)));
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

function problemLines({ problem, details }: Entry, mark: string, style: Style): readonly string[] {
  const place = problem.source === null ? '' : `${style.bold(placeText(problem.source))}  `;
  const head = `${mark}${place}${visibleText(problem.message)}  ${style.dim(`[${problem.code}]`)}`;
  const texts = [...details.map(({ message }) => message), ...(problem.cure === '' ? [] : [problem.cure])];
  const lines = texts.flatMap((text) => wrapText(visibleText(text), style.width - indentColumns));
  return [head, ...indented(lines, indentColumns)];
}
