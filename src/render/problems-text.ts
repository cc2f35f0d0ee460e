import type { Problem } from '../core/model/problem.ts';
import { placeText } from './place-text.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented, wrapText } from './wrap-text.ts';

const cureIndent = 4;

/** Problems for people, in the order given: `file:line:col  message  [code]`, each with its cure. */
export function problemsText(problems: readonly Problem[], style: Style): string {
  const lines = problems.flatMap((problem) => problemLines(problem, style));
  return lines.map((line) => `${line}\n`).join('');
}

function problemLines(problem: Problem, style: Style): readonly string[] {
  const place = problem.source === null ? '' : `${style.bold(placeText(problem.source))}  `;
  const head = `${place}${visibleText(problem.message)}  ${style.dim(`[${problem.code}]`)}`;
  if (problem.cure === '') return [head];
  return [head, ...indented(wrapText(visibleText(problem.cure), style.width - cureIndent), cureIndent)];
}
