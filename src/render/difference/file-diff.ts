import { visibleText } from '../escape/visible-text.ts';
import type { Style } from '../text/style.ts';
import { longestCommon, type Step } from './lcs.ts';

/** A file before and after. */
export type FileChange = { readonly file: string; readonly before: string; readonly after: string };

const context = 3;

/** What changes in a file, as `diff -u` shows it. */
export function fileDiffText({ file, before, after }: FileChange, style: Style): string {
  const steps = longestCommon(linesOf(before), linesOf(after), (line) => line);
  const lines = { before: linesUntil(steps, 'added'), after: linesUntil(steps, 'removed') };
  const name = visibleText(file);
  const head = [style.bold(`--- ${name}`), style.bold(`+++ ${name}`)];
  return [...head, ...hunksOf(steps).flatMap((hunk) => hunkLines(steps, lines, hunk, style)), ''].join('\n');
}

// The break belongs to its line, so that a last line without one differs from one with.
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/u);
}

/** From the first step of a hunk to the one behind its last. */
type Hunk = readonly [number, number];

function hunksOf(steps: readonly Step<string>[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [at, { kind }] of steps.entries()) {
    if (kind === 'same') continue;
    const [from, to] = [Math.max(0, at - context), Math.min(steps.length, at + context + 1)];
    const last = hunks.at(-1);
    if (last === undefined || last[1] < from) hunks.push([from, to]);
    else hunks[hunks.length - 1] = [last[0], to];
  }
  return hunks;
}

const signs = { same: ' ', removed: '-', added: '+' } as const;

function hunkLines(
  steps: readonly Step<string>[],
  lines: { readonly before: LinesUntil; readonly after: LinesUntil },
  [from, to]: Hunk,
  style: Style,
): readonly string[] {
  const head = `@@ -${rangeOf(lines.before, from, to)} +${rangeOf(lines.after, from, to)} @@`;
  const paints = { same: (text: string) => text, removed: style.red, added: style.green };
  const shown = steps.slice(from, to).flatMap(({ kind, item }) => {
    const line = paints[kind](`${signs[kind]}${visibleText(item.replace(/\r?\n$/u, ''))}`);
    return item.endsWith('\n') ? [line] : [line, '\\ No newline at end of file'];
  });
  return [style.dim(head), ...shown];
}

/** How many lines of one side stand before each step. */
type LinesUntil = readonly number[];

function linesUntil(steps: readonly Step<string>[], without: 'added' | 'removed'): LinesUntil {
  const counts = [0];
  for (const { kind } of steps) counts.push((counts.at(-1) ?? 0) + (kind === without ? 0 : 1));
  return counts;
}

function rangeOf(counts: LinesUntil, from: number, to: number): string {
  const before = counts[from] ?? 0;
  const length = (counts[to] ?? 0) - before;
  // A side without a line names the one before it.
  return `${length === 0 ? before : before + 1}${length === 1 ? '' : `,${length}`}`;
}
