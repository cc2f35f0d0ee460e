import { visibleText } from '../escape/visible-text.ts';

// What stands below another problem, an answer that needs no explanation, and codes that mean no more than their problem says.
const unexplained: ReadonlySet<string> = new Set([
  'differs',
  'declined',
  'wrong-usage',
  'unknown-command',
  'unknown-flag',
]);

/** Where more is told of the codes of a block, in one line for all of them; '' when there is nothing to tell. */
export function explainLine(codes: readonly string[]): string {
  const [first, ...more] = new Set(codes.filter((code) => !unexplained.has(code)).map(visibleText));
  if (first === undefined) return '';
  return `More: capstan explain ${more.length === 0 ? first : `CODE (${[first, ...more].join(', ')})`}`;
}
