import { describeCell } from './describe-cell.ts';
import { type Column, type Fault, faults, strikes } from './faults.ts';
import { type Played, playCell } from './play-cell.ts';
import type { Times } from './strike.ts';

const columns: readonly { readonly column: Column; readonly title: string }[] = [
  { column: 'plan-read', title: 'read while planning' },
  { column: 'last-read', title: 'last read before a write' },
  { column: 'per-key', title: 'per-key write' },
  { column: 'replacing', title: 'replacing write' },
  { column: 'replacing-cached', title: 'replacing write, with a cache' },
  { column: 'read-back', title: 'read-back' },
];

export type Cell = { readonly fault: Fault; readonly column: Column; readonly times: Times; readonly played: Played };

/** Plays every fault in every column, at its first request and at each of them. */
export async function playMatrix(): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const fault of faults) {
    for (const { column } of columns.filter((each) => strikes(fault, each.column))) {
      for (const times of ['once', 'always'] as const)
        cells.push({ fault, column, times, played: await playCell(fault, column, times) });
    }
  }
  return cells;
}

/** The table of docs/reliability.md. */
export function matrixTable(cells: readonly Cell[]): string {
  const head = ['fault', ...columns.map(({ title }) => title)];
  const rows = faults.map((fault) => [
    fault.name,
    ...columns.map(({ column }) => cellText(cells.filter((cell) => cell.fault === fault && cell.column === column))),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cellText(cells: readonly Cell[]): string {
  const texts = cells.map(({ column, played }) => describeCell(column, played));
  const [once, always] = texts;
  if (once === undefined || always === undefined) return '-';
  return once === always ? once : `once: ${once}<br>each time: ${always}`;
}
