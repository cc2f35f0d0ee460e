import { afterLine, lineStart, splice } from '../write/write-value.ts';

/** A map or list in brackets: where it stands, and where each of its parts does. */
export type Bracketed = {
  readonly range: readonly [number, number];
  readonly parts: readonly (readonly [number, number])[];
};

/** The text with another part behind the one with this number; -1: before all. */
export function addPart(text: string, { range, parts }: Bracketed, after: number, part: string): string {
  const [start, end] = range;
  const before = parts[after];
  if (before !== undefined) return splice(text, before[1], before[1], `, ${part}`);
  const first = parts[0];
  if (first !== undefined) return splice(text, first[0], first[0], `${part}, `);
  const padding = text[start] === '{' ? ' ' : '';
  return splice(text, start + 1, end - 1, `${padding}${part}${padding}`);
}

/** The text without a part. One that has lines of its own goes with them, and with the comment behind it. */
export function removePart(text: string, { range, parts }: Bracketed, at: number): string {
  const part = parts[at];
  if (part === undefined) return text;
  if (parts.length === 1) return splice(text, range[0] + 1, range[1] - 1, '');
  const [lineFrom, lineTo] = [lineStart(text, part[0]), afterLine(text, part[1])];
  const isAlone =
    /^\s*$/u.test(text.slice(lineFrom, part[0])) && /^\s*(?:,\s*)?(?:#.*)?$/su.test(text.slice(part[1], lineTo));
  if (isAlone) return splice(text, lineFrom, lineTo, '');
  const [next, previous] = [parts[at + 1], parts[at - 1]];
  const gap = next === undefined ? ([previous?.[1] ?? part[0], part[0]] as const) : ([part[1], next[0]] as const);
  // What is in lines between two parts may be about the other one.
  if (text.slice(...gap).includes('\n')) {
    const comma = /^\s*,/u.exec(text.slice(part[1]))?.[0].length ?? 0;
    return splice(text, part[0], part[1] + comma, '');
  }
  return next === undefined ? splice(text, gap[0], part[1], '') : splice(text, part[0], next[0], '');
}

/** The text without these parts, from the last to the first. */
export function removeParts(text: string, { range, parts }: Bracketed, numbers: readonly number[]): string {
  const [start, end] = range;
  const kept = [...parts];
  return numbers.reduceRight((result, at) => {
    const shorter = removePart(result, { range: [start, end - text.length + result.length], parts: kept }, at);
    const [, next] = kept.splice(at, 2);
    // Of those behind, only the next one is ever looked at again.
    const moved = shorter.length - result.length;
    if (next !== undefined) kept.splice(at, 0, [next[0] + moved, next[1] + moved]);
    return shorter;
  }, text);
}
