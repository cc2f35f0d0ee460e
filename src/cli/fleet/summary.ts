import { visibleText } from '../../render/escape/visible-text.ts';
import { countOf } from '../../render/report/words.ts';
import type { CommonFlags } from '../terminal/session.ts';

/** One application in the table. */
export type SummaryRow = { readonly name: string; readonly says: string; readonly exitCode: number | null };

const maxNameWidth = 60;

/** What became of each application, and of all. */
export function summaryText(
  rows: readonly SummaryRow[],
  exitCode: number,
  { verbosity, fleet }: Pick<CommonFlags, 'verbosity' | 'fleet'>,
): string {
  const names = rows.map(({ name }) => visibleText(name));
  const width = Math.min(maxNameWidth, Math.max(0, ...names.map(({ length }) => length)));
  const codes = Math.max(0, ...rows.map((row) => codeText(row).length));
  const lines = rows.map(
    (row, at) => `  ${(names[at] ?? '').padEnd(width)}  ${codeText(row).padStart(codes)}  ${visibleText(row.says)}`,
  );
  const last = `${countOf(rows.length, fleet === undefined ? 'file' : 'application')}: ${tally(rows)}. Exit code ${exitCode}.`;
  return [...(verbosity === 'quiet' ? [] : lines), last].map((line) => `${line.trimEnd()}\n`).join('');
}

function codeText({ exitCode }: SummaryRow): string {
  return exitCode === null ? '-' : String(exitCode);
}

function tally(rows: readonly SummaryRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(codeText(row), (counts.get(codeText(row)) ?? 0) + 1);
  if (counts.size === 0) return 'nothing to do';
  return [...counts]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([code, count]) => (code === '-' ? `${count} not touched` : `${count} with ${code}`))
    .join(', ');
}
