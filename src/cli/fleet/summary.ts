import { visibleText } from '../../render/escape/visible-text.ts';
import { codeText, type SummaryRow, tallyText } from '../../render/report/joined-report.ts';
import type { CommonFlags } from '../terminal/session.ts';

const maxNameWidth = 60;

/** What became of each application, and of all. */
export function summaryText(
  rows: readonly SummaryRow[],
  exitCode: number,
  { verbosity, noun }: Pick<CommonFlags, 'verbosity'> & { readonly noun: 'file' | 'application' },
): string {
  const names = rows.map(({ name }) => visibleText(name));
  const width = Math.min(maxNameWidth, Math.max(0, ...names.map(({ length }) => length)));
  const codes = Math.max(0, ...rows.map((row) => codeText(row).length));
  const lines = rows.map(
    (row, at) => `  ${(names[at] ?? '').padEnd(width)}  ${codeText(row).padStart(codes)}  ${visibleText(row.says)}`,
  );
  const last = tallyText(rows, exitCode, noun);
  return [...(verbosity === 'quiet' ? [] : lines), last].map((line) => `${line.trimEnd()}\n`).join('');
}
