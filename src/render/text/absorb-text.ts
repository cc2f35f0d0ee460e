import { type FileChange, fileDiffText } from '../difference/file-diff.ts';
import { visibleText } from '../escape/visible-text.ts';
import { countOf } from '../report/words.ts';
import type { Style } from './style.ts';
import { wrapLines } from './wrap-text.ts';

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
