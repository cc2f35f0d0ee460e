import { type StructuredPatchHunk, structuredPatch } from 'diff';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { countOf } from './value-text.ts';
import { wrapLines } from './wrap-text.ts';

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

/** What absorb will do: the changed files, and the rows left out. */
type AbsorbView = {
  readonly changes: readonly FileChange[];
  readonly absorbed: readonly { readonly target: string; readonly file: string }[];
  readonly leftOut: readonly { readonly target: string; readonly reason: string }[];
};

/** The diff of each file, and the rows left out with the reason. */
export function absorbText({ changes, leftOut }: AbsorbView, style: Style): string {
  const diffs = changes.map((change) => `${fileDiffText(change, style)}\n`);
  const rows = leftOut.map(({ target, reason }) =>
    wrapLines(`  ${visibleText(target)}: ${visibleText(reason)}\n`, style.terminalWidth),
  );
  const rest =
    rows.length === 0 ? '' : `${style.bold('Left out')}\n${rows.join('')}${changes.length === 0 ? '' : '\n'}`;
  return `${diffs.join('')}${rest}`;
}

/** The result in one line. */
export function absorbedText({ changes, absorbed, leftOut }: AbsorbView): string {
  const others = leftOut.length === 0 ? '' : ` ${countOf(leftOut.length, 'row')} left out.`;
  if (changes.length === 0) return `Nothing to absorb.${others}\n`;
  const files = changes.map(({ file }) => visibleText(file)).join(', ');
  return `Absorbed ${countOf(absorbed.length, 'value')} into ${files}.${others}\n`;
}

/** The JSON of `--format json`, described by schemas/absorb.schema.json. */
export function absorbJson({ changes, absorbed, leftOut }: AbsorbView): object {
  const files = changes.map(({ file }) => ({
    file,
    absorbed: absorbed.filter((one) => one.file === file).map(({ target }) => target),
  }));
  return { files, leftOut: leftOut.map(({ target, reason }) => ({ target, reason })) };
}
