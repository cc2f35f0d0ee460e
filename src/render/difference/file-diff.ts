import { type StructuredPatchHunk, structuredPatch } from 'diff';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from '../text/style.ts';

/** A file before and after. */
export type FileChange = {
  /** Its path, from the working folder. */
  readonly file: string;
  /** Its text, without secrets. */
  readonly before: string;
  readonly after: string;
};

const context = 3;
// Time grows with its square; a file that differs in more lines is shown as replaced.
const maxEditLength = 500;

type Hunk = Pick<StructuredPatchHunk, 'oldStart' | 'oldLines' | 'newStart' | 'newLines' | 'lines'>;

/** The changes of a file, in the format of `diff -u`. */
export function fileDiffText({ file, before, after }: FileChange, style: Style): string {
  const patch = structuredPatch(file, file, before, after, undefined, undefined, { context, maxEditLength });
  const hunks: readonly Hunk[] = patch?.hunks ?? [replaced(before, after)];
  const name = visibleText(file);
  const head = [style.bold(`--- ${name}`), style.bold(`+++ ${name}`)];
  return [...head, ...hunks.flatMap((hunk) => hunkLines(hunk, style)), ''].join('\n');
}

function replaced(before: string, after: string): Hunk {
  const [old, next] = [linesOf(before), linesOf(after)];
  const lines = [...old.map((line) => `-${line}`), ...next.map((line) => `+${line}`)];
  return { oldStart: 1, oldLines: old.length, newStart: 1, newLines: next.length, lines };
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function hunkLines({ oldStart, oldLines, newStart, newLines, lines }: Hunk, style: Style): readonly string[] {
  const head = `@@ -${rangeText(oldStart, oldLines)} +${rangeText(newStart, newLines)} @@`;
  return [style.dim(head), ...lines.map((line) => lineText(line, style))];
}

function lineText(line: string, style: Style): string {
  const sign = line.slice(0, 1);
  // The marker of `diff` for a last line without a newline; not a line of the file.
  if (sign === '\\') return line;
  const text = `${sign}${visibleText(line.slice(1).replace(/\r$/u, ''))}`;
  if (sign === '-') return style.red(text);
  return sign === '+' ? style.green(text) : text;
}

function rangeText(start: number, length: number): string {
  // An empty side names the line before it.
  return `${length === 0 ? start - 1 : start}${length === 1 ? '' : `,${length}`}`;
}
