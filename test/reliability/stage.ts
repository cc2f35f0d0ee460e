import type { Column } from './faults.ts';

/** How far a run has come, as far as its requests show it. */
export type Stage = { phase: 'plan' | 'apply'; wrote: boolean };

type Line = { readonly method: string; readonly path: string };

/** Whether the run makes a replacing write. */
export function isReplacing(column: Column): boolean {
  return column === 'replacing' || column === 'replacing-cached';
}

/** In which column a request belongs. `column` says which kind of write the run makes. */
export function columnOf(line: Line, stage: Stage, column: Column): Column | 'other' {
  if (line.method !== 'GET') return isReplacing(column) ? column : 'per-key';
  if (!isSettingsRead(line)) return 'other';
  if (stage.phase === 'plan') return 'plan-read';
  return stage.wrote ? 'read-back' : 'last-read';
}

export function isSettingsRead({ method, path }: Line): boolean {
  return method === 'GET' && path.endsWith('/settings');
}
